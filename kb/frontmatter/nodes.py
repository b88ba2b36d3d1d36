"""Front matter as values: every scalar is the string that was written, everything knows its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """`plain` is False when the writer quoted it; an empty or `null` plain scalar means nothing was said."""

    value: str
    line: int
    plain: bool = True

    @property
    def missing(self) -> bool:
        return self.plain and self.value in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Items:
    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Field:
    key: str
    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Fields:
    fields: tuple[Field, ...]
    line: int

    def get(self, key: str) -> Field | None:
        return next((one for one in self.fields if one.key == key), None)

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)


Node = Scalar | Items | Fields


def shape(node: Node) -> str:
    """What a node is, as messages say it."""
    if isinstance(node, Items):
        return "a list"
    return "a mapping" if isinstance(node, Fields) else "one value"


def lines(node: Node, prefix: str = "") -> Iterator[tuple[str, int]]:
    """(dotted path, line) of every value below `node`: `tags.1`, `programme.3.speakers.0`."""
    if isinstance(node, Fields):
        for field in node:
            path = f"{prefix}.{field.key}" if prefix else field.key
            yield path, field.line
            yield from lines(field.node, path)
    elif isinstance(node, Items):
        for position, item in enumerate(node.items):
            path = f"{prefix}.{position}" if prefix else str(position)
            yield path, item.line
            yield from lines(item, path)
