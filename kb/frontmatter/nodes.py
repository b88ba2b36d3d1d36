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


def lines(node: Node) -> dict[str, int]:
    """Dotted path → line of every value below `node`: `tags.1`, `programme.3.speakers.0`."""
    found: dict[str, int] = {}
    _find_lines(node, "", found)
    return found


def _find_lines(node: Node, before: str, found: dict[str, int]) -> None:
    if isinstance(node, Fields):
        for field in node.fields:
            found[before + field.key] = field.line
            if not isinstance(field.node, Scalar):
                _find_lines(field.node, f"{before}{field.key}.", found)
    elif isinstance(node, Items):
        for position, item in enumerate(node.items):
            found[f"{before}{position}"] = item.line
            if not isinstance(item, Scalar):
                _find_lines(item, f"{before}{position}.", found)
