"""How heavy a page may be, and how much of one is not what its author wrote."""

from __future__ import annotations

from html.parser import HTMLParser

AROUND = 20_000  # bytes of an entry's page that are not its body
FIRST_VISIT = 120_000  # bytes over the wire, without pictures and without the theme's own script and style
THEME = ("/assets/javascripts/", "/assets/stylesheets/")
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect"}


def around_body(html: str) -> int:
    """The bytes of a page outside the elements that hold a body."""
    return _Around(html).size


class _Around(HTMLParser):
    """Counts the bytes of everything outside the elements that hold a body."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.size, self._inside = len(html.encode()), 0
        self._start: tuple[int, int] = (0, 0)
        self._lines = html.split("\n")
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        body = tag == "div" and dict(attrs).get("class") == "kb-body"
        if body and not self._inside:
            self._start = self.getpos()
        if (body or self._inside) and tag not in _VOID:
            self._inside += 1

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag not in _VOID:
            self._inside -= 1
            if not self._inside:
                self.size -= self._between(self._start, self.getpos())

    def _between(self, start: tuple[int, int], end: tuple[int, int]) -> int:
        (first, left), (last, right) = start, end
        lines = self._lines[first - 1 : last]
        lines[-1] = lines[-1][:right]
        return len("\n".join(lines)[left:].encode())
