"""Building a site: an edition in, every file that is staged out. Nothing here touches the disk.

The one idea: a site is made of parts, and a part that asks the edition what it asked last time, and is answered as
it was then, is not written again (see `kb.pages.looked`). What comes out is the same, whatever was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from sys import intern
from typing import Any, Protocol

from kb.editions import Edition
from kb.model.page import DataFile, Page
from kb.pages import convention_parts, page_parts, sitemap
from kb.pages.looked import Looked, sum_of
from kb.pages.parts import Part
from kb.pages.shards import is_search_file
from kb.pages.site import one_address
from kb.pipeline.search_data import Documents, SearchData, Store
from kb.render import staged

Write = Callable[[str, bytes], None]

_LISTED = ("ui", "twin", "twin_exact", "redirect")  # what the site map reads of a page's `meta`


@dataclass(frozen=True, slots=True)
class Written:
    """A part as it was written: the sums of its files, what it asked, and what the site map needs of its pages."""

    files: Mapping[str, str]
    asked: tuple[str, ...]
    pages: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was staged last (`files`: path → sum of the bytes), and what from: plain JSON values all through.

    `basis` stands for what every part depends on, `answers` for what each of them asked. `documents` are the sums of
    what the search index was made from, by id.
    """

    basis: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Written] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return sum(path.endswith(".md") for path in self.files)


class Shelf(Protocol):
    """Where the files of a site go, and where those of the last one still are."""

    def write(self, path: str, data: bytes) -> None:
        """Take in a file that is new or has new bytes."""
        ...

    def value(self, path: str) -> Any:
        """The JSON value of a data file as it was; None if there was none."""
        ...

    @property
    def terms(self) -> Store: ...

    def meanwhile(self, work: Callable[[], Searched]) -> AbstractContextManager[Callable[[], Searched]]:
        """Begin work that writes files of its own, if it can be done beside the rest; gives what waits for its end."""
        ...


@dataclass(frozen=True, slots=True)
class Searched:
    """The files of the search index that were made, with their sums; `others` stay as they were.

    `documents` are the sums of what the index is made from, by id.
    """

    files: Mapping[str, str]
    gone: frozenset[str]
    others: bool
    documents: Mapping[str, str]


@dataclass(slots=True)
class Recall:
    """What one process remembers of the build before. It saves time and changes nothing."""

    looked: Looked | None = None
    documents: Documents = field(default_factory=Documents)


_NO_SEARCH = Searched({}, frozenset(), others=False, documents={})


def make(
    edition: Edition,
    today: date,
    software: str,
    memory: Memory,
    shelf: Shelf,
    recall: Recall | None = None,
    *,
    search: bool = True,
) -> Memory:
    """Hand every file of the site that `memory` lacks, or has with other bytes, to the shelf; gives what is there then.

    `software` stands for the code and the libraries that make the files; without `search` the site has no search
    data. Raises `KbError` if two pages would have one address.
    """
    basis = _basis(edition, today, software)
    recall = recall or Recall()
    looked = recall.looked = Looked(edition.catalog, recall.looked)
    known = memory if memory.basis == basis else Memory()
    stale = {question for question, answer in known.answers.items() if looked.answer(question) != answer}
    files = _Files(memory.files, shelf.write)
    work = partial(_searched, edition, basis, software, memory, shelf, recall)
    with shelf.meanwhile(work) if search else nullcontext(lambda: _NO_SEARCH) as searched:
        parts = _parts(edition, today, looked, known, stale, files)
        found = searched()
    files.keep(found.files)
    if found.others:
        made = found.files.keys() | found.gone
        files.keep({path: memory.files[path] for path in memory.files if is_search_file(path) and path not in made})
    for file in _site_map(edition, parts.values(), files):
        files.add(file.path, file.data)
    answers = {question: looked.answer(question) for part in parts.values() for question in part.asked}
    return Memory(basis, answers, parts, files.all, found.documents)


