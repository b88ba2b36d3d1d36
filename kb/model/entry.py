"""An entry: one file of the knowledge base, typed. The fields of each kind are the content model's."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.model.body import Body, Section, lesson_part
from kb.model.fields import (
    Change,
    Conditions,
    Disposition,
    Duration,
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
from kb.model.kinds import Audience, Consent, Kind, Status
from kb.model.text import Text, interface_lang


@dataclass(frozen=True, slots=True)
class Lesson:
    project: str = ""
    phase: str = ""
    outcome: str = ""
    causes: tuple[str, ...] = ()
    applies_when: Conditions | None = None
    not_when: Conditions | None = None
    practices: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()
    recurs: tuple[str, ...] = ()
    effectiveness: tuple[EffectivenessCheck, ...] = ()
    validated_by: str = ""
    validated_on: datetime.date | None = None
    reason: str = ""  # why a lesson was rejected


@dataclass(frozen=True, slots=True)
class Practice:
    purpose: Text | None = None
    when: Conditions | None = None
    not_when: Conditions | None = None
    framework: tuple[FrameworkRef, ...] = ()
    changelog: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    project: str = ""
    numbers: tuple[Number, ...] = ()
    presented_at: str = ""
    organisation: tuple[OrganisationUnit, ...] = ()
    stakeholder_map: tuple[Stakeholder, ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Salon:
    start: str = ""
    end: str = ""
    timezone: str = ""
    venue: Text | None = None
    city: Text | None = None
    host: Text | None = None
    organisers: tuple[str, ...] = ()
    series: str = ""
    direction: str = ""
    programme: tuple[ProgrammeItem, ...] = ()

    def session(self, fragment: str) -> ProgrammeItem | None:
        return next((item for item in self.programme if item.id == fragment), None)


@dataclass(frozen=True, slots=True)
class Person:
    names: Text
    aliases: tuple[str, ...] = ()
    pseudonym: str = ""
    organisation: Text | None = None
    roles: tuple[Text, ...] = ()
    expertise: tuple[str, ...] = ()
    credentials: tuple[Text, ...] = ()
    consent: Consent = Consent.INTERNAL


@dataclass(frozen=True, slots=True)
class Project:
    type: str = ""
    phase: str = ""
    start: str = ""
    end: str = ""
    departments: int | None = None
    stakeholders: int | None = None
    effort_hours: int | None = None
    value_statement: Text | None = None
    dispositions: tuple[Disposition, ...] = ()


Detail = Lesson | Practice | Case | Salon | Person | Project


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, read and typed.

    `path` is relative to the base, with `/`; `id` is the path without its ending. `lines` gives the line of
    every front-matter value by its dotted path (`tags.1`, `programme.3.speakers.0`).
    """

    id: str
    kind: Kind
    path: str
    title: Text
    detail: Detail
    body: Body
    lang: str = "en"
    summary: Text | None = None
    date: datetime.date | None = None
    tags: tuple[str, ...] = ()
    translation_of: str = ""
    audience: Audience = Audience.INTERNAL
    status: Status | None = None
    authors: tuple[str, ...] = ()
    owner: str = ""
    reviewed: datetime.date | None = None
    review_every: Duration | None = None
    sources: tuple[Source, ...] = ()
    origin: Origin | None = None
    supersedes: tuple[str, ...] = ()
    old_ids: tuple[str, ...] = ()  # the front-matter key `aliases`; a person's `aliases` are names
    sha256: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def ui(self) -> str:
        """The interface language that this entry is shown in."""
        return interface_lang(self.lang)

    @property
    def name(self) -> str:
        """The title in the entry's own language."""
        return self.title.pick(self.lang)

    def line(self, *path: str | int) -> int:
        """The line of a front-matter value, or of the nearest value around it, or 1."""
        parts = [str(part) for part in path]
        while parts:
            found = self.lines.get(".".join(parts))
            if found is not None:
                return found
            parts.pop()
        return 1

    def part(self, name: str) -> Section | None:
        """The body's section with a meaning of its own: `happened`, `why`, `lesson` or `do`."""
        return next((section for section in self.body.sections if lesson_part(section) == name), None)
