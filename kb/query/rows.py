"""What filters, facets and order need of every document: columns by document number, small enough to hold them all.

The one idea: a column is its different values, once each, and for every document which of them it has. So a filter is
decided for the values and not for the documents, and counting is counting numbers.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

from kb.analysis.folding import fold
from kb.analysis.ranking import dampening
from kb.ports.search import ASIDE, FACETS, Document, FacetValue, Filters
from kb.query import sets
from kb.query.translations import groups, speaks
from kb.query.worth import worth

# A field of `Document` each; one that holds several values is compared as a whole.
COLUMNS = (
    "kind", "status", "effect", "lang", "date", "project", "phase", "tags", "broader", "speakers", "names", "original",
)  # fmt: skip
GONE = ""  # the id of a document that is no longer there


class Column(NamedTuple):
    """`values`, each once, and by document the place of its own among them: a byte, while that is enough."""

    values: list[Any]
    at: array[int]

    def of(self, number: int) -> Any:
        return self.values[self.at[number]]

    def places(self, test: Callable[[Any], bool]) -> frozenset[int]:
        """Where the values are that pass a test."""
        return frozenset(place for place, value in enumerate(self.values) if test(value))


class Table:
    """The columns of an index, to be written: documents are added at the end, taken out, put in another order."""

    def __init__(self, ids: list[str], lengths: array[float], columns: dict[str, Column]) -> None:
        self.ids, self.lengths, self.columns = ids, lengths, columns
        self._known = {name: {_key(value): at for at, value in enumerate(one.values)} for name, one in columns.items()}

    @classmethod
    def empty(cls) -> Table:
        return cls([], array("d"), {name: Column([], array("B")) for name in COLUMNS})

    def add(self, document: Document, length: float) -> None:
        """`length` is what ranking divides by."""
        self.ids.append(document.id)
        self.lengths.append(length)
        for name, column in self.columns.items():
            value, known = getattr(document, name), self._known[name]
            place = known.setdefault(_key(value), len(column.values))
            if place == len(column.values):
                column.values.append(value)
            if place >> 8 * column.at.itemsize:
                self.columns[name] = Column(column.values, array("I", column.at))
            self.columns[name].at.append(place)

    def remove(self, number: int) -> None:
        self.ids[number] = GONE

    def cut(self, count: int) -> None:
        """Forget all but the first `count` documents."""
        del self.ids[count:], self.lengths[count:]
        for column in self.columns.values():
            del column.at[count:]

    def ordered(self, ids: list[str]) -> Table:
        """The same documents in the order of `ids`, in which some may be gone."""
        numbers = self.numbers()
        order = [numbers.get(one, 0) for one in ids]
        return Table(
            ids,
            array("d", (self.lengths[number] for number in order)),
            {
                name: Column(one.values, array(one.at.typecode, (one.at[number] for number in order)))
                for name, one in self.columns.items()
            },
        )

    def numbers(self) -> dict[str, int]:
        """The number of every living document by its id."""
        return {one: number for number, one in enumerate(self.ids) if one != GONE}


def _key(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class Rows:
    """The columns of an index, to be asked."""

    def __init__(self, table: Table) -> None:
        self.ids, self.columns = table.ids, table.columns
        gone = table.ids.count(GONE)
        living = [one for one, entry_id in zip(table.lengths, table.ids, strict=True) if entry_id] if gone else None
        self.count = len(table.ids) - gone
        self._lengths = table.lengths
        self._average = sum(table.lengths if living is None else living) / self.count if self.count else 0.0
        self._aside = self.columns["status"].places(ASIDE.__contains__)
        dates = self.columns["date"]
        dated = {dates.at[one] for one in self.living()} if gone else set(dates.at)
        self._newest = max((dates.values[place] for place in dated), default="")
        self._days = [int(value.replace("-", "") or 0) for value in dates.values]
        self._worth = cache(worth)
        self.translations = groups(self._pairs())

    def living(self) -> Iterable[int]:
        """The number of every document that is there."""
        return (number for number, one in enumerate(self.ids) if one != GONE)

    def damping(self, number: int) -> float:
        """The part of BM25's denominator that only the document decides."""
        return dampening(self._lengths[number], self._average)

    @cached_property
    def taken_back(self) -> int:
        """The set of the documents that come after all others."""
        if not self._aside:
            return 0
        return sets.of([number for number, place in enumerate(self.columns["status"].at) if place in self._aside])

    def _pairs(self) -> Iterable[tuple[int, int]]:
        """Every translation that is there with what it translates, if that is there, too."""
        column = self.columns["original"]
        if not any(column.values):
            return
        numbers = {one: number for number, one in enumerate(self.ids) if one != GONE}
        for number in self.living():
            original = numbers.get(column.of(number))
            if original is not None:
                yield number, original

    def lang(self, number: int) -> str:
        return str(self.columns["lang"].of(number))

    def aside(self, number: int) -> bool:
        """Whether a document was taken back."""
        return self.columns["status"].at[number] in self._aside

    def day(self, number: int) -> int:
        """The date of a document as a number that grows with it, 0 for none."""
        return self._days[self.columns["date"].at[number]]

    def worth(self, number: int) -> float:
        """What the state, the age and the proof of a document make of its score."""
        status, effect = self.columns["status"].of(number), self.columns["effect"].of(number)
        return self._worth(status, effect, self.columns["date"].of(number), self._newest)


