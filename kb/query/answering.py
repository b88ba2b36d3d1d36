"""A query and an index → results: filters, ranking, facets, snippets and spelling, the same for every engine.

An engine brings an `Index`; everything that decides what a person sees is here and in `ranking`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from kb.analysis.folding import fold
from kb.analysis.words import pieces, word_unit
from kb.ports.search import Document, Hit, Query, Results
from kb.query.ranking import ALL_SHARE, Match, Posting, matches
from kb.query.rows import Row, Rows, accepting, facets
from kb.query.spelling import suggestion
from kb.query.weights import searched
from kb.query.why import reasons, shown

FEW_WORDS = 2  # in a longer query that finds something, a word that nobody has is no mistake


class Index(Protocol):
    """What an engine knows, by document number."""

    @property
    def rows(self) -> Rows: ...

    @property
    def concepts(self) -> Mapping[str, Sequence[str]]: ...

    def postings(self, token: str) -> Sequence[Posting]:
        """Every living document that holds the token, with its weighted frequency."""
        ...

    def document(self, number: int) -> Document: ...

    def sequence(self, number: int) -> str:
        """The units of the document, as `Weighted.sequence` has them."""
        ...

    def lexicon(self, prefix: str) -> Iterable[str]:
        """The tokens that begin with `prefix`, sorted."""
        ...


def answer(query: Query, index: Index) -> Results:
    """Run a query. Never raises on whatever the query says."""
    accepts = accepting(query.filters, index.rows.living)
    if query.terms:
        found = _searched(query, index, accepts)
    elif query.words or query.phrases or (query.text and not query.filters):
        found = []  # only stop words or signs were asked for
    else:
        found = _browsed(index.rows, accepts)
    doubtful = not found or len(query.words) <= FEW_WORDS
    return Results(
        query=query,
        total=len(found),
        hits=tuple(_hit(query, index.document(match.document), match.score) for match in found[: query.limit]),
        facets=facets(index.rows[match.document] for match in found),
        suggestion=suggestion(query, _Held(index), index.concepts) if doubtful else "",
    )


def _searched(query: Query, index: Index, accepts: Callable[[Row], bool]) -> list[Match]:
    rows = index.rows
    tokens = dict.fromkeys((*(term.token for term in query.terms), *(one.token for one in query.expansions)))
    postings = {token: index.postings(token) for token in tokens}
    excluded = _excluded(query, index)

    def allowed(number: int) -> bool:
        return accepts(rows[number]) and number not in excluded and _says(query, index, number)

    narrowed = query.filters or query.excluded or query.phrases
    found = matches(query, postings, rows.damping, len(rows.living), allowed if narrowed else None)

    def order(match: Match) -> tuple[bool, bool, float, str]:
        row = rows[match.document]
        return row.aside, match.share < ALL_SHARE, -round(match.score, 6), row.id

    return sorted(found, key=order)


def _excluded(query: Query, index: Index) -> frozenset[int]:
    """Documents that hold all tokens of something that was asked to be left out."""
    found: set[int] = set()
    for group in query.excluded:
        found |= set.intersection(*({number for number, _ in index.postings(token)} for token in group))
    return frozenset(found)


def _says(query: Query, index: Index, number: int) -> bool:
    """Whether a document holds every phrase of the query."""
    if not query.phrases:
        return True
    sequence = index.sequence(number)
    return all(f" {' '.join(phrase)} " in sequence for phrase in query.phrases)


def _browsed(rows: Rows, accepts: Callable[[Row], bool]) -> list[Match]:
    """Everything that passes the filters: what was taken back last, the newest first, then by id."""
    passed = [(number, row) for number, row in enumerate(rows.rows) if row is not None and accepts(row)]
    passed.sort(key=lambda pair: pair[1].id)
    passed.sort(key=lambda pair: pair[1].date, reverse=True)
    passed.sort(key=lambda pair: pair[1].aside)
    return [Match(number, 0.0, 1.0) for number, _ in passed]


def _hit(query: Query, document: Document, score: float) -> Hit:
    part = shown(query, document)
    return Hit(
        id=document.id,
        kind=document.kind,
        title=document.title,
        path=document.path,
        score=round(score, 4),
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
    )


class _Held:
    """The words of an index, for spelling."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.lexicon = index.lexicon

    def holding(self, token: str) -> int:
        return len(self._index.postings(token))

    def forms(self, token: str) -> Sequence[str]:
        counts: Counter[str] = Counter()
        for number, _ in self._index.postings(token)[:5]:
            document = self._index.document(number)
            text = "\n".join(text for _, text in searched(document))
            counts.update(piece for piece in pieces(fold(text)) if word_unit(piece) == token)
        return sorted(counts, key=lambda word: (-counts[word], len(word), word))
