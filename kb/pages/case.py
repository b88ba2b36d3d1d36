"""The page of a case: numbers first, then the story, who belonged to it, and the lessons that came of it."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.entry import Case, Entry
from kb.model.fields import Number
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.pages import facts, frame
from kb.pages.body import finished
from kb.pages.charts import LEVELS, organisation_chart, stakeholder_chart
from kb.pages.evidence import further_sources
from kb.pages.labels import colon, number
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.paging import ON_ENTRY, LongList, beginning, below, further, home_of_entry, of_entries
from kb.pages.related import related_part
from kb.pages.rows import chips, empty, newest, section, topics_of
from kb.pages.sheet import sheet


def tiles(leaf: Leaf, numbers: tuple[Number, ...]) -> Markup:
    """Number tiles. An approximate number looks approximate and shows the words of its source."""
    items = []
    for one in numbers:
        sign = Markup('<span class="kb-tile__about" role="img" aria-label="{}">≈</span>')
        said = leaf.say("as_said", words=one.as_said) if one.as_said else ""
        items.append(
            Markup("<div><dt>{}</dt><dd>{}{}{}</dd></div>").format(
                leaf.said(one.name),
                Markup('<span class="kb-tile__n">{}{}</span> ').format(
                    sign.format(leaf.say("approximate")) if one.approximate else "", number(one.value)
                ),
                Markup('<span class="kb-tile__unit">{}</span>').format(leaf.said(one.unit)) if one.unit else "",
                Markup('<span class="kb-tile__said">{}</span>').format(said) if said else "",
            )
        )
    return Markup('<dl class="kb-tiles">\n{}\n</dl>\n').format(Markup("\n").join(items)) if items else Markup()


def _organisation(leaf: Leaf, entry: Entry, case: Case) -> Markup:
    if not case.organisation:
        return Markup()
    names = {one.id: leaf.said(one.name) for one in case.organisation}
    lines = Markup("\n").join(
        Markup("<tr><th scope=row>{}</th><td>{}</td></tr>").format(leaf.said(one.name), names.get(one.under, "–"))
        for one in case.organisation
    )
    table = Markup(
        '<details class="kb-details"><summary>{}</summary>\n<table class="kb-table"><thead><tr><th scope=col>{}</th>'
        "<th scope=col>{}</th></tr></thead>\n<tbody>{}</tbody></table></details>\n"
    ).format(leaf.say("as.table"), leaf.say("unit.name"), leaf.say("unit.under"), lines)
    return organisation_chart(leaf, case.organisation, entry.name) + table


def _stakeholders(leaf: Leaf, case: Case) -> Markup:
    """Influence against interest, three by three, drawn and as a table that reads aloud."""
    if not case.stakeholder_map:
        return Markup()

    def cell(influence: str, interest: str) -> Markup:
        found = [one for one in case.stakeholder_map if (one.influence, one.interest) == (influence, interest)]
        return Markup("<td>{}</td>").format(Markup("<br>").join(leaf.said(one.name) for one in found))

    head = Markup("").join(
        Markup("<th scope=col>{}{}{}</th>").format(leaf.say("interest"), colon(leaf.ui), leaf.say(f"level.{one}"))
        for one in LEVELS
    )
    lines = Markup("\n").join(
        Markup("<tr><th scope=row>{}{}{}</th>{}</tr>").format(
            leaf.say("influence"),
            colon(leaf.ui),
            leaf.say(f"level.{row}"),
            Markup().join(cell(row, column) for column in LEVELS),
        )
        for row in reversed(LEVELS)
    )
    shell = Markup(
        '<details class="kb-details"><summary>{}</summary>\n<div class="kb-scroll" tabindex="0" role="group"'
        ' aria-label="{}"><table class="kb-table kb-map"><thead><tr><td></td>{}</tr></thead>\n'
        "<tbody>{}</tbody></table></div></details>\n"
    )
    table = shell.format(leaf.say("as.table"), leaf.say("head.stakeholders"), head, lines)
    return stakeholder_chart(leaf, case.stakeholder_map) + table


def _timeline(leaf: Leaf, case: Case) -> Markup:
    events = sorted(case.timeline, key=lambda one: one.date)
    items = [Markup("<li>{}<div>{}</div></li>").format(leaf.day(one.date), leaf.said(one.event)) for one in events]
    return Markup('<ol class="kb-line">\n{}\n</ol>\n').format(Markup("\n").join(items)) if items else Markup()


def lessons_of(leaf: Leaf, entry: Entry, case: Case) -> list[Entry]:
    """Lessons of the case's project, newest first, and after them those that only name the case as their source."""
    own = leaf.catalog.referring(case.project, "project") if case.project else ()
    found = [newest(part) for part in (own, leaf.catalog.referring(entry.id, "sources"))]
    return list({one.id: one for part in found for one in part if one.kind is Kind.LESSON}.values())


def _presented(leaf: Leaf, case: Case) -> Markup:
    salon_id, _, fragment = case.presented_at.partition("#")
    salon = leaf.catalog.get(salon_id) if salon_id else None
    return leaf.link(salon, fragment) if salon is not None else Markup()


def _lessons(leaf: Leaf, entry: Entry, case: Case) -> LongList[Entry]:
    return of_entries(leaf, lessons_of(leaf, entry, case), below(entry, "lessons"), ON_ENTRY)


def further_case_pages(leaf: Leaf, entry: Entry, case: Case) -> Iterator[Page]:
    """The lessons that a case's page has no room for."""
    home = home_of_entry(leaf, entry)
    yield from further(
        leaf, _lessons(leaf, entry, case), home, f"{home.trail[-1][0]} · {leaf.say('head.lessons_case')}"
    )


def _facts(leaf: Leaf, entry: Entry, case: Case) -> Markup:
    return facts.strip(
        leaf,
        [
            ("project", facts.project(leaf, case.project)),
            ("presented", _presented(leaf, case)),
            ("source", "" if case.presented_at else facts.sources(leaf, entry)),
            ("date", leaf.day(entry.date) if entry.date else ""),
            ("authors", leaf.people(entry.authors)),
        ],
    )


def case_page(leaf: Leaf, entry: Entry, case: Case) -> Page:
    born = beginning(leaf, _lessons(leaf, entry, case)) or empty(leaf, "empty.lesson", "do.write")
    ours = [
        ("organisation", leaf.say("head.organisation"), _organisation(leaf, entry, case)),
        ("stakeholders", leaf.say("head.stakeholders"), _stakeholders(leaf, case)),
        ("timeline", leaf.say("head.timeline"), _timeline(leaf, case)),
        ("lessons", leaf.say("head.lessons_case"), born),
        ("sources", leaf.say("head.sources"), further_sources(leaf, entry)),
    ]
    top = frame.head(leaf, entry, entry.summary, frame.means(leaf, entry)) + tiles(leaf, case.numbers)
    rest = finished(leaf, entry, entry.body.sections) or empty(leaf, "empty.story", "do.write_it")
    rest += Markup().join([*(section(*one) for one in ours), related_part(leaf, entry)])
    headings = [one.heading for one in entry.body.sections if one.heading is not None]
    parts = [(one, label) for one, label, inner in ours if inner]
    beside = _facts(leaf, entry, case) + chips(leaf, topics_of(leaf, entry))
    return frame.entry_page(leaf, entry, sheet(leaf, top, beside, rest, [*headings, *parts]))
