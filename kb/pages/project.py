"""The page of a project: its profile, its story, the lessons that came from it and those that it used."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.entry import Case, Entry, Project
from kb.model.page import Page
from kb.pages import facts, frame
from kb.pages.body import finished
from kb.pages.evidence import disposition_table, further_sources
from kb.pages.labels import number, partial_day, word
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.paging import ON_HUB, LongList, beginning, below, further, home_of_entry, of_entries
from kb.pages.related import related_part
from kb.pages.rows import chips, empty, newest, rows, section, topics_of
from kb.pages.sheet import sheet


def _size(value: int | None, about: set[float]) -> str:
    """A size; one that the project's story calls approximate is approximate here too."""
    if value is None:
        return ""
    return f"≈ {number(value)}" if value in about else number(value)


def _approximate(cases: list[Entry]) -> set[float]:
    return {
        one.value for case in cases if isinstance(case.detail, Case) for one in case.detail.numbers if one.approximate
    }


def _facts(leaf: Leaf, entry: Entry, project: Project, about: set[float]) -> Markup:
    types = (project.type,) if project.type else ()
    return facts.strip(
        leaf,
        [
            ("type", facts.configured(leaf, types, leaf.catalog.settings.project_types)),
            ("phase", word(leaf.ui, "phase", project.phase) if project.phase else ""),
            ("start", partial_day(project.start, leaf.ui)),
            ("end", partial_day(project.end, leaf.ui)),
            ("departments", _size(project.departments, about)),
            ("stakeholders", _size(project.stakeholders, about)),
            ("effort_hours", _size(project.effort_hours, about)),
            ("source", facts.sources(leaf, entry)),
        ],
    )


def _used(leaf: Leaf, project: Project) -> Markup:
    found = [(leaf.catalog.get(one.lesson), one) for one in project.dispositions]
    return disposition_table(leaf, [(entry, one) for entry, one in found if entry is not None])


def _lessons(leaf: Leaf, entry: Entry) -> LongList[Entry]:
    found = newest(one for one in leaf.catalog.referring(entry.id, "project") if one.kind == "lesson")
    return of_entries(leaf, found, below(entry, "lessons"), ON_HUB)


def further_project_pages(leaf: Leaf, entry: Entry) -> Iterator[Page]:
    """The lessons that a project's page has no room for."""
    home = home_of_entry(leaf, entry)
    yield from further(leaf, _lessons(leaf, entry), home, f"{home.trail[-1][0]} · {leaf.say('head.lessons_from')}")


def project_page(leaf: Leaf, entry: Entry, project: Project) -> Page:
    cases = [one for one in leaf.catalog.referring(entry.id, "project") if one.kind == "case"]
    ours = [
        ("story", leaf.say("head.cases"), rows(leaf, cases)),
        (
            "from",
            leaf.say("head.lessons_from"),
            beginning(leaf, _lessons(leaf, entry)) or empty(leaf, "empty.lesson", "do.write"),
        ),
        ("in", leaf.say("head.lessons_in"), _used(leaf, project) or empty(leaf, "empty.used")),
        ("sources", leaf.say("head.sources"), further_sources(leaf, entry)),
    ]
    value = Markup('<p class="kb-purpose"><span class="kb-quiet">{}</span><br>{}</p>\n').format(
        leaf.say("fact.value"), leaf.said(project.value_statement)
    )
    top = frame.head(leaf, entry, entry.summary) + (value if project.value_statement else "")
    rest = Markup().join(
        [finished(leaf, entry, entry.body.sections), *(section(*one) for one in ours), related_part(leaf, entry)]
    )
    headings = [one.heading for one in entry.body.sections if one.heading is not None]
    parts = [(one, label) for one, label, inner in ours if inner]
    beside = _facts(leaf, entry, project, _approximate(cases)) + chips(leaf, topics_of(leaf, entry))
    return frame.entry_page(leaf, entry, sheet(leaf, top, beside, rest, [*headings, *parts]))