def _parts(
    edition: Edition, today: date, looked: Looked, known: Memory, stale: Set[str], files: _Files
) -> dict[str, Written]:
    parts: dict[str, Written] = {}
    for part in (*page_parts(edition, today), *convention_parts(edition, today)):
        before = known.parts.get(part.name)
        if before is not None and stale.isdisjoint(before.asked) and files.has(before.files):
            files.keep(before.files, part.gives_way)
            parts[part.name] = before
        else:
            parts[part.name] = _written(part, Edition(edition.audience, looked), looked, files)
    return parts


def _searched(edition: Edition, basis: str, software: str, memory: Memory, shelf: Shelf, recall: Recall) -> Searched:
    """Make the files of the search index that may differ from what they were."""
    assert recall.looked is not None
    documents = recall.documents.of(edition, recall.looked, basis)
    search = SearchData(edition, documents, software, memory.documents, shelf.terms, shelf.value)
    sums: dict[str, str] = {}
    gone: set[str] = set()
    for path, file in search.files():
        if file is None:
            gone.add(path)
            continue
        sums[path] = sum_of(file.data)
        if memory.files.get(path) != sums[path]:
            shelf.write(path, file.data)
    return Searched(sums, frozenset(gone), not search.anew, search.sums)


def _basis(edition: Edition, today: date, software: str) -> str:
    """The sum of what every part may look at without asking."""
    catalog = edition.catalog
    shared = (catalog.settings, catalog.vocabulary.topics, catalog.frameworks)
    return sum_of(f"{software}\n{today}\n{edition.audience}\n{shared!r}")


def _written(part: Part, edition: Edition, looked: Looked, files: _Files) -> Written:
    looked.asked = set()
    made = {one.path: one for one in part.write(edition)}
    data = {path: staged(one) if isinstance(one, Page) else one.data for path, one in made.items()}
    sums = {path: files.add(path, data[path], part.gives_way) for path in data}
    pages = {path: _listed(one) for path, one in made.items() if isinstance(one, Page)}
    return Written(sums, tuple(map(intern, sorted(looked.asked))), pages)


def _listed(page: Page) -> dict[str, object]:
    return {key: page.meta[key] for key in _LISTED if key in page.meta}


def _site_map(edition: Edition, parts: Iterable[Written], files: _Files) -> Iterable[DataFile]:
    listed = {path: meta for part in parts for path, meta in part.pages.items() if path in files.all}
    return sitemap(edition, [Page(path, "", "", meta=meta) for path, meta in sorted(listed.items())])


class _Files:
    """The files of the site that is being made, each at an address of its own."""

    def __init__(self, before: Mapping[str, str], write: Write) -> None:
        self.all: dict[str, str] = {}
        self._before, self._write = before, write
        self._addresses: dict[str, str] = {}

    def has(self, files: Mapping[str, str]) -> bool:
        """Whether these files are there with these bytes from last time."""
        return all(self._before.get(path) == total for path, total in files.items())

    def keep(self, files: Mapping[str, str], gives_way: bool = False) -> None:
        for path, total in files.items():
            if self._takes(path, gives_way):
                self.all[path] = total

    def add(self, path: str, data: bytes, gives_way: bool = False) -> str:
        """Take a file in, and write it if it differs from what is there; its sum."""
        total = sum_of(data)
        if self._takes(path, gives_way):
            self.all[path] = total
            if self._before.get(path) != total:
                self._write(path, data)
        return total

    def _takes(self, path: str, gives_way: bool) -> bool:
        """Whether the file has its address to itself. Raises `KbError` if two files would have one."""
        address = Page(path, "", "").url if path.endswith(".md") else path
        other = self._addresses.get(address)
        if other is not None and not gives_way:
            raise one_address(path, other)
        self._addresses.setdefault(address, path)
        return other is None


def epoch(edition: Edition) -> int:
    """Midnight UTC of the newest date in the edition, in seconds; 0 for one without dates.

    It is the build's time stamp, so that the same content gives the same bytes.
    """
    dates = [one for entry in edition.catalog.entries for one in (entry.date, entry.reviewed) if one is not None]
    return int(datetime.combine(max(dates), time(), UTC).timestamp()) if dates else 0