def accepting(filters: Filters, rows: Rows) -> Callable[[int], bool]:
    """Whether a document passes all filters. A person may be given by id, the last part of it, or any name."""
    tests = [(column.at, column.places(test)) for column, test in _tests(filters, rows.columns)]
    topics, speakers = _topics(filters, rows.columns), _speakers(filters, rows)
    return lambda number: (
        all(at[number] in places for at, places in tests)
        and (topics is None or topics(number))
        and (speakers is None or speakers(number))
    )


def _tests(filters: Filters, columns: Mapping[str, Column]) -> Iterable[tuple[Column, Callable[[Any], bool]]]:
    """What one column alone decides."""
    for name, wanted in (("kind", filters.kinds), ("status", filters.statuses), ("phase", filters.phases)):
        if wanted:
            yield columns[name], frozenset(wanted).__contains__
    if filters.tags:
        yield columns["tags"], lambda tags: not frozenset(filters.tags).isdisjoint(tags)
    if filters.projects:
        yield columns["project"], lambda project: any(_is(project, one) for one in filters.projects)
    if filters.langs:
        yield columns["lang"], lambda lang: any(speaks(lang, one) for one in filters.langs)
    if filters.after:
        yield columns["date"], lambda date: date >= filters.after
    if filters.before:
        yield columns["date"], lambda date: "" < date <= filters.before


def _topics(filters: Filters, columns: Mapping[str, Column]) -> Callable[[int], bool] | None:
    """Whether a document has one of the topics or one below it."""
    if not filters.topics:
        return None
    wanted = frozenset(filters.topics)
    tags, broader = (columns[name] for name in ("tags", "broader"))
    own, above = (one.places(lambda topics: not wanted.isdisjoint(topics)) for one in (tags, broader))
    return lambda number: tags.at[number] in own or broader.at[number] in above


def _speakers(filters: Filters, rows: Rows) -> Callable[[int], bool] | None:
    """Whether one of the people speaks in a document, or is it."""
    if not filters.speakers:
        return None
    people = _people(filters.speakers, rows)
    speakers = rows.columns["speakers"]
    theirs = speakers.places(lambda ids: not people.isdisjoint(ids))
    return lambda number: speakers.at[number] in theirs or rows.ids[number] in people


def _is(entry_id: str, wanted: str) -> bool:
    """Whether an id is meant by itself, by its path, or by its last part."""
    name = wanted.removesuffix(".md").strip("/")
    return bool(entry_id) and (entry_id == name or entry_id.endswith(f"/{name}"))


def _people(wanted: Sequence[str], rows: Rows) -> frozenset[str]:
    """The ids of the people who are meant."""
    called = {fold(name) for name in wanted}
    kinds, names = rows.columns["kind"], rows.columns["names"]
    person, so_called = (
        kinds.places("person".__eq__),
        names.places(lambda own: not called.isdisjoint(map(fold, own))),
    )
    return frozenset(
        rows.ids[number]
        for number in rows.living()
        if kinds.at[number] in person
        and (names.at[number] in so_called or any(_is(rows.ids[number], name) for name in wanted))
    ) | frozenset(wanted)


def facets(
    numbers: Sequence[int], rows: Rows, together: Iterable[Sequence[int]] = ()
) -> Mapping[str, tuple[FacetValue, ...]]:
    """How many hits have each value, the most frequent first; one counts once for each of its tags.

    `together` are groups of these numbers that are one hit.
    """
    return {name: _counted(numbers, rows.columns, name, together) for name in FACETS}


def _counted(
    numbers: Sequence[int], columns: Mapping[str, Column], name: str, together: Iterable[Sequence[int]]
) -> tuple[FacetValue, ...]:
    column = columns[{"tag": "tags", "year": "date"}.get(name, name)]

    def of(value: Any) -> Iterable[str]:
        return value if name == "tag" else (value[:4] if name == "year" else value,)

    counts: Counter[str] = Counter()
    for place, count in Counter(map(column.at.__getitem__, numbers)).items():
        for one in of(column.values[place]):
            counts[one] += count
    for members in together:
        for one, count in Counter(one for number in members for one in of(column.of(number))).items():
            counts[one] -= count - 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(FacetValue(value, count) for value, count in ordered if value)
