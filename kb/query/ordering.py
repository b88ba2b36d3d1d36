"""The order of matches: what was taken back last, what holds all that was asked before what holds some, by score, of
equal ones the newest, then by id. No match is scored before somebody wants to see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from kb.query import sets
from kb.query.ranking import ALL_SHARE, Match, Matching
from kb.query.rows import Rows

Order = tuple[bool, bool, float, int, str]


def best_first(found: Sequence[Matching], rows: Rows) -> Iterator[Match]:
    """The matches of all alternatives, each document once, as good as it is for the best of them."""
    every = reduce(or_, (one.found for one in found), 0)
    full = reduce(or_, (one.full for one in found), 0)
    for aside in (False, True):
        left = every & rows.taken_back if aside else every & ~rows.taken_back
        yield from ordered(_weighed(((one, one.full & left) for one in found), rows), rows)
        yield from ordered(_weighed(((one, one.found & left & ~full) for one in found), rows), rows)


def _weighed(parts: Iterable[tuple[Matching, int]], rows: Rows) -> Iterator[Match]:
    for matching, documents in parts:
        if documents:
            for one in matching.scored(sets.members(documents)):
                yield one._replace(score=one.score * rows.worth(one.document))


def ordered(found: Iterable[Match], rows: Rows) -> list[Match]:
    """Best first, each document once."""

    def order(match: Match) -> Order:
        number, score, share, _ = match
        return rows.aside(number), share < ALL_SHARE, -round(score, 6), -rows.day(number), rows.ids[number]

    best: dict[int, Match] = {}
    for match in sorted(found, key=order):
        best.setdefault(match.document, match)
    return list(best.values())
