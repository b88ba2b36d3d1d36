"""Everything that a value says, however deep it says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any


def said(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """(field, string) of every string in a value of the model; `field` is that of the nearest dataclass."""
    if isinstance(value, str):
        if value and not isinstance(value, Enum):
            yield name, value
    elif value is None or isinstance(value, bool | int | float):
        return
    elif isinstance(value, date):
        yield name, value.isoformat()
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from said(key, name)
            yield from said(one, name)
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            yield from said(one, name)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in _names(type(value)):
            yield from said(getattr(value, field), name if field == "values" else field)


@cache
def _names(model: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(model))
