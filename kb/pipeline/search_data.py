"""The site's search index from one build to the next: what a document's text gives is computed once.

`Memory.documents` says what the index was made from. As long as it has the same number of files, only those that a
change touches are made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Protocol

from kb.editions import Edition
from kb.model.page import DataFile
from kb.pages.looked import Looked, sum_of
from kb.pages.shards import index_files, indexed, path_of
from kb.pages.shards_numbers import numbers, room
from kb.pages.shards_postings import shards
from kb.pages.shards_table import row_of
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

    def only(self, document_ids: Collection[str]) -> None: ...

    def forms(self, tokens: Collection[str]) -> dict[str, Forms]: ...

    def put_forms(self, forms: Mapping[str, Forms], whole: bool = False) -> None: ...


class Documents:
    """The documents of one edition after another, each with its sum, while the process lives.

    A document whose questions have the answers that they had is the one that was made from them.
    """

    def __init__(self) -> None:
        self._basis = ""
        self._kept: dict[str, tuple[dict[str, str], Document, str]] = {}

    def of(self, edition: Edition, looked: Looked, basis: str) -> dict[str, tuple[Document, str]]:
        """(document, sum) of every entry by id; `basis` stands for all that they are made from without asking."""
        before = self._kept if basis == self._basis else {}
        self._basis, self._kept = basis, {}
        for entry in edition.catalog.entries:
            known = before.get(entry.id)
            if known is None or any(looked.answer(question) != answer for question, answer in known[0].items()):
                known = self._made(entry.id, looked)
            self._kept[entry.id] = known
        return {entry_id: (one, total) for entry_id, (_, one, total) in self._kept.items()}

    def _made(self, entry_id: str, looked: Looked) -> tuple[dict[str, str], Document, str]:
        looked.asked = set()
        entry = looked.get(entry_id)
        assert entry is not None
        one = document(entry, looked)
        return {question: looked.answer(question) for question in looked.asked}, one, sum_of(repr(one))


class SearchData:
    """The index of an edition. `before` are the sums of the documents that it was made from last, by id."""

    def __init__(
        self,
        edition: Edition,
        documents: Mapping[str, tuple[Document, str]],
        software: str,
        before: Mapping[str, str],
        store: Store,
        value: Callable[[str], Any],
    ) -> None:
        words = concept_words(edition.catalog.vocabulary)
        self._edition, self._before, self._store, self._value = edition, before, store, value
        self._concepts = Concepts(words)
        self._documents = indexed(edition, (one for one, _ in documents.values()))
        shared = sum_of(f"{software}\n{words!r}")
        self.sums = {one: f"{documents[one][1]} {shared[:8]}" for one in self._documents}
        self._changed = list(_differing(before, self.sums))
        many = len(self._changed) * _MANY > len(self.sums)
        self.anew = not before or _shape(before) != _shape(self.sums) or many

    def files(self) -> Iterator[tuple[str, DataFile | None]]:
        """(path, file) of every file that may differ from what it was; None for one that is gone.

        What is not among them is as it was, unless the index is made `anew`.
        """
        if self.anew:
            ids = self._documents
            for file in index_files(self._edition, ids, ids.__getitem__, self._terms, self._put_forms):
                yield file.path, file
        else:
            past = _Past(self._store, self._value)
            rows = [row_of(one) for one in self._documents.values()]
            for name, found in updated(self._edition, rows, self._changes(), past):
                yield path_of(name), found
            if past.written:
                self._store.put_forms(past.written)
        if self.anew or not self._before.keys() <= self.sums.keys():
            self._store.only(self.sums)

    def _terms(self, one: Document) -> Terms:
        found = self._store.terms(one.id) if self._before.get(one.id) == self.sums[one.id] else None
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
        return Change(before or NO_TERMS, self._terms(self._documents[now]), self._documents[now])

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
