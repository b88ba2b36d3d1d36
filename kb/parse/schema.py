"""The content model as a table: which keys each kind has, and the type of each.

The names are the content model's; the dataclasses in `kb.model` hold the values. A test insists that both
agree, and the JSON Schemas are generated from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kb.model.entry import Case, Lesson, Person, Practice, Project, Salon
from kb.model.fields import (
    Change,
    Conditions,
    Disposition,
    EffectivenessCheck,
    FrameworkRef,
    Number,
    OrganisationUnit,
    Origin,
    ProgrammeItem,
    Source,
    Stakeholder,
    TimelineEvent,
)
from kb.model.kinds import PHASES, STATES, Audience, Consent, Kind, Status
from kb.parse.scalars import (
    CLOCK,
    ENTRY_ID,
    LANGUAGE,
    SLUG_ID,
    ZONE,
    Choice,
    Day,
    FieldType,
    Figure,
    Flag,
    Length,
    Localised,
    Offered,
    PartialDay,
    Plain,
    WebAddress,
    Word,
)
from kb.parse.shapes import ListOf, Record

MAX_TAGS = 7
_IDS: FieldType[Any] = ListOf(ENTRY_ID)
_LEVEL = Word(("low", "medium", "high"))
_DAY = Day()
_REASON = Plain(500)

_SOURCE = Record(
    Source,
    {
        "entry": ENTRY_ID, "quote": Plain(2_000), "url": WebAddress(), "file": Plain(300),
        "start": Figure(), "end": Figure(), "cited": Flag(),
    },
)  # fmt: skip
_CONDITIONS = Record(
    Conditions,
    {
        "phases": ListOf(Word(PHASES)), "project_types": ListOf(SLUG_ID), "departments": Figure(),
        "stakeholders": Figure(), "effort_hours": Figure(),
    },
)  # fmt: skip
_PROGRAMME = Record(
    ProgrammeItem,
    {
        "time": CLOCK, "until": CLOCK, "id": SLUG_ID, "title": Localised(160), "speakers": _IDS,
        "kind": Word(("setup", "arrival", "opening", "session", "break", "closing")),
        "session": Word(("talk", "keynote", "case", "workshop", "panel", "welcome")),
        "slides": Offered(), "video": WebAddress(), "note": Localised(400),
    },
    frozenset({"kind"}),
)  # fmt: skip

COMMON: dict[str, FieldType[Any]] = {
    "title": Localised(120),
    "summary": Localised(280),
    "date": _DAY,
    "tags": ListOf(Plain(80), at_most=MAX_TAGS),
    "lang": LANGUAGE,
    "translation_of": ENTRY_ID,
    "audience": Choice(Audience),
    "authors": _IDS,
    "owner": ENTRY_ID,
    "reviewed": _DAY,
    "review_every": Length(),
    "sources": ListOf(_SOURCE),
    "origin": Record(Origin, {"path": Plain(1_000), "source": Plain(80), "sha256": Plain(64)}, frozenset({"path"})),
    "supersedes": _IDS,
    "aliases": _IDS,
}

_LESSON: dict[str, FieldType[Any]] = {
    "project": ENTRY_ID,
    "phase": Word(PHASES),
    "outcome": Word(("success", "failure", "mixed")),
    "causes": ListOf(SLUG_ID),
    "applies_when": _CONDITIONS,
    "not_when": _CONDITIONS,
    "practices": _IDS,
    "contradicts": _IDS,
    "recurs": _IDS,
    "effectiveness": ListOf(
        Record(
            EffectivenessCheck,
            {"date": _DAY, "by": ENTRY_ID, "result": Word(("effective", "partly", "ineffective")), "note": _REASON},
            frozenset({"date", "by", "result"}),
        )
    ),
    "validated_by": ENTRY_ID,
    "validated_on": _DAY,
    "reason": _REASON,
}

_PRACTICE: dict[str, FieldType[Any]] = {
    "purpose": Localised(400),
    "when": _CONDITIONS,
    "not_when": _CONDITIONS,
    "framework": ListOf(Record(FrameworkRef, {"model": SLUG_ID, "element": SLUG_ID}, frozenset({"model", "element"}))),
    "changelog": ListOf(
        Record(Change, {"date": _DAY, "change": Localised(500), "because": _IDS}, frozenset({"date", "change"}))
    ),
}

_CASE: dict[str, FieldType[Any]] = {
    "project": ENTRY_ID,
    "numbers": ListOf(
        Record(
            Number,
            {
                "name": Localised(80), "value": Figure(whole=False), "unit": Localised(40),
                "approximate": Flag(), "as_said": Plain(120),
            },
            frozenset({"name", "value"}),
        )
    ),
    "presented_at": ENTRY_ID,
    "organisation": ListOf(
        Record(OrganisationUnit, {"id": SLUG_ID, "name": Localised(120), "under": SLUG_ID}, frozenset({"id", "name"}))
    ),
    "stakeholder_map": ListOf(
        Record(
            Stakeholder, {"name": Localised(120), "interest": _LEVEL, "influence": _LEVEL},
            frozenset({"name", "interest", "influence"}),
        )
    ),
    "timeline": ListOf(Record(TimelineEvent, {"date": _DAY, "event": Localised(300)}, frozenset({"date", "event"}))),
}  # fmt: skip

_SALON: dict[str, FieldType[Any]] = {
    "start": CLOCK,
    "end": CLOCK,
    "timezone": ZONE,
    "venue": Localised(200),
    "city": Localised(80),
    "host": Localised(120),
    "organisers": _IDS,
    "series": SLUG_ID,
    "direction": Word(("inbound", "outbound", "joint")),
    "programme": ListOf(_PROGRAMME, unique=False),
}

_PERSON: dict[str, FieldType[Any]] = {
    "names": Localised(80),
    "aliases": ListOf(Plain(120)),
    "pseudonym": Plain(80),
    "organisation": Localised(120),
    "roles": ListOf(Localised(160)),
    "expertise": ListOf(Plain(80)),
    "credentials": ListOf(Localised(200)),
    "consent": Choice(Consent),
}

_PROJECT: dict[str, FieldType[Any]] = {
    "type": SLUG_ID,
    "phase": Word(PHASES),
    "start": PartialDay(),
    "end": PartialDay(),
    "departments": Figure(),
    "stakeholders": Figure(),
    "effort_hours": Figure(),
    "value_statement": Localised(400),
    "dispositions": ListOf(
        Record(
            Disposition,
            {
                "lesson": ENTRY_ID, "reason": _REASON, "by": ENTRY_ID, "on": _DAY,
                "decision": Word(("adopted", "adapted", "not-applicable", "rejected", "deferred")),
                "result": Word(("helped", "no-effect", "harmful")),
            },
            frozenset({"lesson", "decision"}),
        )
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class KindSchema:
    """One kind: the class of its own fields, their types, which are required, and what is never typed."""

    make: type
    own: Mapping[str, FieldType[Any]]
    required: frozenset[str] = frozenset({"title"})
    generated: Mapping[str, str] = field(default_factory=dict)  # inverse key → where it is typed instead


_EVERYWHERE = {
    "backlinks": "the entry that links here", "related": "its tags and links", "superseded_by": "`supersedes`",
    "translations": "`translation_of`", "referenced_by": "the entry that links here",
}  # fmt: skip
SCHEMAS: dict[Kind, KindSchema] = {
    Kind.LESSON: KindSchema(
        Lesson, _LESSON, generated={"applied_in": "a project's `dispositions`", "evidence": "`effectiveness`"}
    ),
    Kind.PRACTICE: KindSchema(
        Practice, _PRACTICE, generated={"lessons": "a lesson's `practices`", "evidence": "a lesson's `practices`"}
    ),
    Kind.CASE: KindSchema(Case, _CASE, generated={"lessons": "a lesson's `sources`"}),
    Kind.SALON: KindSchema(
        Salon, _SALON, generated={"lessons": "a lesson's `sources`", "cases": "a case's `presented_at`"}
    ),
    Kind.PERSON: KindSchema(
        Person,
        _PERSON,
        required=frozenset({"names"}),
        generated={
            "talks": "a salon's `programme`",
            "lessons": "a lesson's `authors`",
            "salons": "a salon's `programme`",
        },
    ),
    Kind.PROJECT: KindSchema(
        Project, _PROJECT, generated={"lessons": "a lesson's `project`", "cases": "a case's `project`"}
    ),
}


@cache
def fields_of(kind: Kind) -> Mapping[str, FieldType[Any]]:
    """All keys that an entry of this kind may have, common ones first; a kind's own meaning of a key wins."""
    status: dict[str, FieldType[Any]] = {"status": Choice(Status, STATES[kind])} if STATES[kind] else {}
    return {**COMMON, **status, **SCHEMAS[kind].own}


@cache
def generated_keys(kind: Kind) -> Mapping[str, str]:
    """Keys that people type by hand although they are the inverse of another: key → where it belongs."""
    return {**_EVERYWHERE, **SCHEMAS[kind].generated}
