"""A query and an index → results: filters, ranking, facets, snippets and spelling, the same for every engine.

An engine brings an `Index`; everything that decides what a person sees is here and in `ranking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from kb.ports.search import Hit, Query, Results
from kb.query import sets
from kb.query.allowing import Allowed, allowing, narrowed
from kb.query.concepts import Concepts
from kb.query.explaining import explained, rarity_in
from kb.query.holding import Held, Index, prefix_marks
from kb.query.nearness import FIRST, near, rarities
from kb.query.ordering import best_first, ordered
from kb.query.ranking import FULL_SHARE, Match, Matching, matching, unscored
from kb.query.reading import read
from kb.query.rows import facets
from kb.query.spelling import slips, suggestion
from kb.query.translations import first_of_each, matched_together, others, shown_as
from kb.query.why import reasons, shown

FEW_WORDS = 2  # in a longer query that finds most of what was asked, a word that nobody has is no mistake


def answer(query: Query, index: Index) -> Results:
    """Run a query. Never raises on whatever the query says."""
    held, rows = Held(index), index.rows
    query = _as_meant(query, index, held)
    asked = [(one, allowing(one, index, held)) for one in query.alternatives or (query,)]
    query = query._replace(marks=(*query.marks, *(mark for one, _ in asked for mark in prefix_marks(one, held))))
    found = [_found(one, index, held, allowed) for one, allowed in asked]
    numbers = sets.members(reduce(or_, (one.found for one in found)))
    together = matched_together(numbers, rows)
    best = first_of_each(best_first(found, rows), rows, max(FIRST, query.limit))
    best[:FIRST] = ordered(_nearer(best[:FIRST], [one for one, _ in asked], index, held), rows)

    def may_be_shown(number: int) -> bool:
        return any(allowed(number) for _, allowed in asked)

    doubtful = not best or best[0].of_all < FULL_SHARE or len(query.words) <= FEW_WORDS
    return Results(
        query=query,
        total=len(numbers) - sum(len(members) - 1 for members in together),
        hits=tuple(
            _hit(query, index, held, match, shown_as(match.document, query.lang, rows, may_be_shown), at < FIRST)
            for at, match in enumerate(best[: query.limit])
        ),
        facets=facets(numbers, rows, together),
        suggestion=suggestion(query, held, index.concepts) if doubtful else "",
    )


def _as_meant(query: Query, index: Index, held: Held) -> Query:
    """The query with the known words of which some that nobody has are slips of the keys."""
    instead = slips(query, held)
    if not instead:
        return query
    meant = read(query.text, Concepts(index.concepts), query.filters, query.limit, instead)
    return meant._replace(note=query.note, explain=query.explain, lang=query.lang)


def _found(query: Query, index: Index, held: Held, allowed: Allowed) -> Matching:
    """What matches one alternative."""
    rows = index.rows
    if query.terms:
        tokens = dict.fromkeys((*(term.token for term in query.terms), *(one.token for one in query.expansions)))
        postings = {token: held.postings(token) for token in tokens}
        return matching(query, postings, rows.damping, rows.count, allowed if narrowed(query) else None)
    if query.words or query.phrases or (query.text and not (query.filters or query.without)):
        return unscored(0)  # only stop words or signs were asked for
    return unscored(sets.of([number for number in rows.living() if allowed(number)]))


def _nearer(found: Sequence[Match], asked: Sequence[Query], index: Index, held: Held) -> Iterable[Match]:
    """The first matches, those better in which words that stand together in the query are near each other."""
    pairs = rarities(dict.fromkeys(pair for one in asked for pair in one.neighbours), rarity_in(index, held))
    for match in found:
        more = sum(points for _, _, points in near(pairs, index.sequence(match.document))) if pairs else 0.0
        yield match._replace(score=match.score + more * index.rows.worth(match.document)) if more else match


def _hit(query: Query, index: Index, held: Held, match: Match, number: int, first: bool) -> Hit:
    """A match as it is shown: by the document of that `number`, its own or a translation's."""
    document = index.document(number)
    part = shown(query, document)
    return Hit(
        id=document.id,
        kind=document.kind,
        title=document.title,
        path=document.path,
        score=round(match.score, 4),
        titles=document.titles,
        date=document.date,
        tags=document.tags,
        status=document.status,
        audience=document.audience,
        lang=document.lang,
        url=document.url,
        origin=document.origin,
        summary=document.summary,
        snippet=part.text,
        marks=part.marks,
        why=reasons(query, document),
        parts=explained(query, held, index, match.document, first) if query.explain else (),
        share=match.share,
        worth=index.rows.worth(match.document),
        translations=others(number, index.rows),
        matched=index.rows.ids[match.document],
    )
