"""How well a practice is supported, as a grade computed by a rule that the page prints.

Pure: entries of an edition in, a value out; what the audience may not see counts for nothing. The rule, in full: a
lesson counts unless it is rejected, superseded or retired. *Strong* needs three checked lessons, two projects and one
result that helped; *moderate* one checked lesson and one project; anything else with a lesson is *thin*. A lesson
that says otherwise, or at least as much harm as help, takes one grade away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.catalog import Catalog
from kb.model.entry import Entry, Lesson, Project
from kb.model.kinds import Status

CHECKED = (Status.VALIDATED, Status.APPLIED, Status.LEARNED)
ASIDE = (Status.REJECTED, Status.SUPERSEDED, Status.RETIRED)
GRADES = ("none", "thin", "moderate", "strong")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a practice. `disputes` are pairs (lesson behind it, lesson that says otherwise)."""

    lessons: tuple[Entry, ...] = ()
    projects: tuple[Entry, ...] = ()
    helped: int = 0
    no_effect: int = 0
    harmful: int = 0
    disputes: tuple[tuple[Entry, Entry], ...] = ()

    @property
    def checked(self) -> int:
        """Lessons that someone other than their author has confirmed."""
        return sum(one.status in CHECKED for one in self.lessons)

    @property
    def departments(self) -> int:
        return sum(one.detail.departments or 0 for one in self.projects if isinstance(one.detail, Project))

    @property
    def doubtful(self) -> bool:
        return bool(self.disputes) or 0 < self.harmful >= self.helped

    @property
    def grade(self) -> str:
        """`none`, `thin`, `moderate` or `strong`."""
        if not self.lessons:
            return "none"
        reached = 1
        if self.checked >= 3 and len(self.projects) >= 2 and self.helped >= 1:
            reached = 3
        elif self.checked >= 1 and self.projects:
            reached = 2
        return GRADES[max(1, reached - 1) if self.doubtful else reached]


def evidence(catalog: Catalog, lessons: Sequence[Entry]) -> Evidence:
    """The evidence that these lessons give, in their order; those that are aside are left out."""
    counted = tuple(one for one in lessons if one.status not in ASIDE)
    results = [result for one in counted for result in _results(catalog, one)]
    return Evidence(
        lessons=counted,
        projects=tuple(projects_behind(catalog, counted)),
        helped=sum(one in ("helped", "effective") for one in results),
        no_effect=sum(one in ("no-effect", "ineffective") for one in results),
        harmful=results.count("harmful"),
        disputes=tuple((one, other) for one in counted for other in contradicting(catalog, one)),
    )


def confidence(catalog: Catalog, entry: Entry) -> str:
    """How far one lesson can be relied on: `high`, `medium`, `low`, `disputed`, or nothing for one that is aside.

    *Medium*: somebody other than its author confirmed it, or it helped. *High*: both. A lesson in use that says
    otherwise, or at least as much harm as help, makes it *disputed*.
    """
    if entry.status in ASIDE:
        return ""
    found = evidence(catalog, [entry])
    if found.doubtful:
        return "disputed"
    return ("low", "medium", "high")[(found.checked > 0) + (found.helped > 0)]


def _results(catalog: Catalog, lesson: Entry) -> list[str]:
    """What came of a lesson: in the projects that took it up, and in checks of its effect."""
    found = [
        disposition.result
        for project in catalog.referring(lesson.id, "dispositions")
        if isinstance(project.detail, Project)
        for disposition in project.detail.dispositions
        if disposition.lesson == lesson.id
    ]
    checks = lesson.detail.effectiveness if isinstance(lesson.detail, Lesson) else ()
    return found + [one.result for one in checks]


def projects_behind(catalog: Catalog, lessons: Sequence[Entry]) -> list[Entry]:
    """Projects that the lessons came from or that took them up, by id."""
    found: dict[str, Entry] = {}
    for lesson in lessons:
        home = catalog.get(lesson.detail.project) if isinstance(lesson.detail, Lesson) else None
        takers = [one for one in catalog.referring(lesson.id, "dispositions") if _took_up(one, lesson.id)]
        for one in (home, *takers):
            if one is not None and isinstance(one.detail, Project):
                found[one.id] = one
    return [found[key] for key in sorted(found)]


def _took_up(project: Entry, lesson_id: str) -> bool:
    decided = project.detail.dispositions if isinstance(project.detail, Project) else ()
    return any(one.lesson == lesson_id and one.decision in ("adopted", "adapted") for one in decided)


def contradicting(catalog: Catalog, entry: Entry) -> list[Entry]:
    """Lessons in use that say otherwise, from either side, by id."""
    named = entry.detail.contradicts if isinstance(entry.detail, Lesson) else ()
    found = [one for one in map(catalog.get, named) if one is not None]
    found += catalog.referring(entry.id, "contradicts")
    unique = {one.id: one for one in found if one.status not in ASIDE and isinstance(one.detail, Lesson)}
    return [unique[key] for key in sorted(unique)]
