"""All pages of an edition, each at an address of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from kb.editions import Edition
from kb.errors import KbError
from kb.model.entry import Case, Entry, Lesson, Person, Practice, Project, Salon
from kb.model.kinds import PHASES, Kind
from kb.model.page import Page
from kb.model.text import INTERFACE_LANGS, Text
from kb.model.topic import Framework, Topic
from kb.pages import addresses, follow
from kb.pages.case import case_page, further_case_pages
from kb.pages.contribute import contribute_page
from kb.pages.framework import framework_page
from kb.pages.home import home_page
from kb.pages.leaf import Leaf
from kb.pages.lesson import lesson_page
from kb.pages.lists import further_list_pages, list_page
from kb.pages.moved import moved_parts
from kb.pages.parts import Part
from kb.pages.person import further_person_pages, person_page
from kb.pages.phase import further_phase_pages, phase_page
from kb.pages.practice import further_practice_pages, practice_page
from kb.pages.project import further_project_pages, project_page
from kb.pages.register import register_pages
from kb.pages.salon import further_salon_pages, salon_page
from kb.pages.search_place import search_page
from kb.pages.series import series_pages
from kb.pages.topic import further_topic_pages, topic_page, topics_page

_Write = Callable[[Leaf], Iterator[Page]]


def pages(edition: Edition, today: date) -> tuple[Page, ...]:
    """Every page, sorted by path. `today` decides what is overdue and what is to come.

    Raises `KbError` if two pages would have one address.
    """
    found: dict[str, Page] = {}
    for part in page_parts(edition, today):
        for page in part.write(edition):
            if not isinstance(page, Page) or (part.gives_way and page.url in found):
                continue
            if page.url in found:
                raise one_address(page.path, found[page.url].path)
            found[page.url] = page
    return tuple(sorted(found.values(), key=lambda one: one.path))


def one_address(path: str, other: str) -> KbError:
    """What stops a build in which two pages would be at one address."""
    return KbError(
        f"{path} and {other} would have one address",
        "rename the entry",
        zh=(f"{path} 和 {other} 的网址会相同", "请给条目改名"),
    )


def page_parts(edition: Edition, today: date) -> Iterator[Part]:
    """All pages, each a part or with the pages that go on from it; those that give way come last."""
    for entry in edition.catalog.entries:
        if edition.has_page(entry):
            yield Part(f"entry {entry.id}", partial(_entry_page, entry.id, today))
    for ui in INTERFACE_LANGS:
        for name, address, write in _generated(edition):
            yield Part(f"page {ui} {name}", partial(_on_leaf, write, ui, address, today))
    yield from moved_parts(edition, today)


def _entry_page(entry_id: str, today: date, edition: Edition) -> Iterator[Page]:
    entry = edition.catalog.get(entry_id)
    if entry is not None:
        yield from _entry(Leaf(edition, entry.ui, addresses.of_entry(entry.id), today), entry)


def _entry(leaf: Leaf, entry: Entry) -> Iterator[Page]:
    """An entry's page and those on which its lists go on."""
    match entry.detail:
        case Lesson() as lesson:
            yield lesson_page(leaf, entry, lesson)
        case Practice() as practice:
            yield practice_page(leaf, entry, practice)
            yield from further_practice_pages(leaf, entry, practice)
        case Case() as case:
            yield case_page(leaf, entry, case)
            yield from further_case_pages(leaf, entry, case)
        case Salon() as salon:
            yield salon_page(leaf, entry, salon)
            yield from further_salon_pages(leaf, entry)
        case Person() as person:
            yield person_page(leaf, entry, person)
            yield from further_person_pages(leaf, entry)
        case Project() as project:
            yield project_page(leaf, entry, project)
            yield from further_project_pages(leaf, entry)


def _on_leaf(write: _Write, ui: str, address: str, today: date, edition: Edition) -> Iterator[Page]:
    return write(Leaf(edition, ui, addresses.generated(ui, address), today))


def _generated(edition: Edition) -> Iterator[tuple[str, str, _Write]]:
    """(name, address, what writes it) of every page that no file holds, and of those that go on from it."""
    yield "home", "", lambda leaf: iter([home_page(leaf)])
    yield "register", "lessons/", register_pages
    for kind in Kind:
        if kind is not Kind.LESSON:
            yield f"list {kind}", addresses.LISTS[kind], partial(_list, kind)
    yield "topics", "topics/", lambda leaf: iter([topics_page(leaf)])
    for topic in edition.catalog.vocabulary.topics:
        if edition.has_topic(topic):
            yield f"topic {topic.id}", addresses.of_topic(topic.id), partial(_topic, topic)
    for model in edition.catalog.frameworks:
        yield f"framework {model.id}", addresses.of_framework(model.id), partial(_framework, model)
    for series, name in edition.catalog.settings.series:
        yield f"series {series}", addresses.of_series(series), partial(_series, series, name)
    for phase in PHASES:
        yield f"phase {phase}", addresses.of_phase(phase), partial(_phase, phase)
    yield "follow", follow.ADDRESS, lambda leaf: iter([follow.follow_page(leaf)])
    yield "search", "search/", lambda leaf: iter([search_page(leaf)])
    if edition.invites:
        yield "contribute", "contribute/", lambda leaf: iter([contribute_page(leaf)])


def _list(kind: Kind, leaf: Leaf) -> Iterator[Page]:
    yield list_page(leaf, kind)
    yield from further_list_pages(leaf, kind)


def _topic(topic: Topic, leaf: Leaf) -> Iterator[Page]:
    people = leaf.edition.experts(topic)
    yield topic_page(leaf, topic, people)
    yield from further_topic_pages(leaf, topic, people)


def _framework(model: Framework, leaf: Leaf) -> Iterator[Page]:
    yield framework_page(leaf, model)


def _series(series: str, name: Text, leaf: Leaf) -> Iterator[Page]:
    yield from series_pages(leaf, series, name)


def _phase(phase: str, leaf: Leaf) -> Iterator[Page]:
    yield phase_page(leaf, phase)
    yield from further_phase_pages(leaf, phase)
