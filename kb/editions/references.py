"""An entry without the references that its edition lacks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kb.model.entry import Case, Detail, Entry, Lesson, Practice, Project, Salon


class _Known:
    """Ids that the edition holds; an id may carry the fragment of a session."""

    def __init__(self, ids: Collection[str]) -> None:
        self.ids = ids

    def one(self, written: str) -> str:
        return written if written.partition("#")[0] in self.ids else ""

    def many(self, written: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in written if self.one(one))


def keep_references(entry: Entry, ids: Collection[str]) -> Entry:
    """The entry with every reference in front matter to something outside `ids` removed."""
    known = _Known(ids)
    sources = tuple(
        source
        for source in (replace(one, entry=known.one(one.entry)) for one in entry.sources)
        if source.entry or source.url or source.file or source.quote
    )
    return replace(
        entry,
        authors=known.many(entry.authors),
        owner=known.one(entry.owner),
        translation_of=known.one(entry.translation_of),
        supersedes=known.many(entry.supersedes),
        sources=sources,
        detail=_detail(entry.detail, known),
    )


def _detail(detail: Detail, known: _Known) -> Detail:
    match detail:
        case Lesson():
            return _lesson(detail, known)
        case Practice():
            changelog = tuple(replace(one, because=known.many(one.because)) for one in detail.changelog)
            return replace(detail, changelog=changelog)
        case Case():
            return replace(detail, project=known.one(detail.project), presented_at=known.one(detail.presented_at))
        case Salon():
            programme = tuple(replace(one, speakers=known.many(one.speakers)) for one in detail.programme)
            return replace(detail, organisers=known.many(detail.organisers), programme=programme)
        case Project():
            dispositions = tuple(
                replace(one, by=known.one(one.by)) for one in detail.dispositions if known.one(one.lesson)
            )
            return replace(detail, dispositions=dispositions)
        case _:
            return detail


def _lesson(lesson: Lesson, known: _Known) -> Lesson:
    return replace(
        lesson,
        project=known.one(lesson.project),
        practices=known.many(lesson.practices),
        contradicts=known.many(lesson.contradicts),
        recurs=known.many(lesson.recurs),
        validated_by=known.one(lesson.validated_by),
        effectiveness=tuple(replace(check, by=known.one(check.by)) for check in lesson.effectiveness),
    )
