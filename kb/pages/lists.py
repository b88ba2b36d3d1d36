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
from kb.pages.paging import further, numbered
from kb.pages.person import people_rows
from kb.pages.rows import empty, links, newest, row, row_list, rows, section


def salons_by_time(leaf: Leaf) -> tuple[list[Entry], list[Entry]]:
    """(to come, soonest first; past and undated, newest first), as seen from the leaf's day."""
    salons = newest(leaf.catalog.of(Kind.SALON))
    coming = [one for one in salons if one.date is not None and one.date >= leaf.today]
    return coming[::-1], [one for one in salons if one not in coming]


def _rows(leaf: Leaf, kind: Kind, entries: list[Entry]) -> Markup:
    return rows(leaf, entries, kind=False, rest=numbered(addresses.LISTS[kind], 2))


def _long(leaf: Leaf, kind: Kind) -> list[Entry]:
    """The list of a kind's page that may be long enough to go on elsewhere."""
    match kind:
        case Kind.PRACTICE:
            models = [coverage(leaf, model) for model in leaf.catalog.frameworks]
            placed = {entry.id for model in models for one in model for entry in one.practices}
            return [one for one in newest(leaf.catalog.of(kind)) if one.id not in placed]
        case Kind.SALON:
            return salons_by_time(leaf)[1]
        case Kind.PROJECT:
            return newest(leaf.catalog.of(kind))
    return []


def further_list_pages(leaf: Leaf, kind: Kind) -> Iterator[Page]:
    """What the front page of a kind has no room for."""
    address, key = addresses.LISTS[kind], addresses.NAV_KEYS[kind]
    title = leaf.say(f"list.{key}")
    yield from further(leaf, address, address, title, leaf.readable(_long(leaf, kind)), [(title, address)], key)


def _practices(leaf: Leaf) -> Markup:
    """By the elements of each model, then whatever has no place in one."""
    parts: list[Markup] = []
    placed: set[str] = set()
    for model in leaf.catalog.frameworks:
        covered = coverage(leaf, model)
        placed |= {entry.id for one in covered for entry in one.practices}
        shown = Markup().join(
            Markup('<section class="kb-part"><h3><a href="{}">{}</a></h3>\n{}</section>\n').format(
                leaf.here(addresses.of_framework(model.id), f"kb.{one.element.id}"),
                leaf.said(one.element.title),
                rows(leaf, one.practices, kind=False)
                or empty(leaf, "empty.practice", "do.write", fragment="kb.practice"),
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
    rest = [one for one in newest(leaf.catalog.of(Kind.PRACTICE)) if one.id not in placed]
    if not parts:
        return _rows(leaf, Kind.PRACTICE, rest)
    return Markup().join(parts) + section("other", leaf.say("nav.practices"), _rows(leaf, Kind.PRACTICE, rest))


def _cases(leaf: Leaf) -> Markup:
    """Each case as a row with its numbers under it."""
    found = []
    for entry in leaf.readable(newest(leaf.catalog.of(Kind.CASE))):
        numbers = getattr(entry.detail, "numbers", ())
        inner = row_list([row(leaf, entry, kind=False)]) + tiles(leaf, numbers[:4])
        found.append(Markup('<section class="kb-case">\n{}</section>\n').format(inner))
    return Markup().join(found)


def _salons(leaf: Leaf) -> Markup:
    coming, past = salons_by_time(leaf)
    return section("coming", leaf.say("list.upcoming"), rows(leaf, coming, kind=False)) + section(
        "past", leaf.say("list.past"), _rows(leaf, Kind.SALON, past)
    )


def _people(leaf: Leaf) -> Markup:
    people = sorted(leaf.catalog.of(Kind.PERSON), key=lambda one: (str(leaf.name(one)).casefold(), one.id))
    return people_rows(leaf, people)


def list_page(leaf: Leaf, kind: Kind) -> Page:
    """The front page of one kind (lessons have the register)."""
    key = addresses.NAV_KEYS[kind]
    match kind:
        case Kind.PRACTICE:
            inner = _practices(leaf) if leaf.catalog.of(kind) or leaf.catalog.frameworks else Markup()
        case Kind.CASE:
            inner = _cases(leaf)
        case Kind.SALON:
            inner = _salons(leaf)
        case Kind.PERSON:
            inner = _people(leaf)
        case _:
            inner = _rows(leaf, kind, newest(leaf.catalog.of(kind)))
    if not inner:
        fragment = f"kb.{kind}" if kind in (Kind.PRACTICE, Kind.SALON) else ""
        inner = empty(leaf, f"empty.{kind}", "do.write", fragment=fragment)
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
