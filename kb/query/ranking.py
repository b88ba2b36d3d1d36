"""Postings and a query → which documents match, best first. One arithmetic for every engine and the browser.

It knows no engine and no file: an engine brings the postings of the query's tokens and the lengths of its
documents. `kb/theme/assets/kb/search.js` does the same, in the same order, on the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.analysis.ranking import impact, rarity
from kb.ports.search import Query

Posting = tuple[int, float]  # document number, weighted frequency

ALL_SHARE = 0.95  # from here on a document holds all that was asked: such documents come before all others

# How much of a query, by rarity, a document must hold. What holds some of it is found when few hold most of it,
# and what holds any whole word of a short query when these are still few. Measured on two judged collections,
# English and Chinese: nDCG stays, and a long question finds a handful and not most of the collection.
FULL_SHARE = 0.7
SOME_SHARE = 0.2
FEW = 10
SHORT = 3  # words; any word of a question would be every document


@dataclass(frozen=True, slots=True)
class Match:
    """`share` is how much of the query's rarity the document holds, 0 to 1."""

    document: int
    score: float
    share: float


def matches(
    query: Query,
    postings: Mapping[str, Sequence[Posting]],
    damping: Sequence[float],
    documents: int,
    allowed: Callable[[int], bool] | None = None,
) -> list[Match]:
    """The documents that match, in no promised order; there are `documents`, and `damping` is that of each number.

    A term that no document holds does not count: it can be told apart only by spelling, not by ranking.
    """
    scores: dict[int, float] = {}
    shares: dict[int, float] = {}

    def add(token: str, weight: float) -> float:
        held = postings.get(token, ())
        factor = weight * rarity(documents, len(held))
        for document, frequency in held:
            scores[document] = scores.get(document, 0.0) + factor * impact(frequency, damping[document])
        return factor

    whole = 0.0
    said: set[int] = set()  # hold more than single characters of longer words
    holding: list[set[int]] = []
    for at, term in enumerate(query.terms):
        factor = add(term.token, term.weight)
        holders = {document for document, _ in postings.get(term.token, ())}
        for expansion in query.expansions:
            if at in expansion.covers:
                holders.update(document for document, _ in postings.get(expansion.token, ()))
        holding.append(holders)
        if not term.inner:
            said |= holders
        if holders:
            whole += factor
        for document in holders:
            shares[document] = shares.get(document, 0.0) + factor
    for expansion in query.expansions:
        add(expansion.token, expansion.weight)
    found = [
        Match(document, scores[document], share / whole if whole else 0.0)
        for document, share in shares.items()
        if document in said and (allowed is None or allowed(document))
    ]
    named = [[document for document, _ in postings.get(one.token, ())] for one in query.expansions]
    return _kept(found, query, holding, named)


def _kept(found: list[Match], query: Query, holding: Sequence[set[int]], named: Iterable[Iterable[int]]) -> list[Match]:
    """Those that hold most of the query; while they are few, those that hold some, then any word of a short one.

    A topic that the query names is a word too: it is all that is known of words in a Chinese run.
    """
    for share in (FULL_SHARE, SOME_SHARE):
        kept = [match for match in found if match.share >= share]
        if len(kept) >= FEW:
            return kept
    any_word: set[int] = set()
    if len(query.groups) <= SHORT:
        any_word.update(*named)
        for group in query.groups:
            any_word |= set.intersection(*(holding[at] for at in group))
    return [match for match in found if match.share >= SOME_SHARE or match.document in any_word]
