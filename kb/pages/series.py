"""Salons in their order: the page of a series, and the way from one salon to the one before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.model.entry import Entry, Salon
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.model.text import Text
from kb.pages import addresses, frame
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.paging import beginning, further, home_of_page, of_entries
from kb.pages.rows import empty, newest
from kb.pages.sheet import sheet


def in_order(leaf: Leaf, series: str) -> list[Entry]:
    """The salons of a series (of none: all of them), oldest first; those without a date have no place in it."""
    dated = [one for one in leaf.catalog.of(Kind.SALON) if one.date is not None]
    wanted = [one for one in dated if not series or (isinstance(one.detail, Salon) and one.detail.series == series)]
    return newest(wanted)[::-1]


def _nearest(leaf: Leaf, salons: Sequence[Entry]) -> Entry | None:
    """The first one that is for readers of this language."""
    return next((one for one in salons if leaf.readable([one])), None)


def turn(leaf: Leaf, entry: Entry, salon: Salon) -> Markup:
    """Links to the salon before and the one after, of the same series if there is one."""
    order = in_order(leaf, salon.series)
    at = next((place for place, one in enumerate(order) if one.id == entry.id), None)
    if at is None:
        return Markup()
    pairs = (("before", _nearest(leaf, order[:at][::-1])), ("after", _nearest(leaf, order[at + 1 :])))
    links = [
        Markup('<a class="kb-turn__{}" href="{}"><span class="kb-quiet">{}</span><br>{}</a>').format(
            key, leaf.href(one), leaf.say(f"turn.{key}"), leaf.name(one)
        )
        for key, one in pairs
        if one is not None
    ]
    if not links:
        return Markup()
    return Markup('<nav class="kb-turn" aria-label="{}">\n{}\n</nav>\n').format(
        leaf.say("turn.label"), Markup("\n").join(links)
    )


def series_link(leaf: Leaf, series: str) -> Markup:
    """The name of a series, linked to its page; a series that the settings do not name is shown as it is written."""
    name = dict(leaf.catalog.settings.series).get(series)
    if name is None:
        return Markup("{}").format(series)
    return Markup('<a href="{}">{}</a>').format(leaf.here(addresses.of_series(series)), leaf.said(name))


def series_pages(leaf: Leaf, series: str, name: Text) -> Iterator[Page]:
    """All salons of a series, newest first."""
    title, address = name.pick(leaf.ui), addresses.of_series(series)
    found = of_entries(leaf, in_order(leaf, series)[::-1], address)
    top = frame.title_block(leaf.said(name), kicker=leaf.say("fact.series"), alt=name)
    salons = beginning(leaf, found) or empty(leaf, "empty.salon", "do.write")
    html = sheet(leaf, top, Markup(), salons)
    crumbs = [(leaf.say("nav.salons"), addresses.LISTS[Kind.SALON])]
    yield frame.generated_page(leaf, address, title, html, tab="salons", crumbs=crumbs)
    yield from further(leaf, found, home_of_page(leaf, address, title, crumbs, "salons"), title)
