"""The way of a lesson through the four phases of the moon, with what is known of each."""

from __future__ import annotations

from datetime import date

from kb.model.entry import Entry, Lesson, Practice, Project
from kb.model.kinds import Status
from kb.pages.labels import word
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup, escape
from kb.pages.rows import moon

WAY = (Status.PROPOSED, Status.VALIDATED, Status.APPLIED, Status.LEARNED)


def applied_on(leaf: Leaf, lesson_id: str) -> date | None:
    """The first day on which a practice changed because of a lesson or a project took it up, if known."""
    days: list[date] = []
    for other in leaf.catalog.referring(lesson_id, "changelog", "dispositions"):
        if isinstance(other.detail, Practice):
            days += [one.date for one in other.detail.changelog if lesson_id in one.because]
        elif isinstance(other.detail, Project):
            taken = [one for one in other.detail.dispositions if one.lesson == lesson_id]
            days += [one.on for one in taken if one.on and one.decision in ("adopted", "adapted")]
    return min(days, default=None)


def _notes(leaf: Leaf, entry: Entry, lesson: Lesson) -> dict[Status, Markup]:
    """What is known of each state: its day, and who validated."""
    works = [one.date for one in lesson.effectiveness if one.result == "effective"]
    days = {
        Status.PROPOSED: entry.date,
        Status.VALIDATED: lesson.validated_on,
        Status.APPLIED: applied_on(leaf, entry.id),
        Status.LEARNED: min(works, default=None),
    }
    notes = {status: leaf.day(day) for status, day in days.items() if day is not None}
    validator = leaf.people((lesson.validated_by,)) if lesson.validated_by else Markup()
    if validator:
        by = escape(leaf.say("way.validated", name="\x00")).replace("\x00", validator)
        notes[Status.VALIDATED] = Markup("{} {}").format(notes.get(Status.VALIDATED, ""), by)
    return notes


def way(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    """Four phases side by side, or the one aside."""
    status = entry.status or Status.PROPOSED
    states = WAY if status in WAY else (Status.PROPOSED, status)
    reached = states.index(status)
    notes = _notes(leaf, entry, lesson)
    items = [
        Markup(
            '<li class="{}"{}>{}<span class="kb-way__word">{}</span><span class="kb-way__note">{}</span></li>'
        ).format(
            "is-reached" if place <= reached else "is-open",
            Markup(' aria-current="step"') if place == reached else "",
            moon(one),
            word(leaf.ui, "status", one),
            notes.get(one, "") if place <= reached else "",
        )
        for place, one in enumerate(states)
    ]
    return Markup('<ol class="kb-way">{}</ol>\n').format(Markup("\n").join(items))
