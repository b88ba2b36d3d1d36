"""The front page of every other kind: practices by element, cases, salons to come and past, people, projects."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.entry import Entry, Practice
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.case import tiles
from kb.pages.conventions.places import CALENDAR
from kb.pages.framework import coverage, star_of
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.paging import LongList, beginning, further, home_of_page, of_entries
from kb.pages.person import person_row
from kb.pages.rows import empty, links, newest, row, rows, section
from kb.pages.series import in_order

CASES = 20  # cases of a page, each with its numbers


def salons_by_time(leaf: Leaf) -> tuple[list[Entry], list[Entry]]:
    """(to come, soonest first; past and undated, newest first), as seen from the leaf's day."""
    salons = newest(leaf.catalog.of(Kind.SALON))
    dated = sum(one.date is not None and one.date >= leaf.today for one in salons)  # newest first: they lead
    return salons[:dated][::-1], salons[dated:]


def _unplaced(leaf: Leaf) -> list[Entry]:
    """Practices that belong to no element of a model, newest first."""
    models = [coverage(leaf, model) for model in leaf.catalog.frameworks]
    placed = {entry.id for model in models for one in model for entry in one.practices}
    return [one for one in newest(leaf.catalog.of(Kind.PRACTICE)) if one.id not in placed]


def _list(leaf: Leaf, kind: Kind) -> LongList[Entry]:
    """The list of a kind's page that may be long enough to go on elsewhere."""
    address = addresses.LISTS[kind]
    match kind:
        case Kind.PRACTICE:
            return of_entries(leaf, _unplaced(leaf), address)
        case Kind.SALON:
            return of_entries(leaf, salons_by_time(leaf)[1], address)
        case Kind.PERSON:
            people = sorted(leaf.catalog.of(kind), key=lambda one: (str(leaf.name(one)).casefold(), one.id))
            return LongList(people, person_row, address)
        case Kind.CASE:
            return LongList(leaf.readable(newest(leaf.catalog.of(kind))), _case, address, CASES)
    return of_entries(leaf, newest(leaf.catalog.of(kind)), address)


def further_list_pages(leaf: Leaf, kind: Kind) -> Iterator[Page]:
    """What the front page of a kind has no room for."""
    address, key = addresses.LISTS[kind], addresses.NAV_KEYS[kind]
    title = leaf.say(f"list.{key}")
    yield from further(leaf, _list(leaf, kind), home_of_page(leaf, address, title, [], key), title)


def _practices(leaf: Leaf) -> Markup:
    """By the elements of each model, then whatever has no place in one."""
    parts: list[Markup] = []
    for model in leaf.catalog.frameworks:
        covered = coverage(leaf, model)
        shown = Markup().join(
            Markup('<section class="kb-part"><h3><a href="{}">{}</a></h3>\n{}</section>\n').format(
                leaf.here(addresses.of_framework(model.id), f"kb.{one.element.id}"),
                leaf.said(one.element.title),
                rows(leaf, one.practices, kind=False) or empty(leaf, "empty.practice", "do.write"),
            )
            for one in covered
        )
        parts.append(
            Markup(
                '<div class="kb-bystar">\n<div class="kb-bystar__star">{}<h2><a href="{}">{}</a></h2></div>\n'
                "<div>{}</div></div>\n"
            ).format(
                star_of(leaf, covered, 160), leaf.here(addresses.of_framework(model.id)), leaf.said(model.title), shown
            )
        )
    rest = beginning(leaf, _list(leaf, Kind.PRACTICE))
    return Markup().join(parts) + section("other", leaf.say("nav.practices"), rest) if parts else rest


def _case(leaf: Leaf, entry: Entry) -> Markup:
    """A case as a row with its numbers under it."""
    numbers = getattr(entry.detail, "numbers", ())[:4]
    if not numbers:
        return row(leaf, entry, kind=False)
    return Markup('{}<li class="kb-case">{}</li>').format(row(leaf, entry, kind=False), tiles(leaf, numbers))


def _salons(leaf: Leaf) -> Markup:
    coming = rows(leaf, salons_by_time(leaf)[0], kind=False)
    past = beginning(leaf, _list(leaf, Kind.SALON))
    lists = section("coming", leaf.say("list.upcoming"), coming) + section("past", leaf.say("list.past"), past)
    return lists + section("series", leaf.say("list.series"), _series(leaf)) if lists else lists


def _series(leaf: Leaf) -> Markup:
    """The series that have salons, each with their number."""
    counted = [(key, name, len(leaf.readable(in_order(leaf, key)))) for key, name in leaf.catalog.settings.series]
    link = Markup('<li><a href="{}">{} <span class="kb-count">{}</span></a></li>')
    items = [link.format(leaf.here(addresses.of_series(key)), leaf.said(name), n) for key, name, n in counted if n]
    return Markup('<ul class="kb-chips">{}</ul>\n').format(Markup().join(items)) if items else Markup()


def list_page(leaf: Leaf, kind: Kind) -> Page:
    """The front page of one kind (lessons have the register)."""
    key = addresses.NAV_KEYS[kind]
    match kind:
        case Kind.PRACTICE:
            inner = _practices(leaf) if leaf.catalog.of(kind) or leaf.catalog.frameworks else Markup()
        case Kind.SALON:
            inner = _salons(leaf)
        case _:
            inner = beginning(leaf, _list(leaf, kind))
    if not inner:
        inner = empty(leaf, f"empty.{kind}", "do.write")
    title = leaf.say(f"list.{key}")
    lead = leaf.say(f"list.{key}.lead")
    calendar = [(addresses.generated(leaf.ui, CALENDAR), "calendar.all")] if kind is Kind.SALON else []
    html = frame.title_block(title, lead) + inner + links(leaf, calendar)
    return frame.generated_page(
        leaf, addresses.LISTS[kind], title, html, tab=key, wide=kind is Kind.PRACTICE, description=lead
    )


def unused_practice(entry: Entry) -> bool:
    """Whether a practice has no lesson in its changelog."""
    return isinstance(entry.detail, Practice) and not any(one.because for one in entry.detail.changelog)
