"""The register: every lesson in one table that is complete without a script, and sorts and filters with one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from kb.model.entry import Entry, Lesson
from kb.model.kinds import PHASES, STATES, Kind, Status
from kb.model.page import Page
from kb.pages import facts, frame
from kb.pages.labels import word
from kb.pages.leaf import Leaf
from kb.pages.rows import empty, newest, state, topic_link, topics_of

ORDER = {status: place for place, status in enumerate(STATES[Kind.LESSON])}


def _line(leaf: Leaf, entry: Entry) -> Markup:
    """One row. What the filters read is in `data-` attributes, so that words are free to change."""
    detail = entry.detail if isinstance(entry.detail, Lesson) else Lesson()
    topics = topics_of(leaf, entry)
    status = entry.status or Status.PROPOSED
    summary = leaf.said(entry.summary)
    return Markup(
        '<tr data-status="{}" data-phase="{}" data-year="{}" data-topic="{}">'
        '<td data-sort="{}">{}</td>'
        '<td><a href="{}">{}</a>{}</td>'
        "<td>{}</td><td>{}</td>"
        '<td data-sort="{}">{}</td></tr>'
    ).format(
        status,
        detail.phase,
        entry.date.year if entry.date else "",
        " ".join(topic.id for topic in topics),
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


def _filters(leaf: Leaf, lessons: Sequence[Entry]) -> Markup:
    """The filters, hidden until a script shows them; they offer only what occurs."""
    details = [one.detail for one in lessons if isinstance(one.detail, Lesson)]
    states = {one.status or Status.PROPOSED for one in lessons}
    phases = {one.phase for one in details}
    years = sorted({str(one.date.year) for one in lessons if one.date}, reverse=True)
    topics = {topic.id: topic.label.pick(leaf.ui) for one in lessons for topic in topics_of(leaf, one)}
    return Markup(
        '<form class="kb-filters" data-kb-filters hidden>\n'
        '<label class="kb-filters__words">{}<input type="search" name="words" autocomplete="off"></label>\n'
        '{}{}{}{}\n<p class="kb-filters__count" role="status" data-one="{}" data-none="{}"></p>\n</form>\n'
    ).format(
        leaf.say("filter.words"),
        _select(leaf, "status", ((one, word(leaf.ui, "status", one)) for one in STATES[Kind.LESSON] if one in states)),
        _select(leaf, "phase", ((one, word(leaf.ui, "phase", one)) for one in PHASES if one in phases)),
        _select(leaf, "topic", sorted(topics.items(), key=lambda pair: pair[1])),
        _select(leaf, "year", ((one, one) for one in years)),
        leaf.say("filter.shown", n="{n}", all="{all}"),
        leaf.say("filter.none"),
    )


def register_page(leaf: Leaf) -> Page:
    lessons = newest(leaf.catalog.of(Kind.LESSON))
    title = leaf.say("list.lessons")
    head = frame.title_block(title, leaf.say("list.lessons.lead"))
    if not lessons:
        html = head + empty(leaf, "empty.lesson", "do.write", fragment="kb.lesson")
        return frame.generated_page(leaf, "lessons/", title, html, tab="lessons", wide=True)
    columns = Markup("").join(
        Markup("<th scope=col{}>{}</th>").format(
            Markup(' data-kb-sort="{}"').format(leaf.say("sort.by", name=leaf.say(f"col.{one}"))) if sorts else "",
            leaf.say(f"col.{one}"),
        )
        for one, sorts in (("state", 1), ("lesson", 1), ("topics", 0), ("project", 1), ("date", 1))
    )
    table = Markup(
        '<table class="kb-register" data-kb-register>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table>\n'
    ).format(columns, Markup("\n").join(_line(leaf, one) for one in lessons))
    html = head + _filters(leaf, lessons) + table
    return frame.generated_page(leaf, "lessons/", title, html, tab="lessons", wide=True)
