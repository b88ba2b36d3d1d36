"""The site's search index from one build to the next: what a document's text gives is computed once.

`Memory.documents` says what the index was made from, and what was asked for each document. One whose questions have
the answers that they had is not made again, and nobody holds them all. As long as the index has the same number of
files, only those that a change touches are made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from sys import intern
from typing import Any, Protocol

from kb.editions import Edition
from kb.model.page import DataFile
from kb.pages.looked import Looked, sum_of
from kb.pages.shards import index_files, path_of
from kb.pages.shards_numbers import numbers, room
from kb.pages.shards_postings import shards
from kb.pages.shards_table import TableRow, row_of
from kb.pages.shards_update import Change, updated
from kb.pages.terms import NO_TERMS, Forms, Terms, terms_of
from kb.pipeline.documents import document
from kb.ports.search import Document
from kb.query.concepts import Concepts, concept_words

_MANY = 5  # with more than a fifth of the documents changed, nearly every file changes too


class Store(Protocol):
    """What the index holds of documents, kept from one build to the next. It holds what was put there, or nothing."""

    def terms(self, document_id: str) -> Terms | None: ...

    def put(self, document_id: str, terms: Terms) -> None: ...

    def rows(self) -> dict[str, TableRow]: ...

    def put_row(self, row: TableRow) -> None: ...

    def only(self, document_ids: Collection[str]) -> None: ...

    def forms(self, tokens: Collection[str]) -> dict[str, Forms]: ...

    def put_forms(self, forms: Mapping[str, Forms], whole: bool = False) -> None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """The sum of a document, and the questions that it was made from the answers of."""

    sum: str
    asked: tuple[str, ...] = ()


class Documents:
    """The documents of one edition, each made when somebody wants it.

    `known` are those of the build before, by id, and `stale` the questions that have another answer since. `shared`
    stands for what all of them are made from beside answers, and is a part of every sum.
    """

    def __init__(
        self, edition: Edition, looked: Looked, software: str, known: Mapping[str, Told], stale: Set[str]
    ) -> None:
        words = concept_words(edition.catalog.vocabulary)
        self.shared = f" {sum_of(f'{software}{words!r}')[:8]}"
        self.ids = [entry.id for entry in edition.catalog.entries if edition.has_page(entry)]
        self._looked = looked
        self._told = {one: known[one] for one in self.ids if one in known and stale.isdisjoint(known[one].asked)}

    def __getitem__(self, entry_id: str) -> Document:
        self._looked.asked = set()
        entry = self._looked.get(entry_id)
        assert entry is not None
        one = document(entry, self._looked)
        if entry_id not in self._told:
            self._told[entry_id] = Told(sum_of(repr(one)) + self.shared, tuple(map(intern, sorted(self._looked.asked))))
        return one

    def told(self, entry_id: str) -> Told:
        """What there is to say of a document without having it."""
        if entry_id not in self._told:
            self[entry_id]
        return self._told[entry_id]


class Source(Protocol):
    """Where documents come from: see `Documents`."""

    ids: list[str]
    shared: str

    def __getitem__(self, entry_id: str) -> Document: ...

    def told(self, entry_id: str) -> Told: ...


class SearchData:
    """The index of an edition. `before` says what it was made from last, by id."""

    def __init__(
        self,
        edition: Edition,
        documents: Source,
        before: Mapping[str, Told],
        store: Store,
        value: Callable[[str], Any],
    ) -> None:
        self._edition, self._documents, self._store, self._value = edition, documents, store, value
        self._concepts = Concepts(concept_words(edition.catalog.vocabulary))
        self._before = {one: told.sum for one, told in before.items()}
        self.anew = self._other() or self._many()

    def _other(self) -> bool:
        """Whether there is no index that has anything in common with this one."""
        if not self._before or _shape(self._before) != _shape(self._documents.ids):
            return True
        return not all(one.endswith(self._documents.shared) for one in self._before.values())

    def _many(self) -> bool:
        self._changed = list(_differing(self._before, {one: self._sum(one) for one in self._documents.ids}))
        return len(self._changed) * _MANY > len(self._documents.ids)

    def _sum(self, document_id: str) -> str:
        return self._documents.told(document_id).sum

    @property
    def told(self) -> dict[str, Told]:
        """What the index is made from now. Ask when all files are made."""
        return {one: self._documents.told(one) for one in self._documents.ids}

    def files(self) -> Iterator[tuple[str, DataFile | None]]:
        """(path, file) of every file that may differ from what it was; None for one that is gone.

        What is not among them is as it was, unless the index is made `anew`.
        """
        if self.anew:
            for file in index_files(self._edition, self._documents.ids, self._document, self._terms, self._put_forms):
                yield file.path, file
        else:
            past = _Past(self._store, self._value)
            changes = self._changes()
            kept = self._store.rows()
            rows = [kept[one] for one in self._documents.ids]
            for name, found in updated(self._edition, rows, changes, past):
                yield path_of(name), found
            if past.written:
                self._store.put_forms(past.written)
        if self.anew or not self._before.keys() <= set(self._documents.ids):
            self._store.only(self._documents.ids)

    def _document(self, document_id: str) -> Document:
        one = self._documents[document_id]
        self._store.put_row(row_of(one))
        return one

    def _terms(self, one: Document) -> Terms:
        found = self._store.terms(one.id) if self._before.get(one.id) == self._sum(one.id) else None
        if found is None:
            found = terms_of(one, self._concepts)
            self._store.put(one.id, found)
        return found

    def _changes(self) -> dict[int, Change]:
        old = {before: self._store.terms(before) for _, before, _ in self._changed if before}
        return {number: self._change(old.get(before), now) for number, before, now in self._changed}

    def _change(self, before: Terms | None, now: str) -> Change:
        if not now:
            return Change(before or NO_TERMS, NO_TERMS, None)
        one = self._document(now)
        return Change(before or NO_TERMS, self._terms(one), one)

    def _put_forms(self, forms: Mapping[str, Forms]) -> None:
        self._store.put_forms(forms, whole=True)


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """(number, id before, id now) of every number that has another document than before, or a changed one."""
    there = {number: one for one, number in numbers(before).items()}
    here = {number: one for one, number in numbers(now).items()}
    for number in sorted(there.keys() | here.keys()):
        one, other = there.get(number, ""), here.get(number, "")
        if one != other or before[one] != now[other]:
            yield number, one, other


def _shape(documents: Collection[str]) -> tuple[int, int]:
    """How many numbers and files an index of these has."""
    return room(len(documents)), shards(len(documents)) if documents else 0


class _Past:
    """The index as it was, for `updated`."""

    def __init__(self, store: Store, value: Callable[[str], Any]) -> None:
        self._store, self._value = store, value
        self.written: dict[str, Forms] = {}

    def value(self, name: str) -> Any:
        return self._value(path_of(name))

    def forms(self, tokens: Collection[str]) -> dict[str, Forms]:
        self.written = self._store.forms(tokens)
        return self.written
