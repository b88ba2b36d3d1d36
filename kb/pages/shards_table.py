"""The tables of the site's search index: one that every answer needs, one for filters and facets alone.

Both list the documents newest first, then by id, which is how the browser breaks ties; so dates cost next to nothing.
A column with one value for each document is a text of one character each (`shards_numbers.as_text`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.analysis import ranking as bm25
from kb.analysis.stopwords import QUESTION_WORDS, STOP_WORDS
from kb.editions import Edition
from kb.model.text import INTERFACE_LANGS
from kb.pages import labels
from kb.pages.shards_numbers import as_text, room
from kb.pages.shards_postings import lists, shards
from kb.ports.search import ASIDE, Document
from kb.query import nearness, ranking, reading, worth
from kb.query.concepts import Concepts, concept_words
from kb.query.translations import groups

VERSION = 5


@dataclass(frozen=True, slots=True)
class TableRow:
    """What the tables say of a document."""

    id: str
    kind: str
    status: str
    effect: str
    lang: str
    phase: str
    project: str
    tags: tuple[str, ...]
    speakers: tuple[str, ...]
    date: str
    original: str


def row_of(one: Document) -> TableRow:
    return TableRow(
        one.id, one.kind, one.status, one.effect, one.lang, one.phase, one.project, one.tags, one.speakers, one.date,
        one.original,
    )  # fmt: skip


def core(
    edition: Edition, rows: Iterable[TableRow], numbers: Mapping[str, int], lengths: Mapping[int, int]
) -> dict[str, Any]:
    """What reading a query and ranking need; `lengths` are by number."""
    ordered = _ordered(rows)
    statuses, effects = _values(one.status for one in ordered), _values(one.effect for one in ordered)
    places = [numbers[one.id] for one in ordered]
    langs, translations = _translations(ordered, numbers)
    return {
        "version": VERSION,
        "room": room(len(ordered)),
        "shards": shards(len(ordered)),
        "lists": lists(len(ordered)),
        "rules": _rules(),
        "concepts": _concepts(edition),
        "kind": [_said("kind", value) for value in _values(one.kind for one in ordered)],
        "status": [_said("status", value) for value in statuses],
        "effect": effects,
        "aside": sorted(ASIDE.intersection(statuses)),
        "newest": next((one.date for one in ordered), ""),
        "langs": langs,
        "translations": translations,
        "documents": {
            "at": as_text(places),
            "length": as_text(lengths[place] for place in places),
            "days": as_text(_gaps([one.date for one in ordered if one.date])),
            "status": _column(statuses, (one.status for one in ordered)),
            "effect": _column(effects, (one.effect for one in ordered)),
        },
    }


def facets(edition: Edition, rows: Iterable[TableRow]) -> dict[str, Any]:
    """What filters ask and facets count, and what its values are called."""
    ordered = _ordered(rows)
    catalog = edition.catalog
    values = {name: _values(getattr(one, name) for one in ordered) for name in ("kind", "lang", "phase", "project")}
    tags = _values(tag for one in ordered for tag in one.tags)
    people = _values(speaker for one in ordered for speaker in one.speakers)
    return {
        "kind": values["kind"],
        "lang": values["lang"],
        "phase": [_said("phase", value) for value in values["phase"]],
        "project": [[one, *_titles(edition, one)] for one in values["project"]],
        "tag": tags,
        "broader": {tag: above for tag in tags if (above := [topic.id for topic in catalog.vocabulary.ancestors(tag)])},
        "speaker": [[one, *_names(edition, one)] for one in people],
        "documents": {
            **{name: _column(known, (getattr(one, name) for one in ordered)) for name, known in values.items()},
            "tag": _sets(tags, (one.tags for one in ordered)),
            "speaker": _sets(people, (one.speakers for one in ordered)),
        },
    }


def _ordered(rows: Iterable[TableRow]) -> list[TableRow]:
    return sorted(sorted(rows, key=lambda one: one.id), key=lambda one: one.date, reverse=True)


def _translations(rows: Sequence[TableRow], numbers: Mapping[str, int]) -> tuple[list[str], str]:
    """The languages of entries that are translations or have some, and these in groups, each ended by a space: of
    every member its number and the place of its language."""
    pairs = [(numbers[one.id], numbers[one.original]) for one in rows if one.original in numbers]
    members = groups(pairs)
    spoken = {numbers[one.id]: one.lang for one in rows if numbers[one.id] in members}
    langs = _values(spoken.values())
    found = sorted(set(members.values()))
    texts = (as_text(part for one in group for part in (one, langs.index(spoken[one]))) for group in found)
    return langs, " ".join(texts)


def _gaps(days: Sequence[str]) -> list[int]:
    """How many days each date is before the one that stands before it; 0 for the first."""
    found = [date.fromisoformat(one).toordinal() for one in days]
    return [before - one for before, one in zip([*found[:1], *found], found, strict=False)]


def _values(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


def _column(known: Sequence[str], values: Iterable[str]) -> str:
    """Where each value stands among the known ones, counted from 1; 0 for none."""
    places = {value: at for at, value in enumerate(known, 1)}
    return as_text(places.get(value, 0) for value in values)


def _sets(known: Sequence[str], values: Iterable[Iterable[str]]) -> str:
    """The same for documents with several values: each document's end with a space."""
    places = {value: at for at, value in enumerate(known)}
    return " ".join(as_text(places[one] for one in several) for several in values)


def _concepts(edition: Edition) -> dict[str, list[Any]]:
    """Topic → its label in both languages, then its names as unit sequences."""
    vocabulary = edition.catalog.vocabulary
    concepts = Concepts(concept_words(vocabulary))
    return {
        topic.id: [
            [topic.label.pick(ui) for ui in INTERFACE_LANGS],
            *dict.fromkeys(" ".join(sequence) for _, sequence in concepts.sequences(topic.id)),
        ]
        for topic in vocabulary.topics
    }


def _rules() -> dict[str, Any]:
    """Every number and word list of analysis and ranking, so that the script holds none of its own."""
    return {
        "unit": 1,  # of frequencies and lengths: the weights of fields are whole numbers
        "k1": bm25.K1,
        "b": bm25.B,
        "all": ranking.ALL_SHARE,
        "full": ranking.FULL_SHARE,
        "few": ranking.FEW,
        "short": ranking.SHORT,
        "some": ranking.SOME_SHARE,
        "least": ranking.LEAST_PART,
        "seam": ranking.SEAM,
        "worth": {"states": worth.STATES, "effects": worth.EFFECTS, "fresh": worth.FRESH, "halved": worth.HALVED},
        "near": {
            "first": nearness.FIRST,
            "reach": nearness.REACH,
            "within": nearness.WITHIN,
            "share": nearness.SHARE,
        },
        "inner": reading.INNER_CHARACTER,
        "respelt": reading.RESPELT,
        "expanded": reading.EXPANDED,
        "longest": reading.LONGEST,
        "stop": " ".join(sorted(STOP_WORDS)),
        "questions": list(QUESTION_WORDS),
    }


def _said(group: str, value: str) -> list[str]:
    return [value, *(labels.word(ui, group, value) for ui in INTERFACE_LANGS)]


def _titles(edition: Edition, entry_id: str) -> list[str]:
    entry = edition.catalog.get(entry_id)
    return [entry.title.pick(ui) for ui in INTERFACE_LANGS] if entry is not None else []


def _names(edition: Edition, entry_id: str) -> list[str]:
    entry = edition.catalog.get(entry_id)
    return list(entry.title.every()) if entry is not None else []
