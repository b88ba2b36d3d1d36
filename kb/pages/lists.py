"""The front page of every other kind: practices by element, cases, salons to come and past, people, projects."""

from __future__ import annotations

from markupsafe import Markup

from kb.model.entry import Entry, Practice
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.case import tiles
from kb.pages.framework import coverage, star_of
from kb.pages.leaf import Leaf
from kb.pages.person import people_rows
from kb.pages.rows import empty, newest, row, row_list, rows, section


def salons_by_time(leaf: Leaf) -> tuple[list[Entry], list[Entry]]:
    """(to come, soonest first; past and undated, newest first), as seen from the leaf's day."""
    salons = newest(leaf.catalog.of(Kind.SALON))
    coming = [one for one in salons if one.date is not None and one.date >= leaf.today]
    return coming[::-1], [one for one in salons if one not in coming]


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
        return rows(leaf, rest, kind=False)
    return Markup().join(parts) + section("other", leaf.say("nav.practices"), rows(leaf, rest, kind=False))


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
        "past", leaf.say("list.past"), rows(leaf, past, kind=False)
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
            inner = rows(leaf, newest(leaf.catalog.of(kind)), kind=False)
    if not inner:
        fragment = f"kb.{kind}" if kind in (Kind.PRACTICE, Kind.SALON) else ""
        inner = empty(leaf, f"empty.{kind}", "do.write", fragment=fragment)
    title = leaf.say(f"list.{key}")
    html = frame.title_block(title, leaf.say(f"list.{key}.lead")) + inner
    return frame.generated_page(leaf, addresses.LISTS[kind], title, html, tab=key, wide=kind is Kind.PRACTICE)


def unused_practice(entry: Entry) -> bool:
    """Whether a practice has no lesson in its changelog."""
    return isinstance(entry.detail, Practice) and not any(one.because for one in entry.detail.changelog)
