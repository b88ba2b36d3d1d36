"""What is not rendered: bodies that cost the libraries the square of their size, and mean nothing to a reader.

People quote within quotes three deep. 64 kB of `>` would keep the machine busy for a quarter of a minute and 2 MB
for hours, and 20 kB of table take all memory, so a body has limits that no writer meets.
"""

from __future__ import annotations

import re

from kb.render.engine import to_html

MAX_DEPTH = 200
MAX_CELLS = 250_000
MAX_COMMENTS = 1_000
MAX_TAGS = 10_000
_MARKS = b"<>*_~|"  # whatever there can be too much of has as many of one of these
_MAX_TYPED_DEPTH = 20 * MAX_DEPTH  # wide, because `list<int>` in code looks like a tag that is never closed

_QUOTES = re.compile(rf"^(?:[ \t]*>){{{MAX_DEPTH},}}", re.MULTILINE)
_RULER = re.compile(r"^[ \t>|:-]+$", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that have no end, or whose end may be left out and follows from what comes next.
_NO_END = frozenset("br col dd dt hr img input li p td th tr wbr".split())


def too_much(markdown: str) -> tuple[str, int] | None:
    """What a body has too much of and the limit, or None for one that may be rendered. Never raises on any string."""
    data = markdown.encode("utf-8", "replace")
    if len(data) - len(data.translate(None, _MARKS)) < MAX_DEPTH or all(
        data.count(mark) < MAX_DEPTH for mark in _MARKS
    ):
        return None
    if markdown.count("<!") + markdown.count("<?") > MAX_COMMENTS:
        return "HTML comments", MAX_COMMENTS
    columns = max((line.count("|") for line in _RULER.findall(markdown)), default=0)
    if columns * markdown.count("\n") > MAX_CELLS:  # rows are filled up to the width of the table
        return "cells in a table", MAX_CELLS
    if len(_TAG.findall(markdown)) > MAX_TAGS:
        return "HTML tags", MAX_TAGS
    deep = _QUOTES.search(markdown) or _depth(markdown) > _MAX_TYPED_DEPTH or _depth(to_html(markdown)) > MAX_DEPTH
    return ("levels of quotes, emphasis or HTML in each other", MAX_DEPTH) if deep else None


def _depth(html: str) -> int:
    depth = deepest = 0
    for end, name in _TAG.findall(html):
        if name.lower() not in _NO_END:
            depth = max(0, depth - 1) if end else depth + 1
            deepest = max(deepest, depth)
    return deepest
