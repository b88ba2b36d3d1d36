"""Ways to break what keeps an edition apart: each is a real function of the project, replaced by one that is wrong."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.adapters.edition_note import NOTE
from kb.catalog import Catalog
from kb.editions import Edition, edition
from kb.leaks.found import LeakFound
from kb.leaks.marks import Leak
from kb.model.entry import Entry
from kb.model.kinds import Audience
from kb.model.text import Text
from kb.pages.leaf import Leaf
from kb.workspace import Workspace
from tests.leaks.canary_base import HIDDEN

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Hole:
    """A function that is broken, how, and a part of the path of a file that then leaks."""

    where: str
    broken: Callable[[Any, Edition], Any]
    file: str


def sees_all(real: Any, whole: Edition) -> Any:
    """A part of the site that looks at the whole base and not at the edition."""

    def wide(value: Any) -> Any:
        match value:
            case Edition():
                return whole
            case Leaf():
                return replace(value, edition=whole)
            case Catalog():
                return whole.catalog
        return value

    return lambda *args, **named: real(*map(wide, args), **{key: wide(one) for key, one in named.items()})


def adding(**change: Callable[[Entry, Entry], Any]) -> Callable[[Any, Edition], Any]:
    """An edition whose public lesson says something of the hidden one."""

    def broken(real: Any, whole: Edition) -> Any:
        hidden = whole.catalog.get(HIDDEN)
        assert hidden is not None

        def kept(entry: Entry, known: Any) -> Entry:
            shown: Entry = real(entry, known)
            more = {key: make(shown, hidden) for key, make in change.items()} if entry.id == "lessons/2026/seen" else {}
            return replace(shown, **more)

        return kept

    return broken


def always(value: Any) -> Callable[[Any, Edition], Any]:
    return lambda real, whole: lambda *args, **named: value


def first(real: Any, whole: Edition) -> Any:
    """Gives its first argument back as it is."""
    return lambda value, *rest: value


def hidden_document(real: Any, whole: Edition) -> Any:
    """Search data that hold the text of the hidden lesson where the shown one is found."""
    hidden = whole.catalog.get(HIDDEN)
    assert hidden is not None
    return lambda entry, catalog: real(entry, catalog)._replace(text=real(hidden, whole.catalog).text)


def more_pictures(real: Any, whole: Edition) -> Any:
    return lambda made: (*real(made), "lessons/2026/bill.png")


HOLES = {
    "every entry": Hole("kb.editions.visible", always(True), "lessons/2026/canaryid-late-vendor/index.html"),
    "title": Hole("kb.editions.keep_references", adding(title=lambda one, other: other.title), "seen/index.html"),
    "summary": Hole("kb.editions.keep_references", adding(summary=lambda one, other: other.summary), "seen/index.html"),
    "body": Hole("kb.editions.keep_references", adding(body=lambda one, other: other.body), "search/data/"),
    "tag": Hole("kb.editions.keep_references", adding(tags=lambda one, other: ("canaryid-late-vendor",)), "api/v1/"),
    "quotation": Hole("kb.editions.keep_references", adding(sources=lambda one, other: other.sources), "seen/"),
    "Chinese title": Hole("kb.editions.keep_references", adding(title=lambda one, other: Text((("zh", other.title.pick("zh")),))), "seen/index.html"),
    "old id": Hole("kb.editions.keep_references", adding(old_ids=lambda one, other: other.old_ids), "lessons/2026/canaryalias/index.html"),
    "path on a machine": Hole("kb.editions._shown", lambda real, whole: lambda entry, *rest: replace(real(entry, *rest), sources=entry.sources), "api/v1/"),
    "id in a reference": Hole("kb.editions.references.Known.one", lambda real, whole: lambda self, written: written, "api/v1/"),
    "fenced part": Hole("kb.editions._shown", first, "lessons/2026/seen/index.html"),
    "person without consent": Hole("kb.editions._by_consent", first, "people"),
    "pseudonym": Hole("kb.editions._ids", lambda real, whole: lambda kept: {one.id: one.id for one in kept}, "api/v1/"),
    "related": Hole("kb.pages.lesson.related_part", sees_all, "lessons/2026/seen/index.html"),
    "evidence of a lesson": Hole("kb.pages.lesson.lesson_evidence", sees_all, "lessons/2026/seen/index.html"),
    "evidence of a practice": Hole("kb.pages.site.practice_page", sees_all, "content/practices/seen/index.html"),
    "list page": Hole("kb.pages.site.list_page", sees_all, "index.html"),
    "topic page": Hole("kb.pages.site.topic_page", sees_all, "topics/kickoff/index.html"),
    "series and neighbours": Hole("kb.pages.site.series_pages", sees_all, "series/monthly"),
    "person page": Hole("kb.pages.site.person_page", sees_all, "content/people/li-na/index.html"),
    "home page": Hole("kb.pages.site.home_page", sees_all, "index.html"),
    "feed": Hole("kb.pages.conventions.files.feed", sees_all, "feed."),
    "calendar": Hole("kb.pages.conventions.files.whole_calendar", sees_all, "calendar.ics"),
    "CSV": Hole("kb.pages.conventions.files.register_table", sees_all, "register.csv"),
    "JSON lists": Hole("kb.pages.conventions.files.api_lists", sees_all, "api/v1/"),
    "JSON of an entry": Hole("kb.pages.conventions.files.entry_file", sees_all, "api/v1/entries/"),
    "llms.txt": Hole("kb.pages.conventions.files.llms", sees_all, "llms.txt"),
    "search data": Hole("kb.pipeline.search_data.document", hidden_document, "search/data/t/"),
    "picture": Hole("kb.pages.assets", more_pictures, "lessons/2026/bill.png"),
}  # fmt: skip


@contextmanager
def opened(hole: Hole, whole: Edition) -> Iterator[None]:
    """The project with this function broken."""
    place, _, function = hole.where.rpartition(".")
    try:
        owner: Any = importlib.import_module(place)
    except ModuleNotFoundError:
        owner = getattr(importlib.import_module(place.rpartition(".")[0]), place.rpartition(".")[2])
    real = getattr(owner, function)
    setattr(owner, function, hole.broken(real, whole))
    try:
        yield
    finally:
        setattr(owner, function, real)


def leaks_through(workspace: Workspace, hole: Hole) -> tuple[Leak, ...]:
    """What stops the build of the public edition when the hole is open; nothing, if nothing does."""
    whole = edition(workspace.load().catalog, Audience.INTERNAL)
    fresh = workspace.again()
    fresh._folders.clear()
    # The hole is in this process, not in any file that a build looks at. Without a note of the build before, every
    # file is made; while the hole is open it must not find "nothing changed" either.
    (workspace.root / "build" / Audience.PUBLIC / NOTE).unlink(missing_ok=True)
    with opened(hole, whole):
        try:
            fresh.build(Audience.PUBLIC, TODAY, stays=True)
        except LeakFound as found:
            return found.leaks
    return ()
