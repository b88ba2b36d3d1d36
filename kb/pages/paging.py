"""Long lists in plain pages: the first rows where the list belongs, the rest on pages of their own with numbers.

Nothing here needs a script. Addresses end in the page's number (`topics/kickoff/lesson/2/`), counted from one. The
pages that go on from an entry's page are below the list of its kind (`people/x/wrote/2/`): what is below `lessons/`
and `content/` belongs to entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Generic, TypeVar

from kb.model.entry import Entry
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import LONGEST_LIST, row, row_list

EACH = 200  # rows of a further page: some 90 kB, which gzip makes 10
ON_ENTRY = 7  # rows of one list on the page of an entry, which is read for its own text
ON_HUB = 6  # the same for a person or a project, which have several lists

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LongList(Generic[T]):
    """A list that begins on one page and goes on below the address `base`, which names no language.

    `line` writes one item as a row; `first` is how many stand where the list begins.
    """

    items: Sequence[T]
    line: Callable[[Leaf, T], Markup]
    base: str
    first: int = LONGEST_LIST

    @property
    def begins(self) -> int:
        """How many stand where the list begins: all of a list that would go on for a few rows only."""
        return self.first if 2 * len(self.items) > 3 * self.first else len(self.items)


@dataclass(frozen=True, slots=True)
class Home:
    """The page where lists begin: its own address, the way to it and itself as crumbs, its tab, its twin's address."""

    address: str
    trail: tuple[frame.Crumb, ...]
    tab: str
    twin: str


def of_entries(
    leaf: Leaf,
    entries: Sequence[Entry],
    base: str,
    first: int = LONGEST_LIST,
    kind: bool = False,
    brief: bool = False,
    topics: bool = True,
) -> LongList[Entry]:
    """A list of entries as rows; of two translations of one thing only the one in the reader's language."""
    return LongList(leaf.readable(entries), partial(_row, kind, brief, topics), base, first)


def _row(kind: bool, brief: bool, topics: bool, leaf: Leaf, entry: Entry) -> Markup:
    return row(leaf, entry, kind=kind, brief=brief, topics=topics)


def below(entry: Entry, name: str) -> str:
    """The base of a list that begins on an entry's page."""
    return f"{addresses.LISTS[entry.kind]}{entry.id.rpartition('/')[2]}/{name}/"


def home_of_entry(leaf: Leaf, entry: Entry) -> Home:
    """The switch of language leads to the entry's translation or, without one, to the list of its kind."""
    pair = leaf.translation(entry)
    section = addresses.LISTS[entry.kind]
    trail = (
        (leaf.say(f"nav.{addresses.NAV_KEYS[entry.kind]}"), addresses.generated(leaf.ui, section)),
        (str(leaf.name(entry).striptags()), addresses.of_entry(entry.id)),
    )
    twin = addresses.generated(frame.OTHER[leaf.ui], section) if pair is None else addresses.of_entry(pair.id)
    return Home(addresses.of_entry(entry.id), trail, addresses.NAV_KEYS[entry.kind], twin)


def home_of_page(leaf: Leaf, address: str, name: str, crumbs: Sequence[frame.Crumb], tab: str) -> Home:
    """The home of lists that begin on a generated page; the other language has its own entries and so its own lists."""
    trail = tuple((label, addresses.generated(leaf.ui, where)) for label, where in (*crumbs, (name, address)))
    return Home(addresses.generated(leaf.ui, address), trail, tab, addresses.generated(frame.OTHER[leaf.ui], address))


def beginning(leaf: Leaf, one: LongList[T]) -> Markup:
    """The first rows and, if there are more, a link to the page that goes on; nothing for an empty list."""
    shown = row_list(one.line(leaf, item) for item in one.items[: one.begins])
    more = len(one.items) - one.begins
    if more <= 0:
        return shown
    link = Markup('<p class="kb-more"><a href="{}">{}</a></p>\n')
    return shown + link.format(leaf.here(numbered(one.base, 2)), leaf.say("rest.n", n=more))


def further(leaf: Leaf, one: LongList[T], home: Home, title: str) -> Iterator[Page]:
    """The pages after the first of a list; none for a list that ends where it begins."""
    parts = batches(one.items, one.begins, EACH)
    rest = [addresses.generated(leaf.ui, numbered(one.base, number)) for number in range(2, len(parts) + 1)]
    places = [home.address, *rest]
    for number, part in enumerate(parts[1:], 2):
        here = replace(leaf, url=places[number - 1])
        named = leaf.say("pages.title", name=title, n=number, all=len(parts))
        html = Markup().join(
            [
                frame.title_block(named),
                row_list(one.line(here, item) for item in part),
                turning(here, places, number),
            ]
        )
        yield frame.generated_page(
            here,
            numbered(one.base, number),
            named,
            html,
            tab=home.tab,
            trail=home.trail,
            twin=home.twin,
            twin_exact=False,
        )


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
            leaf.to(place), Markup(' aria-current="page"') if number == current else "", number
        )
        for number, place in enumerate(places, 1)
    )
    return Markup('<nav class="kb-pages" data-kb-pages aria-label="{}"><ul>{}</ul></nav>\n').format(
        leaf.say("pages.label"), items
    )


def numbered(base: str, number: int) -> str:
    return f"{base}{number}/"
