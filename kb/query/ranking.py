"""Postings and a query → which documents match, best first. One arithmetic for every engine and the browser.

It knows no engine and no file: an engine brings the postings of the query's tokens and the lengths of its
documents. `kb/scripts/search/ranking.js` does the same, in the same order, on the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from kb.analysis.ranking import K1, rarity
from kb.ports.search import Query

Postings = Mapping[int, float]  # the weighted frequency of a token by document number

_NONE: Postings = {}

ALL_SHARE = 0.95  # from here on a document holds all that was asked: such documents come before all others

# How much of a query, by rarity, a document must hold. What holds some of it is found when few hold most of it,
# and what holds any whole word of a short query when these are still few. Measured on two judged collections,
# English and Chinese: nDCG stays, and a long question finds a handful and not most of the collection.
FULL_SHARE = 0.7
SOME_SHARE = 0.2
FEW = 10
SHORT = 3  # words; any word of a question would be every document


class Match(NamedTuple):
    """`share` is how much of the query's rarity the document holds, 0 to 1."""

    document: int
    score: float
    share: float


def matches(
    query: Query,
    postings: Mapping[str, Postings],
    damping: Sequence[float],
    documents: int,
    allowed: Callable[[int], bool] | None = None,
) -> list[Match]:
    """The documents that match, in no promised order; there are `documents`, and `damping` is that of each number.

    A term that no document holds does not count: it can be told apart only by spelling, not by ranking.
    """
    scores, shares = [0.0] * len(damping), [0.0] * len(damping)

    def add(token: str, weight: float) -> float:
        held = postings.get(token, _NONE)
        factor = weight * rarity(documents, len(held))
        for document, frequency in held.items():  # `impact`, written out: this is the innermost loop of a search
            scores[document] += factor * (frequency * (K1 + 1) / (frequency + damping[document]))
        return factor

    whole = 0.0
    said: set[int] = set()  # hold more than single characters of longer words
    holding: list[Set[int]] = []
    for at, term in enumerate(query.terms):
        factor = add(term.token, term.weight)
        holders: Set[int] = postings.get(term.token, _NONE).keys()
        for expansion in query.expansions:
            if at in expansion.covers:
                holders = holders | postings.get(expansion.token, _NONE).keys()
        holding.append(holders)
        if not term.inner:
            said.update(holders)
        if holders:
            whole += factor
        for document in holders:
            shares[document] += factor
    for expansion in query.expansions:
        add(expansion.token, expansion.weight)
    found = said if allowed is None else filter(allowed, said)
    named = [postings.get(one.token, _NONE) for one in query.expansions]
    kept = _kept({one: shares[one] / whole if whole else 0.0 for one in found}, query, holding, named)
    return [Match(document, scores[document], share) for document, share in kept]


def _kept(
    shares: Mapping[int, float], query: Query, holding: Sequence[Set[int]], named: Iterable[Iterable[int]]
) -> list[tuple[int, float]]:
    """Those that hold most of the query; while they are few, those that hold some, then any word of a short one.

    A topic that the query names is a word too: it is all that is known of words in a Chinese run.
    """
    for enough in (FULL_SHARE, SOME_SHARE):
        kept = [pair for pair in shares.items() if pair[1] >= enough]
        if len(kept) >= FEW:
            return kept
    any_word: set[int] = set()
    if len(query.groups) <= SHORT:
        any_word.update(*named)
        for group in query.groups:
            any_word.update(set(holding[group[0]]).intersection(*(holding[at] for at in group[1:])))
    return [pair for pair in shares.items() if pair[1] >= SOME_SHARE or pair[0] in any_word]
