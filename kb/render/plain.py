"""Plain text from HTML tokens, as search and the rules read it: one block a line, cells of a row on one line.

A line break inside a paragraph is a space, but nothing between two Chinese characters: a writer who wraps lines
must not tear words apart that a search has to find.
"""

from __future__ import annotations

import re

BLOCKS = frozenset(
    (
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    )
)
CELL_GAP = " | "

SOFT = "\x1f"  # a line break inside a block: sanitised HTML holds no such character, `split` sees a space
_HAN = (
    "\u2e80-\u303f\u3041-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\U00020000-\U0003ffff"
)
_WRAP = re.compile(rf"{SOFT}(?<=[{_HAN}]{SOFT})(?=[{_HAN}])")
_HTML_WRAP = re.compile(rf"\n(?<=[{_HAN}]\n)(?=[{_HAN}])")


def joined(html_text: str) -> str:
    """A piece of escaped text without the line breaks that a browser would show as a space between Han."""
    return _HTML_WRAP.sub("", html_text) if "\n" in html_text else html_text


def lines(pieces: list[str]) -> str:
    """The pieces (newline = end of a block, `SOFT` = a wrapped line) as clean lines without empty ones."""
    text = "".join(pieces)
    if SOFT in text:
        text = _WRAP.sub("", text).replace(SOFT, " ")
    rows = [_spaced(row).strip(" |") for row in text.split("\n") if row and row != " "]  # many are nothing
    return "\n".join([row for row in rows if row])


def _spaced(row: str) -> str:
    """The row with one space wherever it has any white space. Most rows are so, and a look is a third of the work."""
    return row if "  " not in row and row.isprintable() else " ".join(row.split())
