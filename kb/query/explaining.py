"""Why a hit has its score: what every token of the query added, for `kb search --explain`. Arithmetic, no words."""

from __future__ import annotations

from kb.analysis.ranking import impact, rarity
from kb.ports.search import Part, Query
from kb.query.holding import Held
from kb.query.rows import Rows


def explained(query: Query, held: Held, rows: Rows, number: int) -> tuple[Part, ...]:
    """The parts of a document's score before its state is weighed in, for the alternative that found it best."""
    found = [_parts(one, held, rows, number) for one in query.alternatives or (query,)]
    return max(found, key=lambda parts: sum(part.points for part in parts))


def _parts(query: Query, held: Held, rows: Rows, number: int) -> tuple[Part, ...]:
    found: list[Part] = []
    for token, weight in (
        *((term.token, term.weight) for term in query.terms),
        *((one.token, one.weight) for one in query.expansions),
    ):
        postings = held.postings(token)
        frequency = dict(postings).get(number)
        if frequency is not None:
            says = rarity(len(rows.living), len(postings))
            points = weight * says * impact(frequency, rows.damping[number])
            found.append(Part(token, weight, len(postings), frequency, points))
    return tuple(sorted(found, key=lambda part: -part.points))
