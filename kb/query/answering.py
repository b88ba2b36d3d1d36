"""A query and an index → results: filters, ranking, facets, snippets and spelling, the same for every engine.

An engine brings an `Index`; everything that decides what a person sees is here and in `ranking`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.ports.search import Hit, Query, Results
from kb.query.allowing import Allowed, allowing, narrowed
from kb.query.explaining import explained, rarity_in
from kb.query.holding import Held, Index, prefix_marks
from kb.query.nearness import FIRST, near, rarities
from kb.query.ranking import ALL_SHARE, Match, matches
from kb.query.rows import Rows, facets
from kb.query.spelling import suggestion
from kb.query.translations import each_once, others, shown_as
from kb.query.why import reasons, shown

FEW_WORDS = 2  # in a longer query that finds something, a word that nobody has is no mistake


def answer(query: Query, index: Index) -> Results:
    """Run a query. Never raises on whatever the query says."""
    held = Held(index)
    asked = [(one, allowing(one, index, held)) for one in query.alternatives or (query,)]
    query = query._replace(marks=(*query.marks, *(mark for one, _ in asked for mark in prefix_marks(one, held))))
    every = _ordered((match for one, allowed in asked for match in _found(one, index, held, allowed)), index.rows)
    found, together = each_once(every, index.rows)
    found[:FIRST] = _ordered(_nearer(found[:FIRST], [one for one, _ in asked], index, held), index.rows)

    def may_be_shown(number: int) -> bool:
        return any(allowed(number) for _, allowed in asked)

    doubtful = not found or len(query.words) <= FEW_WORDS
    return Results(
        query=query,
        total=len(found),
        hits=tuple(
            _hit(query, index, held, match, shown_as(match.document, query.lang, index.rows, may_be_shown), at < FIRST)
            for at, match in enumerate(found[: query.limit])
        ),
        facets=facets([match.document for match in every], index.rows, together),
        suggestion=suggestion(query, held, index.concepts) if doubtful else "",
    )


def _found(query: Query, index: Index, held: Held, allowed: Allowed) -> Iterable[Match]:
    """What matches one alternative, in no promised order."""
    if query.terms:
        return _searched(query, index, held, allowed)
    if query.words or query.phrases or (query.text and not (query.filters or query.without)):
        return ()  # only stop words or signs were asked for
    return (Match(number, 0.0, 1.0) for number in index.rows.living() if allowed(number))


def _searched(query: Query, index: Index, held: Held, allowed: Allowed) -> list[Match]:
    rows = index.rows
    tokens = dict.fromkeys((*(term.token for term in query.terms), *(one.token for one in query.expansions)))
    postings = {token: held.postings(token) for token in tokens}
    found = matches(query, postings, rows.damping, rows.count, allowed if narrowed(query) else None)
    return [Match(one.document, one.score * rows.worth(one.document), one.share) for one in found]


def _ordered(found: Iterable[Match], rows: Rows) -> list[Match]:
    """Best first, each document once: what was taken back last, what holds all that was asked before what holds
    some, by score; of equal ones the newest; then by id."""

    def order(match: Match) -> tuple[bool, bool, float, int, str]:
        number, score, share = match
        return rows.aside(number), share < ALL_SHARE, -round(score, 6), -rows.day(number), rows.ids[number]

    best: dict[int, Match] = {}
    for match in sorted(found, key=order):
        best.setdefault(match.document, match)
    return list(best.values())


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
