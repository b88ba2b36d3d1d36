"""The page of a model: how far its elements are covered by practices and lessons, as a drawing and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.entry import Entry, Practice
from kb.model.fields import Source
from kb.model.kinds import Kind, Status
from kb.model.page import Page
from kb.model.topic import Framework, FrameworkElement
from kb.pages import addresses, facts, frame
from kb.pages.charts import star
from kb.pages.labels import colon, word
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.practice import lessons_behind
from kb.pages.rows import empty, moon, newest, rows
from kb.pages.way import WAY


@dataclass(frozen=True, slots=True)
class Coverage:
    """One element of a model with the practices that belong to it and the lessons behind them."""

    element: FrameworkElement
    practices: tuple[Entry, ...]
    lessons: tuple[Entry, ...]

    @property
    def fill(self) -> str:
        """`none` is a gap, `full` has an adopted practice, `part` is everything between."""
        if not self.practices:
            return "none"
        return "full" if any(one.status is Status.ADOPTED for one in self.practices) else "part"


def coverage(leaf: Leaf, model: Framework) -> list[Coverage]:
    """What belongs to each element, in the model's order; practices that are out of use do not count."""
    return leaf.once(("coverage", model.id), lambda: _coverage(leaf, model))


def _coverage(leaf: Leaf, model: Framework) -> list[Coverage]:
    places: dict[str, list[Entry]] = {one.id: [] for one in model.elements}
    for entry in leaf.catalog.of(Kind.PRACTICE):
        if isinstance(entry.detail, Practice) and entry.status not in (Status.DEPRECATED, Status.RETIRED):
            for place in dict.fromkeys(entry.detail.framework):
                if place.model == model.id and place.element in places:
                    places[place.element].append(entry)
    found = []
    for element in model.elements:
        practices = leaf.readable(places[element.id])
        lessons = {
            one.id: one
            for entry in practices
            if isinstance(entry.detail, Practice)
            for one in lessons_behind(leaf, entry, entry.detail)
        }
        found.append(Coverage(element, tuple(newest(practices)), tuple(newest(lessons.values()))))
    return found


def star_of(leaf: Leaf, covered: list[Coverage], size: int = 220) -> Markup:
    """The model as a star with a ray for each element; nothing where a star would not be one."""
    if not 3 <= len(covered) <= 9:
        return Markup()
    said = "; ".join(f"{one.element.title.pick(leaf.ui)}: {counted(leaf, one)}" for one in covered)
    return star(leaf.say("chart.star"), said, [(len(one.practices), one.fill) for one in covered], size)


def counted(leaf: Leaf, one: Coverage) -> str:
    """The number of practices of an element in words; an element without one is a gap."""
    return leaf.say("n.practice", n=len(one.practices)) if one.practices else leaf.say("gap")


def _phases(leaf: Leaf, lessons: tuple[Entry, ...]) -> Markup:
    """Lessons counted by the phase of the moon, each with its word for those who hear the page."""
    parts = []
    for status in WAY:
        count = sum(one.status is status for one in lessons)
        if count:
            label = word(leaf.ui, "status", status)
            parts.append(
                Markup('<span class="kb-tally" title="{}">{}<span class="kb-hear">{} </span>{}</span>').format(
                    label, moon(status), label, count
                )
            )
    return Markup(" ").join(parts) if parts else Markup("0")


def _table(leaf: Leaf, covered: list[Coverage]) -> Markup:
    lines = []
    for one in covered:
        practices = Markup("{}").format(len(one.practices))
        if not one.practices:
            practices += Markup(' <span class="kb-gap">{}</span>').format(leaf.say("gap"))
        lines.append(
            Markup('<tr><th scope=row><a href="#kb.{}">{}</a></th><td>{}</td><td>{}</td></tr>').format(
                one.element.id, leaf.said(one.element.title), practices, _phases(leaf, one.lessons)
            )
        )
    return Markup(
        '<table class="kb-table">\n<thead><tr><th scope=col>{}</th><th scope=col>{}</th>'
        "<th scope=col>{}</th></tr></thead>\n<tbody>{}</tbody></table>\n"
    ).format(leaf.say("element"), leaf.say("practices"), leaf.say("lessons"), Markup("\n").join(lines))


def _element(leaf: Leaf, one: Coverage) -> Markup:
    summary = leaf.said(one.element.summary)
    return Markup('<section class="kb-part">\n<h2 id="kb.{}">{}</h2>\n{}{}</section>\n').format(
        one.element.id,
        leaf.said(one.element.title),
        Markup("<p>{}</p>\n").format(summary) if summary else "",
        rows(leaf, one.practices, kind=False) or empty(leaf, "empty.practice", "do.write"),
    )


def framework_page(leaf: Leaf, model: Framework) -> Page:
    covered = coverage(leaf, model)
    is_url = model.source.startswith(("https://", "http://"))
    source = Source(url=model.source) if is_url else Source(entry=model.source)
    said = facts.source_name(leaf, source) if model.source else ""
    title = model.title.pick(leaf.ui)
    chart = Markup('<div class="kb-coverage">\n{}{}</div>\n').format(star_of(leaf, covered, 300), _table(leaf, covered))
    elements = [_element(leaf, one) for one in covered]
    html = Markup().join(
        [
            frame.title_block(leaf.said(model.title), alt=model.title),
            Markup('<p class="kb-quiet">{}{}{}</p>\n').format(leaf.say("fact.source"), colon(leaf.ui), said)
            if said
            else "",
            chart,
            Markup('<div class="kb-in-columns">\n{}</div>\n').format(Markup().join(elements)),
        ]
    )
    address = addresses.of_framework(model.id)
    crumbs = [(leaf.say("nav.practices"), "practices/")]
    return frame.generated_page(leaf, address, title, html, tab=address, crumbs=crumbs, wide=True)
