"""A golden query: what somebody asks, and what search must answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GoldenQuery:
    """`finds` are ids that must be among the first ten, of the query or, if there is one, of what it `suggests`
    (offers, or searches at once).

    `leaves_out` are ids that it must not find at all; with `nothing` it finds nothing. With a `gap` (what somebody
    missed who asked on the day `asked`) it waits for its answer and is not asked.
    """

    query: str
    finds: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
    suggests: str = ""
    nothing: bool = False
    gap: str = ""
    asked: datetime.date | None = None
    line: int = 1
