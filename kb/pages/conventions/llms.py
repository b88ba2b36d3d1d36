"""`llms.txt`: the way through the site for a program that reads text, as Markdown in the site's first language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kb.editions import Edition
from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.model.page import DataFile
from kb.model.text import interface_lang
from kb.pages import addresses
from kb.pages.brief import about, called
from kb.pages.conventions.places import API, LLMS, REGISTER, absolute
from kb.pages.leaf import Leaf
from kb.pages.rows import newest
from kb.pages.trust import OUT_OF_USE

KINDS = (Kind.PRACTICE, Kind.LESSON, Kind.CASE, Kind.SALON)
SHOWN = 100  # of each kind; the API has all
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def llms(edition: Edition, today: date) -> DataFile:
    settings = edition.catalog.settings
    leaf = Leaf(edition, interface_lang(settings.languages[0]), "", today)
    return DataFile(LLMS, ("\n".join(_lines(leaf)) + "\n").encode())


def _plain(text: str) -> str:
    """Words that mean nothing in Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def _lines(leaf: Leaf) -> Iterator[str]:
    settings = leaf.catalog.settings
    yield f"# {_plain(settings.name.pick(leaf.ui))}"
    if settings.tagline is not None:
        yield f"\n> {_plain(settings.tagline.pick(leaf.ui))}"
    for kind in KINDS:
        found = [one for one in newest(leaf.readable(leaf.catalog.of(kind))) if one.status not in OUT_OF_USE]
        if found:
            yield f"\n## {leaf.say(f'nav.{addresses.NAV_KEYS[kind]}')}\n"
            yield from (_line(leaf, one) for one in found[:SHOWN])
    topics = [one for one in leaf.catalog.vocabulary.topics if leaf.edition.has_topic(one)]
    if topics:
        yield f"\n## {leaf.say('nav.topics')}\n"
    for topic in topics:
        address = addresses.generated(leaf.ui, addresses.of_topic(topic.id))
        yield f"- [{_plain(topic.label.pick(leaf.ui))}]({absolute(leaf, address)})"
    yield f"\n## {leaf.say('llms.data')}\n"
    for address, key in ((f"{API}index.json", "llms.api"), (addresses.generated(leaf.ui, REGISTER), "llms.register")):
        yield f"- [{leaf.say(key)}]({absolute(leaf, address)})"


def _line(leaf: Leaf, entry: Entry) -> str:
    said = about(entry, leaf.ui)
    link = f"- [{_plain(called(entry, leaf.ui))}]({absolute(leaf, addresses.of_entry(entry.id))})"
    return f"{link}: {_plain(said)}" if said else link
