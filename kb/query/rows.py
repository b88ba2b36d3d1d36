"""What filters, facets and order need of every document: one row each, small enough to hold them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kb.analysis.folding import fold
from kb.analysis.ranking import dampening
from kb.ports.search import ASIDE, FACETS, Document, FacetValue, Filters
from kb.query.worth import worth


class Row(NamedTuple):
    """`length` is what ranking divides by; `names` are a person's own, empty for everything else."""

    id: str
    length: float
    kind: str
    status: str
    effect: str
    lang: str
    date: str
    project: str
    phase: str
    tags: Sequence[str]
    broader: Sequence[str]
    speakers: Sequence[str]
    names: Sequence[str]

    @property
    def aside(self) -> bool:
        return self.status in ASIDE


class Rows:
    """The rows of an index by document number; None is a document that is no longer there."""

    def __init__(self, rows: Sequence[Row | None]) -> None:
        self.rows = rows
        self.living = tuple(one for one in rows if one is not None)
        average = sum(one.length for one in self.living) / len(self.living) if self.living else 0.0
        self._newest = max((one.date for one in self.living), default="")
        self._worth = cache(worth)
        self.damping = [dampening(one.length, average) if one is not None else 0.0 for one in rows]

    def worth(self, number: int) -> float:
        """What the state, the age and the proof of a living document make of its score."""
        one = self[number]
        return self._worth(one.status, one.effect, one.date, self._newest)

    def __getitem__(self, number: int) -> Row:
        """The row of a living document."""
        found = self.rows[number]
        if found is None:
            raise KeyError(number)
        return found


def row(document: Document, length: float) -> Row:
    return Row(
        id=document.id,
        length=length,
        kind=document.kind,
        status=document.status,
        effect=document.effect,
        lang=document.lang,
        date=document.date,
        project=document.project,
        phase=document.phase,
        tags=document.tags,
        broader=document.broader,
        speakers=document.speakers,
        names=document.names,
    )


def accepting(filters: Filters, rows: Iterable[Row]) -> Callable[[Row], bool]:
    """Whether a row passes all filters. A person may be given by id, the last part of it, or any name."""
    if not filters:
        return lambda row: True
    speakers = _people(filters.speakers, rows)
    wanted: list[tuple[int, frozenset[str]]] = [
        (Row._fields.index(name), frozenset(values))
        for name, values in (
            ("kind", filters.kinds),
            ("status", filters.statuses),
            ("phase", filters.phases),
        )
        if values
    ]

    def accepts(row: Row) -> bool:
        return (
            all(row[at] in values for at, values in wanted)
            and (not filters.tags or not frozenset(filters.tags).isdisjoint(row.tags))
            and (not filters.topics or not frozenset(filters.topics).isdisjoint((*row.tags, *row.broader)))
            and (not filters.projects or any(_is(row.project, one) for one in filters.projects))
            and (not filters.langs or any(_speaks(row.lang, one) for one in filters.langs))
            and (not filters.speakers or not speakers.isdisjoint((*row.speakers, row.id)))
            and (not filters.after or row.date >= filters.after)
            and (not filters.before or "" < row.date <= filters.before)
        )

    return accepts


def _is(entry_id: str, wanted: str) -> bool:
    """Whether an id is meant by itself, by its path, or by its last part."""
    name = wanted.removesuffix(".md").strip("/")
    return bool(entry_id) and (entry_id == name or entry_id.endswith(f"/{name}"))


def _speaks(lang: str, wanted: str) -> bool:
    return lang.lower() == wanted.lower() or lang.lower().startswith(f"{wanted.lower()}-")


def _people(wanted: Sequence[str], rows: Iterable[Row]) -> frozenset[str]:
    """The ids of the people who are meant."""
    called = {fold(name) for name in wanted}
    return frozenset(
        row.id
        for row in rows
        if row.kind == "person"
        and (any(_is(row.id, name) for name in wanted) or not called.isdisjoint(map(fold, row.names)))
    ) | frozenset(wanted)


def facets(rows: Iterable[Row]) -> Mapping[str, tuple[FacetValue, ...]]:
    """How many rows have each value, the most frequent first; a row counts once for each of its tags."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for one in rows:
        counts["kind"][one.kind] += 1
        counts["tag"].update(one.tags)
        counts["phase"][one.phase] += 1
        counts["project"][one.project] += 1
        counts["status"][one.status] += 1
        counts["lang"][one.lang] += 1
        counts["year"][one.date[:4]] += 1
    return {
        name: tuple(
            FacetValue(value, count)
            for value, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
            if value
        )
        for name, found in counts.items()
    }
