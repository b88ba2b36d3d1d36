"""One pass over a body's sanitised HTML: heading ids, links with their lines, plain text, sections.

Nothing here adds an element except links around bare addresses; `finish` decorates. Lines come from comrak's
`data-sourcepos`, which this pass removes; in raw HTML, which has none, they are those of the text before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from kb.model.body import Body, BodyLink, Heading, Section
from kb.render.addresses import linked
from kb.render.engine import safe_html
from kb.render.headings import HeadingIds
from kb.render.plain import BLOCKS, CELL_GAP, SOFT, joined, lines
from kb.render.tokens import VOID, attributes, escaped, placed, start_tag

_POSITION = re.compile(r' data-sourcepos="(\d{1,7}):\d{1,7}-(\d{1,7}):\d{1,7}"')
_LANGUAGE = re.compile(r"language-[\w+#.-]{1,40}")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ALWAYS_READ = _HEADINGS | {"a"}  # other elements say nothing without an attribute
_MUTED = frozenset(("footnote-backref", "footnote-ref"))
_VERBATIM = frozenset(("a", "code", "kbd", "pre", "samp"))
_AFTER = {"td": CELL_GAP, "th": CELL_GAP} | dict.fromkeys(BLOCKS, "\n")
# Elements that say nothing without an attribute: their tags as they are, the text that each stands for, and whether
# it is an end. Most of all tags are one of these, and done without a call.
_SIMPLE = (BLOCKS | {"b", "em", "i", "strong", "td", "th"}) - _ALWAYS_READ - VOID - {"pre"}
_STARTS = {name: (f"<{name}>", "\n" if name in BLOCKS else "", False) for name in _SIMPLE}
_ENDS = {f"/{name}": (f"</{name}>", _AFTER.get(name, ""), True) for name in _SIMPLE}
_PLAIN = _STARTS | _ENDS
_HREF = re.compile(r' href="([^"&<>]*)"')  # as it would be written again

_Open = tuple[int, str, str]  # an element that is open: its last line, its end tag (empty: it is left out), its role


def body(markdown: str, line: int = 1, ids: Mapping[str, str] | None = None) -> Body:
    """The body rendered once. `line` is the file line on which `markdown` begins.

    `ids` maps heading text (folded: `casefold`, white space around it removed) to the id which that heading
    must have. The sections' HTML is safe, its links are as written; joined it is the whole body. Footnotes are
    a last section of their own without a heading. Never raises on any string (`KbError` if a library is
    missing).
    """
    breaks = markdown.count("\n")
    if "\r" in markdown:
        breaks += markdown.count("\r") - markdown.count("\r\n")
    reader = _Reader(line, line + breaks, HeadingIds(ids or {}))
    reader.read(safe_html(markdown))
    return Body(markdown, line, tuple(reader.sections), tuple(reader.headings), tuple(reader.links))


@dataclass(slots=True)
class _OpenHeading:
    level: int
    line: int
    slot: int  # where the start tag will stand in the section's HTML
    begin: int  # where its text begins in the section's text


class _Reader:
    def __init__(self, line: int, last_line: int, ids: HeadingIds) -> None:
        self.sections: list[Section] = []
        self.headings: list[Heading] = []
        self.links: list[BodyLink] = []
        self._ids = ids
        self._offset, self._last_line = line - 1, last_line
        self._line = 1
        self._html: list[str] = []
        self._text: list[str] = []
        self._heading: Heading | None = None  # of the section that is being read
        self._open: list[_Open] = []
        self._open_headings: list[_OpenHeading] = []
        self._preformatted = 0  # open elements in which a line break is one
        self._verbatim = 0  # open elements in which an address stays text
        self._muted = 0  # open elements whose text is not content, such as a footnote's number
        self._footnotes: set[str] = set()

    def read(self, html: str) -> None:
        write, say, begin, end = self._html.append, self._text.append, self._open.append, self._open.pop
        for tag, first, last, written, text in placed(html):
            known = _PLAIN.get(tag) if not written else None
            if known is not None:
                shown, said, closes = known
                write(shown)
                say(said)
                if closes:
                    self._line = max(self._line, end()[0])
                elif first is not None and last is not None:
                    self._line = int(first)
                    begin((int(last), "", ""))
                else:
                    begin((0, "", ""))
            elif tag:
                self._tag(tag, first, last, written)
            if not text:
                continue
            if text == "\n":  # and nothing else, as between two blocks
                write("\n")
                self._line += 1
                if not self._muted:
                    say("\n" if self._preformatted else SOFT)
            elif self._muted or "\n" in text or "&" in text or "://" in text:
                self._read_text(text)
            else:
                write(text)
                say(text)
        self._cut(None)

    def _tag(self, tag: str, first: str | None, last: str | None, written: str) -> None:
        if tag[0] == "/":
            self._end(tag[1:])
        else:
            self._start(tag, first, last, written)

    def _cut(self, heading: Heading | None) -> None:
        """End the section that is being read; the next one belongs to `heading`."""
        html = "".join(self._html)
        if html and not html.isspace():
            self.sections.append(Section(self._heading, html, lines(self._text)))
        self._html.clear()
        self._text.clear()
        self._heading = heading

    def _read_text(self, raw: str) -> None:
        breaks = raw.count("\n") if "\n" in raw else 0
        html = raw if self._verbatim or not breaks else joined(raw)
        if not self._verbatim and "://" in html:
            html, found = linked(html)
            self.links += (BodyLink(href, self._file_line(before)) for href, before in found)
        self._html.append(html)
        if not self._muted:
            text = unescape(raw) if "&" in raw else raw
            self._text.append(text.replace("\n", SOFT) if breaks and not self._preformatted else text)
        self._line += breaks

    def _start(self, name: str, first: str | None, last: str | None, written: str) -> None:
        position = _POSITION.search(written) if first is None and written else None
        if position:
            first, last = position.groups()
            written = written[: position.start()] + written[position.end() :]
        if first is not None:
            self._line = int(first)
        last_line = int(last) if last is not None else 0
        if name == "a" and self._simple_link(written, last_line):
            return
        values = attributes(written) if written else {}
        if values and not values.get("class", name):
            del values["class"]  # no class of it was allowed
        if name in BLOCKS:
            self._text.append("\n")
        if name in VOID:
            self._void(name, values)
            return
        end, role = f"</{name}>", ""
        if values or name in _ALWAYS_READ:
            end, role = self._read_element(name, values, end)
        if role == "footnotes" and not self._open:
            self._cut(None)
        self._verbatim += name in _VERBATIM
        self._preformatted += name == "pre"
        self._muted += role in _MUTED
        self._open.append((last_line, end, role))
        if end:
            self._html.append(start_tag(name, values) if values else f"<{name}>")

    def _simple_link(self, written: str, last_line: int) -> bool:
        """Whether a link is one of those that stay as they are written; it is then read."""
        found = _HREF.fullmatch(written)
        if found is None or found[1].startswith("#fn-"):
            return False
        self.links.append(BodyLink(found[1], self._file_line()))
        self._verbatim += 1
        self._open.append((last_line, "</a>", ""))
        self._html.append(f"<a{written}>")
        return True

    def _read_element(self, name: str, values: dict[str, str], end: str) -> tuple[str, str]:
        """End tag and role of an element that begins; its attributes are put right on the way."""
        if name in _HEADINGS:
            self._begin_heading(name)
            return end, ""
        match name:
            case "a":
                return self._anchor(values, end)
            case "code":
                _keep(values, "class", _LANGUAGE)
            case "li":
                self._footnote_id(values, "fn-", "fn:")
            case "section" if "class" in values:
                return end, "footnotes"
            case "sup" if values.pop("class", ""):
                return end, "footnote"
        return end, ""

    def _end(self, name: str) -> None:
        last_line, end, role = self._open.pop()
        self._html.append(end)
        if name in _VERBATIM:
            self._verbatim -= 1
            self._preformatted -= name == "pre"
        if role:
            self._muted -= role in _MUTED
        if name in _HEADINGS:
            self._end_heading()
        if name in _AFTER:
            self._text.append(_AFTER[name])
        self._line = max(self._line, last_line)

    def _void(self, name: str, values: dict[str, str]) -> None:
        if name == "img":
            self._text.append(values.get("alt", ""))
            if not values.get("src"):
                self._html.append(escaped(values.get("alt", "")))
                return
            self.links.append(BodyLink(values["src"], self._file_line(), picture=True))
        elif name == "input":
            values = {"type": "checkbox", "disabled": ""} | ({"checked": ""} if "checked" in values else {})
        elif name == "br":
            self._text.append(SOFT)
        self._html.append(start_tag(name, values))

    def _anchor(self, values: dict[str, str], end: str) -> tuple[str, str]:
        """End tag and role of a link."""
        href, returns = values.get("href"), values.pop("class", "") == "footnote-backref"
        if href is None:
            return "", ""  # nothing to follow: the words stay
        if href.startswith("#fn-") and self._open and self._open[-1][2] == "footnote":
            self._footnote_id(values, "fnref-", "fnref:")
            values |= {"href": f"#fn:{href.removeprefix('#fn-')}", "class": "footnote-ref"}
            return end, "footnote-ref"
        values.pop("id", None)
        if href.startswith("#fnref-") and returns:
            values |= {"href": f"#fnref:{href.removeprefix('#fnref-')}", "class": "footnote-backref"}
            return end, "footnote-backref"
        values.pop("data-footnote-backref-idx", None)
        self.links.append(BodyLink(href, self._file_line()))
        return end, ""

    def _footnote_id(self, values: dict[str, str], prefix: str, safe: str) -> None:
        """Keep the ids that comrak gives to footnotes, as `fn:…`; drop all others, and the second of a name."""
        id = values.pop("id", "")
        if id.startswith(prefix) and id not in self._footnotes:
            self._footnotes.add(id)
            values["id"] = safe + id.removeprefix(prefix)

    def _begin_heading(self, name: str) -> None:
        level = int(name[1])
        if level <= 2 and not self._open:
            self._cut(None)
        self._open_headings.append(_OpenHeading(level, self._file_line(), len(self._html), len(self._text)))

    def _end_heading(self) -> None:
        opened = self._open_headings.pop()
        text = lines(self._text[opened.begin :]).replace("\n", " ")
        heading = Heading(opened.level, text, self._ids.give(text), opened.line)
        self._html[opened.slot] = f'<h{opened.level} id="{escaped(heading.id)}">'
        self.headings.append(heading)
        if opened.level <= 2 and not self._open:
            self._heading = heading
            del self._text[opened.begin :]

    def _file_line(self, before: int = 0) -> int:
        return min(self._offset + self._line + before, self._last_line)


def _keep(values: dict[str, str], name: str, allowed: re.Pattern[str]) -> None:
    if not allowed.fullmatch(values.get(name, "")):
        values.pop(name, None)
