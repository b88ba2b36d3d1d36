"""What each state costs. A lesson identified is not yet a lesson learned: the texts that say so are the rule."""

from __future__ import annotations

from collections.abc import Iterator

from kb.catalog import Catalog
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry, Lesson, Practice, Project
from kb.model.kinds import STATES, Kind, Status
from kb.rules.context import Context

_CONFIRMED = (Status.VALIDATED, Status.APPLIED, Status.LEARNED)


def dated_and_tagged(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """A draft may lack its date and tags and is reminded; from the second state on they are needed."""
    for entry in catalog.entries:
        if not STATES[entry.kind]:
            continue
        draft = entry.status is STATES[entry.kind][0]
        if entry.date is None:
            code = "KB501" if draft else "KB502"
            yield Diagnostic.at(entry.path, entry.line("status"), code, status=entry.status)
        if not entry.tags:
            code = "KB503" if draft else "KB504"
            yield Diagnostic.at(entry.path, entry.line("status"), code, status=entry.status)


def practice_owner(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """A practice that people follow has someone who answers for it."""
    for entry in catalog.of(Kind.PRACTICE):
        if entry.status in (Status.TRIAL, Status.ADOPTED) and not entry.owner:
            yield Diagnostic.at(entry.path, entry.line("status"), "KB505", status=entry.status)


def lesson_states(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Each state of a lesson includes what the states before it need."""
    for entry in catalog.of(Kind.LESSON):
        lesson = entry.detail
        if not isinstance(lesson, Lesson):
            continue
        if entry.status is Status.REJECTED and not lesson.reason:
            yield Diagnostic.at(entry.path, entry.line("status"), "KB510")
        if entry.status in _CONFIRMED:
            yield from _validated(entry, lesson)
        if entry.status in (Status.APPLIED, Status.LEARNED) and not _applied(catalog, entry):
            yield Diagnostic.at(entry.path, entry.line("status"), "KB508", status=entry.status)
        if entry.status is Status.LEARNED:
            yield from _learned(catalog, entry, lesson)


def _validated(entry: Entry, lesson: Lesson) -> Iterator[Diagnostic]:
    line = entry.line("status")
    if not entry.owner:
        yield Diagnostic.at(entry.path, line, "KB505", status=entry.status)
    for part, name in (("lesson", "Lesson"), ("do", "Do this next time")):
        if part not in entry.body.parts:
            yield Diagnostic.at(entry.path, line, "KB506", status=entry.status, part=name)
    if not lesson.validated_by:
        yield Diagnostic.at(entry.path, line, "KB507", status=entry.status, why="names nobody")
    elif lesson.validated_by in entry.authors:
        at = entry.line("validated_by")
        yield Diagnostic.at(entry.path, at, "KB507", status=entry.status, why="names one of the authors")


def _applied(catalog: Catalog, entry: Entry) -> bool:
    """Whether a practice changed because of it, or a project adopted or adapted it."""
    if catalog.backlinks(entry.id, "changelog"):
        return True
    return any(
        disposition.lesson == entry.id and disposition.decision in ("adopted", "adapted")
        for other in catalog.referring(entry.id, "dispositions")
        if isinstance(other.detail, Project)
        for disposition in other.detail.dispositions
    )


def _learned(catalog: Catalog, entry: Entry, lesson: Lesson) -> Iterator[Diagnostic]:
    changed = any(
        entry.id in change.because and entry.date is not None and change.date > entry.date
        for practice in catalog.referring(entry.id, "changelog")
        if isinstance(practice.detail, Practice)
        for change in practice.detail.changelog
    )
    line = entry.line("status")
    if not changed:
        yield Diagnostic.at(entry.path, line, "KB509", why="no practice changed because of it after its date")
    effective = any(one.result == "effective" and one.by not in entry.authors for one in lesson.effectiveness)
    if not effective:
        yield Diagnostic.at(entry.path, line, "KB509", why="nobody but its authors found it effective")


def body_written(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """An entry that people come to read says something; people and projects may be their fields alone."""
    for entry in catalog.entries:
        if entry.kind not in (Kind.PERSON, Kind.PROJECT) and entry.body.blank:
            yield Diagnostic.at(entry.path, entry.body.line, "KB511")


def translation_current(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """A translation is at least as new as what it translates, by the dates that people keep."""
    for entry in catalog.entries:
        original = catalog.get(entry.translation_of) if entry.translation_of else None
        if original is None:
            continue
        newest, translated = original.reviewed or original.date, entry.reviewed or entry.date
        if newest is not None and translated is not None and newest > translated:
            at = entry.line("translation_of")
            yield Diagnostic.at(entry.path, at, "KB512", value=original.id, date=newest.isoformat())
