"""Long lists in plain pages: the first rows where the list belongs, the rest on pages of their own with numbers.

Nothing here needs a script. Addresses end in the page's number (`topics/kickoff/lesson/2/`), counted from one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from kb.model.entry import Entry
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import LONGEST_LIST, row, row_list

EACH = 200  # rows of a further page: some 90 kB, which gzip makes 10

T = TypeVar("T")


def batches(items: Sequence[T], first: int, each: int) -> list[Sequence[T]]:
    """The items of each page; at least one page, even if it is empty."""
    rest = [items[start : start + each] for start in range(first, len(items), each)]
    return [items[:first], *rest]


def at(leaf: Leaf, address: str) -> Leaf:
    """The leaf of another generated page in the same language."""
    return replace(leaf, url=addresses.generated(leaf.ui, address))


def turning(leaf: Leaf, places: Sequence[str], current: int) -> Markup:
    """Numbers of all pages (`places` are their addresses), the present one marked; nothing for a single page."""
    if len(places) < 2:
        return Markup()
    items = Markup("").join(
        Markup('<li><a href="{}"{}>{}</a></li>').format(
            leaf.here(place), Markup(' aria-current="page"') if number == current else "", number
        )
        for number, place in enumerate(places, 1)
    )
    return Markup('<nav class="kb-pages" data-kb-pages aria-label="{}"><ul>{}</ul></nav>\n').format(
        leaf.say("pages.label"), items
    )


def numbered(base: str, number: int) -> str:
    return f"{base}{number}/"


def further(
    leaf: Leaf, home: str, base: str, title: str, entries: Sequence[Entry], crumbs: Sequence[frame.Crumb], tab: str
) -> Iterator[Page]:
    """The pages after the first of a list that begins on the page `home`; none for a list that ends there.

    The other language has its own entries and so its own pages: the switch leads to the page where the list begins.
    """
    parts = batches(entries, LONGEST_LIST, EACH)
    places = [home, *(numbered(base, number) for number in range(2, len(parts) + 1))]
    for number, part in enumerate(parts[1:], 2):
        here = at(leaf, places[number - 1])
        named = leaf.say("pages.title", name=title, n=number, all=len(parts))
        html = Markup().join(
            [
                frame.title_block(named),
                row_list(row(here, one, kind=False) for one in part),
                turning(here, places, number),
            ]
        )
        twin = addresses.generated(frame.OTHER[leaf.ui], home)
        yield frame.generated_page(
            here, places[number - 1], named, html, tab=tab, crumbs=crumbs, twin=twin, twin_exact=False
        )
