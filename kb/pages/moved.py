"""Pages at the addresses that an entry or a topic once had: each sends the reader on, and says so to whom it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kb.editions import Edition
from kb.model.page import Page
from kb.model.text import INTERFACE_LANGS
from kb.pages import addresses, frame
from kb.pages.body import PAGE_LANG
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.parts import Part
from kb.vocabulary import Vocabulary


def moved_parts(edition: Edition, today: date) -> Iterator[Part]:
    """Every such page. All give way: an address in use is never taken."""
    for old, new in sorted(edition.catalog.redirects.items()):
        moved = edition.catalog.get(new)
        if moved is not None and edition.has_page(moved):
            yield Part(f"moved {old}", partial(_entry, old, new, today), gives_way=True)
    vocabulary = edition.catalog.vocabulary
    for old, topic in sorted(former_topics(vocabulary).items()):
        now = vocabulary.get(topic)
        for ui in INTERFACE_LANGS if now is not None and edition.has_topic(now) else ():
            yield Part(f"moved topic {ui} {old}", partial(_topic, old, topic, ui, today), gives_way=True)


def former_topics(vocabulary: Vocabulary) -> dict[str, str]:
    """Ids that topics once had → the id of the topic now; of two that claim one the first, and none that is in use."""
    found: dict[str, str] = {}
    for topic in vocabulary.topics:
        for old in topic.former:
            if old not in vocabulary:
                found.setdefault(old, topic.id)
    return found


def _entry(old: str, new: str, today: date, edition: Edition) -> Iterator[Page]:
    entry = edition.catalog.get(new)
    if entry is not None:
        leaf = Leaf(edition, entry.ui, addresses.of_entry(old), today)
        tab = addresses.NAV_KEYS[entry.kind]
        yield _page(leaf, f"{old}.md", tab, leaf.to(addresses.of_entry(entry.id)), leaf.link(entry))


def _topic(old: str, new: str, ui: str, today: date, edition: Edition) -> Iterator[Page]:
    topic = edition.catalog.vocabulary.get(new)
    if topic is not None:
        address = addresses.generated(ui, addresses.of_topic(old))
        leaf = Leaf(edition, ui, address, today)
        way = leaf.here(addresses.of_topic(new))
        link = Markup('<a href="{}">{}</a>').format(way, topic.label.pick(ui))
        yield _page(leaf, addresses.staged_path(address), "topics", way, link, addresses.of_topic(old))


def _page(leaf: Leaf, path: str, tab: str, way: str, link: Markup, twin: str = "") -> Page:
    html = frame.title_block(leaf.say("moved.title"), Markup("{} {}").format(leaf.say("moved.lead"), link))
    meta: dict[str, object] = {
        "ui": leaf.ui,
        "kind": "redirect",
        "tab": tab,
        "crumbs": [],
        "twin": addresses.generated(frame.OTHER[leaf.ui], twin),
        "twin_exact": False,
        "redirect": way,
    }
    return Page(path, leaf.say("moved.title"), str(html), PAGE_LANG[leaf.ui], (), meta)
