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
_PLAIN = (
    (BLOCKS | {"b", "em", "i", "strong", "td", "th"}) - _ALWAYS_READ - VOID - {"pre"}
)  # of them, without attributes
_AFTER = {"td": CELL_GAP, "th": CELL_GAP} | dict.fromkeys(BLOCKS, "\n")


def body(markdown: str, line: int = 1, ids: Mapping[str, str] | None = None) -> Body:
    """The body rendered once. `line` is the file line on which `markdown` begins.

    `ids` maps heading text (folded: `casefold`, white space around it removed) to the id which that heading
    must have. The sections' HTML is safe, its links are as written; joined it is the whole body. Footnotes are
    a last section of their own without a heading. Never raises on any string (`KbError` if a library is
    missing).
    """
    breaks = markdown.count("\n") + markdown.count("\r") - markdown.count("\r\n")
    reader = _Reader(line, line + breaks, HeadingIds(ids or {}))
    reader.read(safe_html(markdown))
    return Body(markdown, line, tuple(reader.sections), tuple(reader.headings), tuple(reader.links))


@dataclass(slots=True)
class _Open:
    """An element that is open: its end tag (empty when the element is left out) and what ends with it."""

    name: str
    end: str
    last_line: int
    role: str = ""


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
        for closing, name, first, last, written, text in placed(html):
            if closing:
                self._end(name)
            elif name in _PLAIN and not written:  # most of them, and nothing has to be asked
                if first is not None:
                    self._line = int(first)
                if name in BLOCKS:
                    self._text.append("\n")
                self._open.append(_Open(name, f"</{name}>", int(last) if last is not None else 0))
                self._html.append(f"<{name}>")
            elif name:
                self._start(name, first, last, written)
            if text == "\n":
                self._read_break()
            elif text:
                self._read_text(text)
        self._cut(None)

    def _cut(self, heading: Heading | None) -> None:
        """End the section that is being read; the next one belongs to `heading`."""
        html = "".join(self._html)
        if html.strip():
            self.sections.append(Section(self._heading, html, lines(self._text)))
        self._html, self._text, self._heading = [], [], heading

    def _read_break(self) -> None:
        """A line break and nothing else, as between two blocks."""
        self._html.append("\n")
        if not self._muted:
            self._text.append("\n" if self._preformatted else SOFT)
        self._line += 1

    def _read_text(self, raw: str) -> None:
        breaks = raw.count("\n")
        html = raw if self._verbatim or not breaks else joined(raw)
        if "://" in html and not self._verbatim:
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
        values = attributes(written) if written else {}
        if values and not values.get("class", name):
            del values["class"]  # no class of it was allowed
        if name in BLOCKS:
            self._text.append("\n")
        if name in VOID:
            self._void(name, values)
            return
        opened = _Open(name, f"</{name}>", int(last) if last is not None else 0)
        if values or name in _ALWAYS_READ:
            self._read_element(opened, values)
        if opened.role == "footnotes" and not self._open:
            self._cut(None)
        self._verbatim += name in _VERBATIM
        self._preformatted += name == "pre"
        self._muted += opened.role in _MUTED
        self._open.append(opened)
        if opened.end:
            self._html.append(start_tag(name, values) if values else f"<{name}>")

    def _read_element(self, opened: _Open, values: dict[str, str]) -> None:
        """An element that begins; its attributes are put right on the way."""
        match opened.name:
            case "a":
                self._anchor(values, opened)
            case "code":
                _keep(values, "class", _LANGUAGE)
            case "li":
                self._footnote_id(values, "fn-", "fn:")
            case "section" if "class" in values:
                opened.role = "footnotes"
            case "sup" if values.pop("class", ""):
                opened.role = "footnote"
            case name if name in _HEADINGS:
                self._begin_heading(name)

    def _end(self, name: str) -> None:
        opened = self._open.pop()
        self._html.append(opened.end)
        if name in _VERBATIM:
            self._verbatim -= 1
            self._preformatted -= name == "pre"
        if opened.role:
            self._muted -= opened.role in _MUTED
        if name in _HEADINGS:
            self._end_heading()
        if name in _AFTER:
            self._text.append(_AFTER[name])
        self._line = max(self._line, opened.last_line)

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

    def _anchor(self, values: dict[str, str], opened: _Open) -> None:
        href, returns = values.get("href"), values.pop("class", "") == "footnote-backref"
        if href is None:
            opened.end = ""  # nothing to follow: the words stay
        elif href.startswith("#fn-") and self._open and self._open[-1].role == "footnote":
            opened.role = "footnote-ref"
            self._footnote_id(values, "fnref-", "fnref:")
            values |= {"href": f"#fn:{href.removeprefix('#fn-')}", "class": opened.role}
        elif href.startswith("#fnref-") and returns:
            opened.role = "footnote-backref"
            values.pop("id", None)
            values |= {"href": f"#fnref:{href.removeprefix('#fnref-')}", "class": opened.role}
        else:
            values.pop("id", None)
            values.pop("data-footnote-backref-idx", None)
            self.links.append(BodyLink(href, self._file_line()))

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
