"""Values of the model as plain JSON values and back, by the types that their classes declare.

Nothing is named in what is written and nothing is run to read it: a reader knows the type beforehand, so a value that
is not of it cannot come out. A class with a new field, or a field of another type, needs no change here.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from sys import intern
from typing import Any, Union, get_args, get_origin, get_type_hints

Turn = Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


@cache
def turns(kind: Any) -> tuple[Turn, Turn]:
    """(value → plain, plain → value) for a type. Raises `TypeError` for a type that has no plain form here.

    Reading raises `ValueError`, `LookupError` or `TypeError` for what was not written by the first.
    """
    if kind in (str, int, float, bool, type(None)):
        return _same, _same
    if kind is date:
        return date.isoformat, date.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: value.value), kind
    if is_dataclass(kind):
        return _record(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _either(inside)
    if origin is tuple:
        return _tuple(inside)
    if origin is frozenset:
        write, read = turns(inside[0])
        return (lambda values: sorted(map(write, values))), (lambda plain: frozenset(map(read, plain)))
    if origin is not None and issubclass(origin, Mapping) and inside[0] is str:
        write, read = turns(inside[1])
        if write is _same:  # the same few names in thousands of files
            return dict, lambda plain: {intern(key): value for key, value in plain.items()}
        return (
            lambda values: {key: write(value) for key, value in values.items()},
            lambda plain: {key: read(value) for key, value in plain.items()},
        )
    raise TypeError(f"{kind} has no plain form")


def _record(kind: Any) -> tuple[Turn, Turn]:
    """A dataclass as the list of its fields' values."""
    names = [one.name for one in fields(kind)]
    hints = get_type_hints(kind)
    both = [turns(hints[name]) for name in names]
    writers = [(place, write) for place, (write, _) in enumerate(both) if write is not _same]
    readers = [(place, read) for place, (_, read) in enumerate(both) if read is not _same]

    def write(value: Any) -> list[Any]:
        plain = [getattr(value, name) for name in names]
        for place, turn in writers:
            plain[place] = turn(plain[place])
        return plain

    def read(plain: Any) -> Any:
        values = list(plain)
        for place, turn in readers:
            values[place] = turn(values[place])
        return kind(*values)

    return write, read


def _tuple(inside: tuple[Any, ...]) -> tuple[Turn, Turn]:
    if inside[-1] is Ellipsis:
        write, read = turns(inside[0])
        if write is _same:
            return list, tuple
        return (lambda values: [write(one) for one in values]), (lambda plain: tuple([read(one) for one in plain]))
    both = [turns(one) for one in inside]
    if all(write is _same for write, _ in both):
        return list, tuple
    return (
        lambda values: [write(one) for (write, _), one in zip(both, values, strict=True)],
        lambda plain: tuple([read(one) for (_, read), one in zip(both, plain, strict=True)]),
    )


def _either(inside: tuple[Any, ...]) -> tuple[Turn, Turn]:
    """One type or nothing, or one of several dataclasses, which is told by its place among them."""
    kinds = [one for one in inside if one is not type(None)]
    if len(kinds) == 1:
        write, read = turns(kinds[0])
        if write is _same:
            return _same, _same
        return (
            lambda value: None if value is None else write(value),
            lambda plain: None if plain is None else read(plain),
        )
    if len(kinds) != len(inside) or not all(map(is_dataclass, kinds)):
        raise TypeError(f"{inside} has no plain form")
    both = [turns(one) for one in kinds]
    places = {one: place for place, one in enumerate(kinds)}

    def write_one(value: Any) -> list[Any]:
        place = places[type(value)]
        return [place, both[place][0](value)]

    return write_one, (lambda plain: both[plain[0]][1](plain[1]))
