"""All pages of an edition, each at an address of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from kb.editions import Edition
from kb.errors import KbError
from kb.model.entry import Case, Entry, Lesson, Person, Practice, Project, Salon
from kb.model.kinds import PHASES, Kind
from kb.model.page import Page
from kb.model.text import INTERFACE_LANGS
from kb.pages import addresses, frame
from kb.pages.body import PAGE_LANG
from kb.pages.case import case_page
from kb.pages.contribute import contribute_page
from kb.pages.framework import framework_page
from kb.pages.home import home_page
from kb.pages.leaf import Leaf
from kb.pages.lesson import lesson_page
from kb.pages.lists import list_page
from kb.pages.person import person_page
from kb.pages.phase import phase_page
from kb.pages.practice import practice_page
from kb.pages.project import project_page
from kb.pages.register import register_page
from kb.pages.salon import salon_page
from kb.pages.search_place import search_page
from kb.pages.topic import topic_page, topics_page


def pages(edition: Edition, today: date) -> tuple[Page, ...]:
    """Every page, sorted by path. `today` decides what is overdue and what is to come.

    Raises `KbError` if two pages would have one address.
    """
    found: dict[str, Page] = {}
    for page in (*_entries(edition, today), *_generated(edition, today)):
        if page.url in found:
            other = found[page.url].path
            raise KbError(f"{page.path} and {other} would have one address", "rename the entry")
        found[page.url] = page
    for page in _redirects(edition, today):
        found.setdefault(page.url, page)
    return tuple(sorted(found.values(), key=lambda one: one.path))


def _entries(edition: Edition, today: date) -> Iterator[Page]:
    for entry in edition.catalog.entries:
        if edition.has_page(entry):
            yield _entry(Leaf(edition, entry.ui, addresses.of_entry(entry.id), today), entry)


def _entry(leaf: Leaf, entry: Entry) -> Page:
    match entry.detail:
        case Lesson() as lesson:
            return lesson_page(leaf, entry, lesson)
        case Practice() as practice:
            return practice_page(leaf, entry, practice)
        case Case() as case:
            return case_page(leaf, entry, case)
        case Salon() as salon:
            return salon_page(leaf, entry, salon)
        case Person() as person:
            return person_page(leaf, entry, person)
        case Project() as project:
            return project_page(leaf, entry, project)


def _generated(edition: Edition, today: date) -> Iterator[Page]:
    experts = _experts(edition)
    for ui in INTERFACE_LANGS:

        def leaf(address: str, ui: str = ui) -> Leaf:
            return Leaf(edition, ui, addresses.generated(ui, address), today)

        yield home_page(leaf(""))
        yield register_page(leaf("lessons/"))
        for kind in Kind:
            if kind is not Kind.LESSON:
                yield list_page(leaf(addresses.LISTS[kind]), kind)
        yield topics_page(leaf("topics/"))
        for topic in edition.catalog.vocabulary.topics:
            yield topic_page(leaf(addresses.of_topic(topic.id)), topic, experts[topic.id])
        for model in edition.catalog.frameworks:
            yield framework_page(leaf(addresses.of_framework(model.id)), model)
        for phase in PHASES:
            yield phase_page(leaf(addresses.of_phase(phase)), phase)
        yield search_page(leaf("search/"))
        yield contribute_page(leaf("contribute/"))


def _experts(edition: Edition) -> dict[str, list[Entry]]:
    """Topic id → people with a page who say that they know about it, by id."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for person in edition.catalog.of(Kind.PERSON):
        if isinstance(person.detail, Person) and edition.has_page(person):
            topics = [edition.catalog.vocabulary.find(word) for word in person.detail.expertise]
            for topic_id in dict.fromkeys(topic.id for topic in topics if topic is not None):
                found[topic_id].append(person)
    return found


def _redirects(edition: Edition, today: date) -> Iterator[Page]:
    """A page at every old id that sends the reader on, and says so to those whom it cannot send."""
    for old, new in sorted(edition.catalog.redirects.items()):
        entry = edition.catalog.get(new)
        if entry is None or not edition.has_page(entry):
            continue
        leaf = Leaf(edition, entry.ui, addresses.of_entry(old), today)
        html = frame.title_block(
            leaf.say("moved.title"), Markup("{} {}").format(leaf.say("moved.lead"), leaf.link(entry))
        )
        meta: dict[str, object] = {
            "ui": leaf.ui,
            "kind": "redirect",
            "tab": addresses.NAV_KEYS[entry.kind],
            "crumbs": [],
            "twin": addresses.generated(frame.OTHER[leaf.ui], ""),
            "twin_exact": False,
            "redirect": leaf.to(addresses.of_entry(entry.id)),
        }
        yield Page(f"{old}.md", leaf.say("moved.title"), str(html), PAGE_LANG[leaf.ui], (), meta)
