"""Postings and a query → which documents match, and the score of each. One arithmetic for every engine and the browser.

It knows no engine and no file: an engine brings the postings of the query's tokens and the lengths of its
documents. `kb/scripts/search/ranking.js` does the same, in the same order, on the same numbers.

The one idea: what matches is decided for all documents at once, in sets; scores are only made for those that are asked
for, which are the few that a reader will see.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import NamedTuple

from kb.analysis.ranking import K1, rarity
from kb.analysis.words import is_han
from kb.ports.search import Query, Term
from kb.query import sets
from kb.query.postings import NONE, Postings

ALL_SHARE = 0.95  # from here on a document holds all that was asked: such documents come before all others

# How much of a query, by rarity, a document must hold. What holds some of it is found when few hold most of it,
# and what holds any whole word of a short query when these are still few. Measured on two judged collections,
# English and Chinese: nDCG stays, and a long question finds a handful and not most of the collection.
FULL_SHARE = 0.7
SOME_SHARE = 0.2
FEW = 10
SHORT = 3  # words; any word of a question would be every document

# A word that no document has is a part of what was asked, and the rarest one: what holds next to nothing of all that is
# no answer. A pair of Chinese characters that nobody has may be but the seam between two words, and counts half. On the
# judged collections neither changes anything; a nonsense word among common ones finds nothing.
LEAST_PART = 0.15
SEAM = 0.5
_WHOLE = 1 << 16  # what all of a query counts in sums of sets; what these leave in doubt is summed up exactly


class Match(NamedTuple):
    """`share` is how much of the rarity of the query's known words the document holds, 0 to 1; `of_all` is the same
    of all its words."""

    document: int
    score: float
    share: float
    of_all: float = 1.0


class Matching(NamedTuple):
    """What matches a query: the set of all that do, and the set of those that hold all of it."""

    found: int
    full: int
    scored: Callable[[Sequence[int]], list[Match]]  # the matches of these documents, in their order


def unscored(found: int) -> Matching:
    """Documents that match without any words."""
    return Matching(found, found, lambda numbers: [Match(number, 0.0, 1.0) for number in numbers])


def matching(
    query: Query,
    postings: Mapping[str, Postings],
    damping: Callable[[int], float],
    documents: int,
    allowed: Callable[[int], bool] | None = None,
) -> Matching:
    """The documents that match; there are `documents`, and `damping` is that of each number.

    A term that no document holds does not change their order: it can be told apart only by spelling.
    """
    held = _Held(query, postings, documents)

    def passing(found: int) -> int:
        return found if allowed is None else sets.of([one for one in sets.members(found) if allowed(one)])

    found = _kept(query, held, passing)
    return Matching(found, held.at_least(ALL_SHARE) & found, lambda numbers: held.scored(numbers, damping))


class _Held:
    """What the documents hold of a query."""

    def __init__(self, query: Query, postings: Mapping[str, Postings], documents: int) -> None:
        self._factors = [
            (held, weight * rarity(documents, len(held)))
            for held, weight in (
                *((postings.get(term.token, NONE), term.weight) for term in query.terms),
                *((postings.get(one.token, NONE), one.weight) for one in query.expansions),
            )
        ]
        self.named = [postings.get(one.token, NONE).bits for one in query.expansions]
        self.holding = [
            self._factors[at][0].bits
            | reduce(or_, (bits for bits, one in zip(self.named, query.expansions, strict=True) if at in one.covers), 0)
            for at in range(len(query.terms))
        ]
        self.said = reduce(or_, _not_inner(query.terms, self.holding), 0)
        self._counting = [
            (bits, factor) for bits, (_, factor) in zip(self.holding, self._factors, strict=False) if bits
        ]
        self._whole = sum(factor for _, factor in self._counting)
        unknown = (
            factor * (SEAM if _is_pair(term) else 1)
            for term, bits, (_, factor) in zip(query.terms, self.holding, self._factors, strict=False)
            if not bits
        )
        self._asked = self._whole + sum(unknown)
        self._planes = sets.sums((bits, round(factor / self._whole * _WHOLE)) for bits, factor in self._counting)

    def at_least(self, enough: float) -> int:
        """The documents that hold more of the query than single characters of longer words, and so large a share."""
        if not self.said:
            return 0
        enough = max(enough, LEAST_PART * self._asked / self._whole)
        doubt = len(self._counting) // 2 + 1  # each term may have been rounded by half
        sure = sets.reaching(self._planes, int(enough * _WHOLE) + 1 + doubt, self.said)
        unsure = sets.reaching(self._planes, int(enough * _WHOLE) - doubt, self.said) & ~sure
        if not unsure:
            return sure
        numbers = sets.members(unsure)
        shares = self._shares(numbers)
        return sure | sets.of([number for number, share in zip(numbers, shares, strict=True) if share >= enough])

    def _shares(self, numbers: Sequence[int]) -> list[float]:
        shares = [0.0] * len(numbers)
        for bits, factor in self._counting:
            flags = format(bits, "b")[::-1]
            for at, number in enumerate(numbers):
                if flags[number : number + 1] == "1":
                    shares[at] += factor
        return [share / self._whole for share in shares]

    def scored(self, numbers: Sequence[int], damping: Callable[[int], float]) -> list[Match]:
        scores = [0.0] * len(numbers)
        damped = list(map(damping, numbers))
        for held, factor in self._factors:
            for at, frequency in enumerate(map(held.frequency, numbers)):
                if frequency:  # `impact`, written out: this is the innermost loop of a search
                    scores[at] += factor * (frequency * (K1 + 1) / (frequency + damped[at]))
        shares = self._shares(numbers)
        return list(map(Match, numbers, scores, shares, (share * self._whole / self._asked for share in shares)))


def _not_inner(terms: Sequence[Term], holding: Sequence[int]) -> list[int]:
    """What is held of terms that are by themselves a reason to find something."""
    return [bits for term, bits in zip(terms, holding, strict=True) if not term.inner]


def _is_pair(term: Term) -> bool:
    """Whether a term is two characters of a Chinese run."""
    return not term.inner and len(term.token) > 1 and is_han(term.token)


def _kept(query: Query, held: _Held, passing: Callable[[int], int]) -> int:
    """Those that hold most of the query; while they are few, those that hold some, then any word of a short one.

    A topic that the query names is a word too: it is all that is known of words in a Chinese run.
    """
    some = 0
    for enough in (FULL_SHARE, SOME_SHARE):
        some = held.at_least(enough)
        kept = passing(some) if some.bit_count() >= FEW else 0
        if kept.bit_count() >= FEW:
            return kept
    any_word = 0
    if len(query.groups) <= SHORT:
        any_word = reduce(or_, held.named, 0)
        for group in query.groups:
            any_word |= reduce(and_, (held.holding[at] for at in group))
    return passing(some | any_word & held.said)
