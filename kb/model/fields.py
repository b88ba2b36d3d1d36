"""The small values that entries are made of. Names and meanings are those of the content model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kb.model.text import Text


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as people say it: `12 months`."""

    count: int
    unit: str  # days, weeks, months, years

    def __str__(self) -> str:
        return f"{self.count} {self.unit if self.count != 1 else self.unit[:-1]}"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement came from. `cited=False`: the source names no evidence for it."""

    entry: str = ""  # entry id, perhaps with #session
    quote: str = ""
    url: str = ""
    file: str = ""
    start: int | None = None
    end: int | None = None
    cited: bool = True


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that an entry was ingested from, as it was named and hashed then."""

    path: str
    source: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Conditions:
    """When something applies: any of the named phases and types, and at least these sizes."""

    phases: tuple[str, ...] = ()
    project_types: tuple[str, ...] = ()
    departments: int | None = None
    stakeholders: int | None = None
    effort_hours: int | None = None


@dataclass(frozen=True, slots=True)
class EffectivenessCheck:
    date: date
    by: str
    result: str  # effective, partly, ineffective
    note: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkRef:
    model: str
    element: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a practice's changelog and the lessons that caused it."""

    date: date
    change: Text
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A figure of a case. `approximate` with `as_said`: how the source worded it."""

    name: Text
    value: float
    unit: Text | None = None
    approximate: bool = False
    as_said: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationUnit:
    id: str
    name: Text
    under: str = ""


@dataclass(frozen=True, slots=True)
class Stakeholder:
    name: Text
    interest: str  # low, medium, high
    influence: str


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    date: date
    event: Text


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """One line of a salon's programme. Times are `HH:MM` in the salon's zone, empty when unknown."""

    kind: str  # setup, arrival, opening, session, break, closing
    title: Text | None = None
    time: str = ""
    until: str = ""
    id: str = ""
    speakers: tuple[str, ...] = ()
    session: str = ""  # talk, keynote, case, workshop, panel, welcome
    slides: str = ""
    video: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Disposition:
    """What a project decided about a lesson, and what came of it."""

    lesson: str
    decision: str  # adopted, adapted, not-applicable, rejected, deferred
    reason: str = ""
    by: str = ""
    on: date | None = None
    result: str = ""  # helped, no-effect, harmful
