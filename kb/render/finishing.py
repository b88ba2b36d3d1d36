"""What the site adds to safe HTML: resolved links, highlighted code, and the markup that the theme styles.

It reads what `body` gave and nothing else. Whatever it adds is escaped by construction, because nothing
sanitises after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kb.model.files import is_download
from kb.render.code import highlighted
from kb.render.tokens import VOID, attributes, decoded, escaped, start_tag, tokens
from kb.render.words import alert_title, word

Resolve = Callable[[str, bool], "str | None"]

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_CODE_BLOCK = re.compile(r'<pre><code(?: class="language-([^"]*)")?>([^<]*)</code></pre>')
_RARE = ('class="markdown-alert', "<input")  # what gives other elements a meaning, which most bodies do not have
_ADMONITIONS = {"note": "note", "tip": "tip", "important": "info", "warning": "warning", "caution": "danger"}
_BOX_END = '<span class="task-list-indicator"></span></label>'
_TABLE = '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'


def finish(html: str, resolve: Resolve, lang: str = "en") -> str:
    """Finished HTML of a section (or several) that `body` gave.

    `resolve(href, picture)` gives the address to use, or None: then a link's words stay without the link, and a
    picture's alternative text stands for it. Footnotes' own links are not asked for. `lang` is the page's
    language, for the titles of alerts and for labels that are read aloud.
    """
    finisher = _Finisher(resolve, lang, few=not any(mark in html for mark in _RARE))
    position = 0
    for block in _CODE_BLOCK.finditer(html):
        finisher.read(html[position : block.start()])
        finisher.out.append(highlighted(decoded(block[1] or ""), decoded(block[2])))
        position = block.end()
    finisher.read(html[position:])
    return "".join(finisher.out)


class _Finisher:
    def __init__(self, resolve: Resolve, lang: str, few: bool) -> None:
        self.out: list[str] = []
        self._few = few
        self._resolve = resolve
        self._lang = lang
        self._ends: list[str] = []  # what closes each open element
        self._lists: list[int] = []  # where each open list's start tag stands in `out`
        self._items: list[int] = []  # the same for list items
        self._tables = 0
        self._alert = ""  # the kind of the alert whose title comes next
        self._title = False  # whether the text that comes next is that title

    def read(self, html: str) -> None:
        for closing, name, written, text in tokens(html, self._few):
            if closing:
                self._close(name)
            elif name in VOID:
                self._void(name, written)
            elif name:
                self._open(name, written)
            if text:
                self.out.append(self._text(text) if self._title else text)

    def _text(self, raw: str) -> str:
        """The title of an alert."""
        if not raw.strip():
            return raw
        self._title = False
        return escaped(alert_title(self._alert, decoded(raw).strip(), self._lang))

    def _open(self, name: str, written: str) -> None:
        start, end = f"<{name}{written}>", f"</{name}>"
        match name:
            case "a":
                start, end = self._link(attributes(written))
            case "table":
                self._tables += 1
                if self._tables == 1:
                    start, end = f"{_TABLE}{start}", f"{end}</div></div>"
            case "div" | "p" if written:
                start = self._alert_part(name, attributes(written))
            case "section" if written:
                start = start.replace('class="footnotes"', 'class="footnote"') + "\n<hr>"
            case "ul":
                self._lists.append(len(self.out))
            case "ol":
                self._lists.append(-1)
            case "li":
                self._items.append(len(self.out))
        self._ends.append(end)
        self.out.append(start)

    def _close(self, name: str) -> None:
        self.out.append(self._ends.pop())
        self._title = False
        if name == "table":
            self._tables -= 1
        elif name in ("ul", "ol"):
            self._lists.pop()
        elif name == "li":
            self._items.pop()

    def _void(self, name: str, written: str) -> None:
        if name == "img":
            self.out.append(self._picture(attributes(written)))
        elif name == "input":
            self._task(attributes(written))
        else:
            self.out.append(f"<{name}{written}>")

    def _link(self, values: dict[str, str]) -> tuple[str, str]:
        """The tags around a link's words."""
        kind = values.get("class", "")
        if kind == "footnote-backref":
            label = f"{word('back', self._lang)} {values.pop('data-footnote-backref-idx', '')}".rstrip()
            return start_tag("a", values | {"aria-label": label, "title": label}), "</a>"
        if kind == "footnote-ref":
            return start_tag("a", values), "</a>"
        address = self._resolve(values["href"], False)
        if address is None:
            return "", ""
        values["href"] = address
        if is_download(address.partition("#")[0]) and not _ELSEWHERE.match(address):
            values["download"] = ""
        if _ELSEWHERE.match(address) and not address.lower().startswith("mailto:"):
            values["rel"] = "noopener noreferrer"
        return start_tag("a", values), "</a>"

    def _picture(self, values: dict[str, str]) -> str:
        """A picture, which opens large by itself if it is not a link already."""
        address = self._resolve(values["src"], True)
        if address is None:
            words = escaped(values.get("alt", ""))
            return f'<span class="kb-nopicture">{words}</span>' if words else ""
        picture = start_tag("img", {"alt": ""} | values | {"src": address, "loading": "lazy"})
        if not values.get("alt") or "</a>" in self._ends:
            return picture  # without words the link would have no name
        return f"{start_tag('a', {'class': 'kb-picture', 'href': address})}{picture}</a>"

    def _alert_part(self, name: str, values: dict[str, str]) -> str:
        classes = values.get("class", "")
        kind = classes.rpartition("markdown-alert-")[2]
        if kind in _ADMONITIONS and name == "div":
            self._alert = kind
            values["class"] = f"admonition {_ADMONITIONS[kind]}"
        elif classes == "markdown-alert-title" and self._alert:
            self._title = True
            values["class"] = "admonition-title"
        return start_tag(name, values)

    def _task(self, values: dict[str, str]) -> None:
        """A check box; the list that it begins an item of becomes a task list."""
        at = self._items[-1] if self._items else -9  # no item: never near
        if len(self.out) - at <= 3 and self.out[at + 1 :] in ([], ["<p>"], ["\n", "<p>"]):
            self.out[at] = self.out[at].replace("<li", '<li class="task-list-item"', 1)
            if self._lists and self._lists[-1] >= 0:
                self.out[self._lists[-1]] = '<ul class="task-list">'
        values["aria-label"] = word("done" if "checked" in values else "open", self._lang)
        self.out.append(f'<label class="task-list-control">{start_tag("input", values)}{_BOX_END}')
