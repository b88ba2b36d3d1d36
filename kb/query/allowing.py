"""What a query demands of a document beside its words: filters, phrases, and what must not be in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from kb.ports.search import Query
from kb.query.holding import Held, Index
from kb.query.rows import accepting

Allowed = Callable[[int], bool]


def allowing(query: Query, index: Index, held: Held) -> Allowed:
    """Whether a document passes one alternative of a query, whatever words it holds."""
    accepts = _accepting(query, index)
    if not (query.excluded or query.phrases or query.forbidden):
        return accepts
    excluded = _excluded(query, held)
    return cache(lambda number: accepts(number) and number not in excluded and _says(query, index, number))


def narrowed(query: Query) -> bool:
    """Whether there is anything that `allowing` would refuse."""
    return bool(query.filters or query.without or query.excluded or query.phrases or query.forbidden)


def _accepting(query: Query, index: Index) -> Allowed:
    accepts = accepting(query.filters, index.rows)
    if not query.without:
        return accepts
    refused = [accepting(one, index.rows) for one in query.without]
    return lambda number: accepts(number) and not any(refuses(number) for refuses in refused)


def _excluded(query: Query, held: Held) -> frozenset[int]:
    """Documents that hold all tokens of something that was asked to be left out."""
    found: set[int] = set()
    for group in query.excluded:
        found |= set.intersection(*(set(held.postings(token)) for token in group))
    return frozenset(found)


def _says(query: Query, index: Index, number: int) -> bool:
    """Whether a document holds every phrase of the query, and none that is forbidden."""
    if not query.phrases and not query.forbidden:
        return True
    sequence = index.sequence(number)

    def has(phrase: tuple[str, ...]) -> bool:
        return f" {' '.join(phrase)} " in sequence

    return all(map(has, query.phrases)) and not any(map(has, query.forbidden))
