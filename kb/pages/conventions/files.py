"""All files that the conventions ask for, in one list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from kb.editions import Edition
from kb.model.kinds import Kind
from kb.model.page import DataFile, Page
from kb.model.text import INTERFACE_LANGS
from kb.pages.conventions.api import api_lists, entry_file
from kb.pages.conventions.calendar import salon_calendar, whole_calendar
from kb.pages.conventions.feeds import feed
from kb.pages.conventions.llms import llms
from kb.pages.conventions.sitemap import sitemap
from kb.pages.conventions.spoken import spoken
from kb.pages.conventions.table import register_table
from kb.pages.parts import Part, Write


def convention_files(edition: Edition, today: date, pages: Sequence[Page]) -> tuple[DataFile, ...]:
    """Every such file, sorted by path. `pages` are the edition's; what lies after `today` does not look like news."""
    written = (one for part in convention_parts(edition, today) for one in part.write(edition))
    files = [one for one in written if isinstance(one, DataFile)]
    return tuple(sorted([*files, *sitemap(edition, pages)], key=lambda one: one.path))


def convention_parts(edition: Edition, today: date) -> Iterator[Part]:
    """All but the site map, which is made of pages."""
    for ui in INTERFACE_LANGS:
        yield Part(f"feed {ui}", partial(feed, ui=ui, today=today))
        for topic in edition.catalog.vocabulary.topics:
            yield Part(f"feed {ui} {topic.id}", partial(feed, ui=ui, today=today, topic=topic))
        yield Part(f"table {ui}", _alone(partial(register_table, ui=ui, today=today)))
        yield Part(f"calendar {ui}", _alone(partial(whole_calendar, ui=ui, today=today)))
    for salon in edition.catalog.of(Kind.SALON):
        yield Part(f"calendar {salon.id}", partial(salon_calendar, entry_id=salon.id, today=today))
    yield Part("api", api_lists)
    for entry in edition.catalog.entries:
        if edition.has_page(entry):
            yield Part(f"api {entry.id}", partial(_entry_file, entry.id))
    yield Part("words", _alone(spoken))
    yield Part("llms", _alone(partial(llms, today=today)))


def _alone(write: Callable[[Edition], DataFile]) -> Write:
    return lambda edition: [write(edition)]


def _entry_file(entry_id: str, edition: Edition) -> Iterator[DataFile]:
    entry = edition.catalog.get(entry_id)
    if entry is not None:
        yield entry_file(edition, entry)
