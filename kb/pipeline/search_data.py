"""The site's search index from one build to the next: what a document's text gives is computed once.

`Memory.documents` says what the index was made from. As long as the same documents are in it, only the files that a
change touches are made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Protocol

from kb.editions import Edition
from kb.model.page import DataFile
from kb.pages.looked import Looked, sum_of
from kb.pages.shards import indexed, path_of, search_files
from kb.pages.shards_update import updated
from kb.pages.terms import Forms, Terms, terms_of
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
        self.sums = {one.id: f"{documents[one.id][1]} {shared[:8]}" for one in self._documents}

    def files(self) -> Iterator[tuple[str, DataFile | None]]:
        """(path, file) of every file that may differ from what it was; None for one that is gone.

        What is not among them is as it was, unless `anew`.
        """
        changed = [number for number, one in enumerate(self._documents) if not self._known(one)]
        if self.anew:
            whole = search_files(self._edition, self._documents, self._terms, self._put_forms)
            yield from ((file.path, file) for file in whole)
            self._store.only(self.sums)
            return
        changes = {number: self._change(self._documents[number]) for number in changed}
        past = _Past(self._store, self._value)
        for name, file in updated(self._edition, self._documents, changes, past):
            yield path_of(name), file
        if past.written:
            self._store.put_forms(past.written)

    @property
    def anew(self) -> bool:
        """Whether the whole index is made again."""
        known = sum(map(self._known, self._documents))
        return list(self._before) != list(self.sums) or (len(self.sums) - known) * _MANY > len(self.sums)

    def _known(self, one: Document) -> bool:
        return self._before.get(one.id) == self.sums[one.id]

    def _terms(self, one: Document) -> Terms:
        found = self._store.terms(one.id) if self._known(one) else None
        if found is None:
            found = terms_of(one, self._concepts)
            self._store.put(one.id, found)
        return found

    def _change(self, one: Document) -> tuple[Terms, Terms]:
        before = self._store.terms(one.id)
        assert before is not None, one.id  # every document of the last build was put
        return before, self._terms(one)

    def _put_forms(self, forms: Mapping[str, Forms]) -> None:
        self._store.put_forms(forms, whole=True)


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
