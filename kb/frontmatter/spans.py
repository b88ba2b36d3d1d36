"""Where each value of front matter stands in the text, so that one can be replaced and all else stays as it is.

It is asked only about text that `kb.frontmatter.read` has read, and it changes nothing: spans in, spans out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kb.frontmatter.gate import Loader

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Span:
    """A single value: its place in the mapping (`("tags", 1)`), what it says, and `text[start:end]` that says it."""

    path: tuple[str | int, ...]
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edit:
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def inside(text: str) -> tuple[int, int]:
    """Where the front matter of `text` begins and ends, its fences left out."""
    opening = _FENCE.match(text)
    closing = _FENCE.search(text, opening.end()) if opening is not None else None
    return (opening.end(), closing.start()) if opening is not None and closing is not None else (0, 0)


def spans(text: str) -> tuple[Span, ...]:
    """The single values on one line in the front matter of `text`, in the order in which they stand."""
    begin, end = inside(text)
    events: Iterator[Any] = iter(yaml.parse(text[begin:end], Loader=Loader))
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            return tuple(_walk(next(events), events, (), begin))
    return ()


def _walk(event: Any, events: Iterator[Any], path: tuple[str | int, ...], begin: int) -> Iterator[Span]:
    if isinstance(event, yaml.ScalarEvent):
        # A block (`|`, `>`) has no end on its line; nothing that is replaced is ever written so.
        if event.style not in ("|", ">"):
            yield Span(path, event.value, begin + _at(event.start_mark), begin + _at(event.end_mark))
    elif isinstance(event, yaml.SequenceStartEvent):
        position = 0
        while not isinstance(item := next(events), yaml.SequenceEndEvent):
            yield from _walk(item, events, (*path, position), begin)
            position += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(key := next(events), yaml.MappingEndEvent):
            name = key.value if isinstance(key, yaml.ScalarEvent) else ""
            yield from _walk(next(events), events, (*path, name), begin)


def _at(mark: Any) -> int:
    return int(mark.index)


def replaced(text: str, edits: Iterable[Edit]) -> str:
    """`text` after all edits, which do not overlap."""
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
