"""Everything that a value says, however deep it says it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any


def said(value: Any) -> Iterator[str]:
    """Every string in a value: fields of dataclasses, keys and values of mappings, items of collections."""
    if isinstance(value, str):
        yield str(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from said(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from said(key)
            yield from said(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from said(one)


def holds(value: Any, word: str) -> list[str]:
    """The strings in a value that hold `word`, whatever their case."""
    return [one for one in said(value) if word in one.casefold()]
