"""Building a site: an edition in, every file that is staged out. Nothing here touches the disk.

The one idea: a site is made of parts, and a part that asks the edition what it asked last time, and is answered as
it was then, is not written again (see `kb.pages.looked`). What comes out is the same, whatever was kept, and whoever
wrote which part: none of them knows of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import chain
from typing import Any, Protocol, TypeVar

from kb.editions import Edition
from kb.model.page import DataFile, Page
from kb.pages import convention_parts, page_parts, sitemap
from kb.pages.looked import Answered, Cards, Looked, sum_of
from kb.pages.parts import Part
from kb.pages.shards import is_search_file
from kb.pipeline.search_data import Documents, SearchData, Store, Told
from kb.pipeline.site_parts import Files, Writer, Written

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Memory:
    """What was staged last (`files`: path → sum of the bytes), and what from: plain JSON values all through.

    `basis` stands for what every part depends on, `answers` for what each of them asked. `documents` says what
    the search index was made from, by id. `entries` stands for the file of each entry that is there whole.
    """

    basis: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Written] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Told] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)

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

    def shared(self, count: int, work: Callable[[Iterator[int]], Value]) -> tuple[Value, ...]:
        """What `work` gives for the numbers below `count`: at once, or shared between processes.

        `work` may be called in another process, where it can change nothing but the files that it writes.
        """
        ...


@dataclass(frozen=True, slots=True)
class Searched:
    """The files of the search index that were made, with their sums; `others` stay as they were.

    `documents` says what the index is made from, by id.
    """

    files: Mapping[str, str]
    gone: frozenset[str]
    others: bool
    documents: Mapping[str, Told]


@dataclass(slots=True)
class Recall:
    """What one process remembers of the build before. It saves time and changes nothing."""

    cards: Cards = field(default_factory=dict)


Task = Callable[[], Written | Searched]

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
    known = memory if memory.basis == basis else Memory()
    entries = entries_of(edition)
    looked = Looked(edition.catalog, recall.cards, _answered(known, entries))
    stale = looked.stale()
    plan = [*page_parts(edition, today), *convention_parts(edition, today)]
    parts = {part.name: before for part in plan if (before := _kept(part, known, stale, memory)) is not None}
    writer = Writer(edition, looked, memory.files, shelf.write)
    tasks: list[Task] = [partial(writer.written, one) for one in plan if one.name not in parts and not one.gives_way]
    if search:
        documents = Documents(edition, looked, software, known.documents, stale)
        tasks.append(partial(_searched, edition, documents, memory, shelf, writer))
    done, answers = _done(tasks, looked, shelf)
    parts |= {one.name: one for one in done if isinstance(one, Written)}
    files = Files()
    parts = {part.name: _placed(part, parts.get(part.name), files, writer) for part in plan}
    searched = _found(next((one for one in done if isinstance(one, Searched)), _NO_SEARCH), memory, files)
    for file in _site_map(edition, parts.values(), files):
        files.keep({file.path: writer.put(file.path, file.data)})
    asked = {question for part in parts.values() for question in part.asked}
    asked |= {question for told in searched.values() for question in told.asked}
    answers |= _answers(looked, asked - answers.keys())
    looked.forget()
    recall.cards = looked.cards
    return Memory(basis, answers, parts, files.all, searched, entries)


def _kept(part: Part, known: Memory, stale: Set[str], memory: Memory) -> Written | None:
    """A part as it was written last, if it would be written so again and its files are still there."""
    before = known.parts.get(part.name)
    if before is None or not stale.isdisjoint(before.asked):
        return None
    return before if before.files.items() <= memory.files.items() else None


def _done(tasks: Sequence[Task], looked: Looked, shelf: Shelf) -> tuple[list[Written | Searched], dict[str, str]]:
    """What the tasks give, and what the catalog answers to all that their parts asked."""

    def work(numbers: Iterator[int]) -> tuple[list[Written | Searched], dict[str, str]]:
        done = [tasks[number]() for number in numbers]
        asked = {question for one in done for question in _questions(one)}
        return done, _answers(looked, asked)

    results = shelf.shared(len(tasks), work)
    return [one for done, _ in results for one in done], {key: one for _, told in results for key, one in told.items()}


def _questions(done: Written | Searched) -> Iterable[str]:
    return done.asked if isinstance(done, Written) else chain(*(told.asked for told in done.documents.values()))


def _answers(looked: Looked, asked: Set[str]) -> dict[str, str]:
    return {question: looked.answer(question) for question in asked}


def _placed(part: Part, made: Written | None, files: Files, writer: Writer) -> Written:
    """A part whose files have addresses of their own; one that gives way is made now, when the others have theirs."""
    if made is None:
        made = writer.written(part, files.has_room)
    files.keep(made.files, part.gives_way)
    return made


def _found(search: Searched, memory: Memory, files: Files) -> Mapping[str, Told]:
    """Take in the files of the search index; what it was made from."""
    files.keep(search.files)
    if search.others:
        made = search.files.keys() | search.gone
        files.keep({path: memory.files[path] for path in memory.files if is_search_file(path) and path not in made})
    return search.documents


def _searched(edition: Edition, documents: Documents, memory: Memory, shelf: Shelf, writer: Writer) -> Searched:
    """Make the files of the search index that may differ from what they were."""
    search = SearchData(edition, documents, memory.documents, shelf.terms, shelf.value)
    sums: dict[str, str] = {}
    gone: set[str] = set()
    for path, file in search.files():
        if file is None:
            gone.add(path)
            continue
        sums[path] = writer.put(path, file.data)
    return Searched(sums, frozenset(gone), not search.anew, search.told)


def _basis(edition: Edition, today: date, software: str) -> str:
    """The sum of what every part may look at without asking."""
    catalog = edition.catalog
    shared = (catalog.settings, catalog.vocabulary.topics, catalog.frameworks)
    return sum_of(f"{software}\n{today}\n{edition.audience}\n{shared!r}")


def _answered(known: Memory, entries: Mapping[str, str]) -> Answered:
    return Answered(known.answers, {one for one, total in entries.items() if known.entries.get(one) == total})


def entries_of(edition: Edition) -> dict[str, str]:
    """What stands for the file of each entry, by id, where the edition has all that the file says."""
    found = (entry for entry in edition.catalog.entries if entry.sha256 and entry.id not in edition.altered)
    return {entry.id: sum_of(f"{entry.path}\n{entry.sha256}") for entry in found}


def _site_map(edition: Edition, parts: Iterable[Written], files: Files) -> Iterable[DataFile]:
    listed = {path: meta for part in parts for path, meta in part.pages.items() if path in files.all}
    return sitemap(edition, [Page(path, "", "", meta=meta) for path, meta in sorted(listed.items())])


def epoch(edition: Edition) -> int:
    """Midnight UTC of the newest date in the edition, in seconds; 0 for one without dates.

    It is the build's time stamp, so that the same content gives the same bytes.
    """
    dates = [one for entry in edition.catalog.entries for one in (entry.date, entry.reviewed) if one is not None]
    return int(datetime.combine(max(dates), time(), UTC).timestamp()) if dates else 0
