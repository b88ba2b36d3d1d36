"""Headings: the ids that links point to, and the table of contents.

Ids are GitHub's, so that a link to a heading works in a code host's preview and on the site alike: lower case,
letters and digits of every script kept, spaces as hyphens, `-1` for the second of a name. Two differences: no
id begins with `_`, because the site's theme owns those (`__config` would break its script), and none is empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kb.model.body import Heading
from kb.model.page import TocItem

_NOT_IN_ID = re.compile(r"[^\w\- ]")


def folded(text: str) -> str:
    """A heading as the keys of `ids` hold it: case folded, without white space around it."""
    return text.strip().casefold()


def slug(text: str) -> str:
    """The id that a heading's text gives, before it is made unique."""
    return _NOT_IN_ID.sub("", text.strip().lower()).replace(" ", "-").lstrip("_") or "section"


class HeadingIds:
    """Gives out ids, each one once. `wanted` maps folded heading text to the id it must have."""

    def __init__(self, wanted: Mapping[str, str]) -> None:
        self._wanted = {folded(text): slug(id) for text, id in wanted.items()}
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        self._reserved = frozenset(self._wanted.values())

    def give(self, text: str) -> str:
        wanted = self._wanted.get(folded(text), "")
        if wanted and wanted not in self._taken:
            self._taken.add(wanted)
            return wanted
        return self._unique(wanted or slug(text))

    def _unique(self, name: str) -> str:
        id, count = name, self._counts.get(name, 0)
        while id in self._taken or id in self._reserved:
            count += 1
            id = f"{name}-{count}"
        self._counts[name] = count
        self._taken.add(id)
        return id


def toc(headings: Iterable[Heading]) -> tuple[TocItem, ...]:
    """The headings as a tree: each holds the deeper ones that follow it; a level that is skipped is no gap."""
    roots: list[_Node] = []
    path: list[_Node] = []
    for heading in headings:
        node = _Node(heading)
        while path and path[-1].heading.level >= heading.level:
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return tuple(node.item() for node in roots)


class _Node:
    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.children: list[_Node] = []

    def item(self) -> TocItem:
        below = tuple(child.item() for child in self.children)
        return TocItem(self.heading.text, self.heading.id, self.heading.level, below)
