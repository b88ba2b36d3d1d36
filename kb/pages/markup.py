"""HTML that is escaped by construction: `Markup("<p>{}</p>").format(words)` escapes what is filled in.

This is markupsafe's `Markup` with one difference: what it fills in is filled in by Python's own formatter, which is
written in C. Pages are made of hundreds of thousands of such pieces, and half of the time went into taking their
templates apart. Fields are `{}` and `{name}`: a format specification would see text, never a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import markupsafe

__all__ = ["DOT", "Markup", "escape"]

_SPECIAL = re.compile("[&<>'\"]").search


class Markup(markupsafe.Markup):
    """Text that is HTML. `format` and `join` escape every value that is not."""

    __slots__ = ()

    def __new__(cls, value: object = "") -> Markup:
        return str.__new__(cls, value) if type(value) is str else super().__new__(cls, value)

    def format(self, *args: object, **kwargs: object) -> Markup:
        safe = [value if type(value) is Markup else _safe(value) for value in args]
        if not kwargs:
            return str.__new__(Markup, str.format(self, *safe))
        return str.__new__(Markup, str.format(self, *safe, **{key: _safe(value) for key, value in kwargs.items()}))

    def join(self, values: Iterable[object], /) -> Markup:
        return str.__new__(Markup, str.join(self, [one if type(one) is Markup else _safe(one) for one in values]))


# Between the parts of one line. It stays with what is before it, so that no line begins with it.
DOT = Markup("\u00a0· ")


def escape(value: object) -> Markup:
    """Any value as HTML; what is HTML already stays as it is."""
    return value if isinstance(value, Markup) else str.__new__(Markup, _escaped(value))


def _safe(value: object) -> str:
    if type(value) is str:
        return value if not _SPECIAL(value) else markupsafe.escape(value)
    return value if isinstance(value, markupsafe.Markup) else _escaped(format(value))


def _escaped(value: object) -> str:
    """As markupsafe; most text has nothing to escape, and is found out in a third of the time."""
    return value if type(value) is str and not _SPECIAL(value) else markupsafe.escape(value)
