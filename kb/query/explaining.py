"""Why a hit has its score: what every token of the query added, for `kb search --explain`. Arithmetic, no words."""

from __future__ import annotations

from collections.abc import Callable

from kb.analysis.ranking import impact, rarity
from kb.ports.search import Part, Query
from kb.query.holding import Held, Index
from kb.query.nearness import SHARE, near, rarities


def explained(query: Query, held: Held, index: Index, number: int, first: bool) -> tuple[Part, ...]:
    """The parts of a document's score before its worth is weighed in, for the alternative that found it best.

    `first`: it is one of those of which neighbours were looked at.
    """
    asked = query.alternatives or (query,)
    found = [_parts(one, held, index, number) for one in asked]
    best = max(found, key=lambda parts: sum(part.points for part in parts))
    pairs = rarities(dict.fromkeys(pair for one in asked for pair in one.neighbours), rarity_in(index, held))
    sequence = index.sequence(number) if first and pairs else ""
    beside = (
        Part(f"{pair.first.strip()} ~ {pair.second.strip()}", SHARE, 0, times, points)
        for pair, times, points in near(pairs, sequence)
    )
    return tuple(sorted((*best, *beside), key=lambda part: -part.points))


def rarity_in(index: Index, held: Held) -> Callable[[str], float]:
    """How rare a token is in an index; 0 for one that no document holds."""
    return lambda token: rarity(index.rows.count, holding) if (holding := len(held.postings(token))) else 0.0


def _parts(query: Query, held: Held, index: Index, number: int) -> list[Part]:
    found: list[Part] = []
    rarity_of, rows = rarity_in(index, held), index.rows
    for token, weight in (
        *((term.token, term.weight) for term in query.terms),
        *((one.token, one.weight) for one in query.expansions),
    ):
        postings = held.postings(token)
        frequency = postings.frequency(number)
        if frequency:
            points = weight * rarity_of(token) * impact(frequency, rows.damping(number))
            found.append(Part(token, weight, len(postings), float(frequency), points))
    return found
