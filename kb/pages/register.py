"""The register: every lesson in one table that is complete without a script, and sorts and filters with one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kb.model.entry import Entry, Lesson
from kb.model.kinds import PHASES, STATES, Kind, Status
from kb.model.page import Page
from kb.pages import addresses, facts, frame
from kb.pages.conventions.places import REGISTER
from kb.pages.labels import word
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.paging import EACH, at, batches, numbered, turning
from kb.pages.rows import empty, links, newest, state, topic_link, topics_of

FIRST = addresses.LISTS[Kind.LESSON]
ORDER = {status: place for place, status in enumerate(STATES[Kind.LESSON])}


def _line(leaf: Leaf, entry: Entry) -> Markup:
    """One row. What the filters read is in `data-` attributes, so that words are free to change."""
    detail = entry.detail if isinstance(entry.detail, Lesson) else Lesson()
    topics = topics_of(leaf, entry)
    status = entry.status or Status.PROPOSED
    summary = leaf.said(entry.summary)
    return Markup(
        '<tr data-status="{}" data-phase="{}" data-year="{}" data-topic="{}"{}>'
        '<td data-sort="{}">{}</td>'
        '<td><a href="{}">{}</a>{}</td>'
        "<td>{}</td><td>{}</td>"
        '<td data-sort="{}">{}</td></tr>'
    ).format(
        status,
        detail.phase,
        entry.date.year if entry.date else "",
        " ".join(topic.id for topic in topics),
        Markup(' data-review="due"') if facts.overdue(leaf, entry) else "",
        ORDER.get(status, 9),
        state(leaf, status),
        leaf.href(entry),
        leaf.name(entry),
        Markup('<span class="kb-register__summary">{}</span>').format(summary) if summary else "",
        leaf.joined([topic_link(leaf, topic) for topic in topics[:2]]),
        facts.project(leaf, detail.project),
        entry.date.isoformat() if entry.date else "",
        leaf.day(entry.date) if entry.date else "",
    )


def _select(leaf: Leaf, name: str, options: Iterable[tuple[str, str]]) -> Markup:
    items = Markup("").join(Markup('<option value="{}">{}</option>').format(*one) for one in options)
    if not items:
        return Markup()
    return Markup('<label>{}<select name="{}"><option value="">{}</option>{}</select></label>').format(
        leaf.say(f"filter.{name}"), name, leaf.say("filter.all"), items
    )


def _order(leaf: Leaf) -> Markup:
    """How to sort where the heads of the columns have no room: (the column's place, whether downwards)."""
    orders = (("4 down", "newest"), ("0 down", "state"), ("1 up", "title"), ("3 up", "project"))
    options = Markup("").join(
        Markup('<option value="{}">{}</option>').format(value, leaf.say(f"sort.{key}")) for value, key in orders
    )
    return Markup('<label class="kb-filters__order">{}<select data-kb-order>{}</select></label>').format(
        leaf.say("filter.sort"), options
    )


def _filters(leaf: Leaf, lessons: Sequence[Entry]) -> Markup:
    """The filters, hidden until a script shows them; they offer only what occurs."""
    details = [one.detail for one in lessons if isinstance(one.detail, Lesson)]
    states = {one.status or Status.PROPOSED for one in lessons}
    phases = {one.phase for one in details}
    due = any(facts.overdue(leaf, one) for one in lessons)
    years = sorted({str(one.date.year) for one in lessons if one.date}, reverse=True)
    topics = {topic.id: topic.label.pick(leaf.ui) for one in lessons for topic in topics_of(leaf, one)}
    return Markup(
        '<form class="kb-filters" data-kb-filters hidden>\n'
        '<label class="kb-filters__words">{}<input type="search" name="words" autocomplete="off"></label>\n'
        '<details class="kb-sheet" data-kb-sheet><summary>{}</summary>\n'
        '<div class="kb-filters__more">{}{}{}{}{}{}</div></details>\n'
        '<p class="kb-filters__count"><span role="status" data-one="{}" data-none="{}" data-all="{}"></span>'
        ' <button type="reset" class="kb-facet__clear" hidden>{}</button></p>\n'
        "</form>\n"
    ).format(
        leaf.say("filter.words"),
        leaf.say("filter.sheet"),
        _select(leaf, "status", ((one, word(leaf.ui, "status", one)) for one in STATES[Kind.LESSON] if one in states)),
        _select(leaf, "phase", ((one, word(leaf.ui, "phase", one)) for one in PHASES if one in phases)),
        _select(leaf, "topic", sorted(topics.items(), key=lambda pair: pair[1])),
        _select(leaf, "year", ((one, one) for one in years)),
        _select(leaf, "review", [("due", leaf.say("review.due"))] if due else ()),
        _order(leaf),
        leaf.say("filter.shown", n="{n}", all="{all}"),
        leaf.say("filter.none"),
        len(lessons),
        leaf.say("filter.clear"),
    )


def _table(leaf: Leaf, lessons: Sequence[Entry]) -> Markup:
    columns = Markup("").join(
        Markup("<th scope=col{}>{}</th>").format(
            Markup(' data-kb-sort="{}"').format(leaf.say("sort.by", name=leaf.say(f"col.{one}"))) if sorts else "",
            leaf.say(f"col.{one}"),
        )
        for one, sorts in (("state", 1), ("lesson", 1), ("topics", 0), ("project", 1), ("date", 1))
    )
    return Markup(
        '<table class="kb-register" data-kb-register>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table>\n'
    ).format(columns, Markup("\n").join(_line(leaf, one) for one in lessons))


def register_pages(leaf: Leaf) -> Iterator[Page]:
    """The newest lessons with the filters, then the others; the script fetches those when somebody filters or sorts.

    Further pages are below `register/`: what is below `lessons/` belongs to entries.
    """
    lessons = newest(leaf.catalog.of(Kind.LESSON))
    title, lead = leaf.say("list.lessons"), leaf.say("list.lessons.lead")
    tools = links(leaf, [(addresses.generated(leaf.ui, REGISTER), "register.download")] if lessons else [])
    if not lessons:
        html = frame.title_block(title, lead) + empty(leaf, "empty.lesson", "do.write")
        yield frame.generated_page(leaf, FIRST, title, html, tab="lessons", wide=True, description=lead)
        return
    parts = batches(lessons, EACH, EACH)
    places = [FIRST, *(numbered("register/", number) for number in range(2, len(parts) + 1))]
    for number, (place, part) in enumerate(zip(places, parts, strict=True), 1):
        here = at(leaf, place)
        named = title if number == 1 else leaf.say("pages.title", name=title, n=number, all=len(parts))
        above = _filters(here, lessons) if number == 1 else Markup()
        html = Markup().join(
            [
                frame.title_block(named, lead if number == 1 else ""),
                above,
                _table(here, part),
                turning(here, [addresses.generated(leaf.ui, one) for one in places], number),
                tools if number == 1 else "",
            ]
        )
        crumbs = [] if number == 1 else [(title, FIRST)]
        yield frame.generated_page(here, place, named, html, tab="lessons", crumbs=crumbs, wide=True, description=lead)
