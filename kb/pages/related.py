"""What else to read: entries that mention this one, and entries about the same rare topics."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping

from kb.catalog import Catalog
from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.pages.leaf import Leaf
from kb.pages.looked import Looked
from kb.pages.markup import Markup
from kb.pages.rows import row, row_list, section

COMMON = 200  # a topic with more entries than this says nothing about likeness, and costs time
SHOWN = 4


def related(catalog: Catalog, entry: Entry) -> list[Entry]:
    """The entries most like this one, best first: each shared topic counts by how few carry it; equal ones by id."""
    shared = [_by_id(catalog, one) for one in dict.fromkeys(catalog.topic_ids(entry))]
    topics = [others for others in shared if 0 < len(others) <= COMMON]
    score: dict[str, float] = {}
    for others in topics:
        share = 1 / len(others)
        again = {one: score[one] + share for one in others.keys() & score.keys()}
        score |= dict.fromkeys(others, share) | again
    linked = {link.target for link in catalog.links(entry.id)} | {entry.id}
    linked |= {link.source for link in catalog.backlinks(entry.id)}
    for one in linked & score.keys():
        del score[one]
    found = ChainMap(*topics)
    return [found[one] for one in _best(score)]


def _best(score: Mapping[str, float]) -> list[str]:
    """Those with the highest scores; only they are put in order."""
    least = sorted(score.values(), reverse=True)[: 2 * SHOWN][-1:]
    best = sorted([(-value, one) for one, value in score.items() if value >= least[0]])
    return [one for _, one in best[: 2 * SHOWN]]


def _by_id(catalog: Catalog, topic_id: str) -> dict[str, Entry]:
    def made() -> dict[str, Entry]:
        return {one.id: one for one in catalog.tagged(topic_id)}

    return catalog.once(("by id", topic_id), made) if isinstance(catalog, Looked) else made()


def mentions(catalog: Catalog, entry: Entry) -> list[Entry]:
    """Entries whose text links here and that no other part of the page names, by id."""
    named = {link.target for link in catalog.links(entry.id)}
    typed = {link.source for link in catalog.backlinks(entry.id) if link.relation != "body"}
    found = catalog.referring(entry.id, "body")
    return [one for one in found if one.id not in named | typed and one.kind is not Kind.PERSON]


def _once(leaf: Leaf, entry: Entry, found: list[Entry]) -> list[Entry]:
    """Without translations of what the page is about, and without what it or its own translation names already."""
    twin = leaf.translation(entry)
    named: set[str] = set()
    for one in (entry, twin) if twin is not None else (entry,):
        named |= {one.id} | {link.target for link in leaf.catalog.links(one.id)}
        named |= {link.source for link in leaf.catalog.backlinks(one.id)}
    pairs = [(one, leaf.translation(one)) for one in leaf.readable(found)]
    return [one for one, pair in pairs if one.id not in named and (pair is None or pair.id not in named)]


def related_part(leaf: Leaf, entry: Entry) -> Markup:
    """The part at the end of an entry's page: who mentions it first, then what is like it."""
    first = _once(leaf, entry, mentions(leaf.catalog, entry))[:SHOWN]
    seen = {one.id for one in first}
    alike = [one for one in _once(leaf, entry, related(leaf.catalog, entry)) if one.id not in seen]
    alike = alike[: max(0, SHOWN - len(first))]
    shown = row_list(row(leaf, one, brief=True) for one in [*first, *alike])
    return section("related", leaf.say("head.related"), shown)
