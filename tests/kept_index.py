"""The site's search index kept in memory from one edit to the next, as a build keeps it on the disk."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from kb.editions import Edition
from kb.pages.shards_table import TableRow
from kb.pages.terms import Forms, Terms
from kb.pipeline.search_data import SearchData, Told
from kb.ports.search import Document


class Made:
    """Documents that are there already."""

    shared = ""

    def __init__(self, documents: Collection[Document]) -> None:
        self._documents = {one.id: one for one in documents}
        self.ids = list(self._documents)

    def __getitem__(self, entry_id: str) -> Document:
        return self._documents[entry_id]

    def told(self, entry_id: str) -> Told:
        return Told(repr(self._documents[entry_id]))


class KeptIndex:
    """`files` by path; it is its own store of terms."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._told: Mapping[str, Told] = {}
        self._rows: dict[str, TableRow] = {}
        self._terms: dict[str, Terms] = {}
        self._forms: dict[str, Forms] = {}

    def update(self, edition: Edition, documents: Collection[Document]) -> int:
        """Bring the files up to date with these documents; how many of them are new, other or gone."""
        search = SearchData(edition, Made(documents), self._told, self, self.value)
        after = {} if search.anew else dict(self.files)
        for path, file in search.files():
            after.pop(path, None)
            if file is not None:
                after[path] = file.data
        differing = sum(self.files.get(path) != after.get(path) for path in self.files.keys() | after.keys())
        self.files, self._told = after, search.told
        return differing

    def value(self, path: str) -> Any:
        return json.loads(self.files[path])

    def terms(self, document_id: str) -> Terms | None:
        return self._terms.get(document_id)

    def put(self, document_id: str, terms: Terms) -> None:
        self._terms[document_id] = terms

    def rows(self) -> dict[str, TableRow]:
        return self._rows

    def put_row(self, row: TableRow) -> None:
        self._rows[row.id] = row

    def only(self, document_ids: Collection[str]) -> None:
        self._terms = {one: terms for one, terms in self._terms.items() if one in document_ids}

    def forms(self, tokens: Collection[str]) -> dict[str, Forms]:
        return {token: dict(self._forms[token]) for token in tokens if token in self._forms}

    def put_forms(self, forms: Mapping[str, Forms], whole: bool = False) -> None:
        self._forms = {**({} if whole else self._forms), **forms}
