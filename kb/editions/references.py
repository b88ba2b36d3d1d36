"""An entry without the references that its edition lacks, and with the ids that it uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kb.model.entry import Case, Detail, Entry, Lesson, Practice, Project, Salon
from kb.model.fields import Source


class Known:
    """The edition's ids by the ids that people wrote, old ones among them. Fragments of sessions stay as they are."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        self.ids = ids

    def one(self, written: str) -> str:
        """The edition's id, or nothing."""
        entry_id, mark, fragment = written.partition("#")
        found = self.ids.get(entry_id, "")
        return f"{found}{mark}{fragment}" if found else ""

    def many(self, written: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(found for one in written if (found := self.one(one)))


def keep_references(entry: Entry, known: Known) -> Entry:
    """The entry with every reference in front matter to something outside `known` removed; itself if there is none."""
    sources = tuple(_source(one, known) for one in entry.sources)
    kept = replace(
        entry,
        authors=known.many(entry.authors),
        owner=known.one(entry.owner),
        translation_of=known.one(entry.translation_of),
        supersedes=known.many(entry.supersedes),
        sources=tuple(one for one in sources if one.entry or one.url or one.file or one.quote),
        detail=_detail(entry.detail, known),
    )
    return entry if kept == entry else kept


def _source(source: Source, known: Known) -> Source:
    """A source in an entry that the edition lacks takes its quotation along: those are that entry's words."""
    entry = known.one(source.entry)
    if source.entry and not entry:
        return Source(url=source.url, cited=source.cited)
    return replace(source, entry=entry)


def _detail(detail: Detail, known: Known) -> Detail:
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
                replace(one, lesson=lesson, by=known.one(one.by))
                for one in detail.dispositions
                if (lesson := known.one(one.lesson))
            )
            return replace(detail, dispositions=dispositions)
        case _:
            return detail


def _lesson(lesson: Lesson, known: Known) -> Lesson:
    return replace(
        lesson,
        project=known.one(lesson.project),
        practices=known.many(lesson.practices),
        contradicts=known.many(lesson.contradicts),
        recurs=known.many(lesson.recurs),
        validated_by=known.one(lesson.validated_by),
        effectiveness=tuple(replace(check, by=known.one(check.by)) for check in lesson.effectiveness),
    )
