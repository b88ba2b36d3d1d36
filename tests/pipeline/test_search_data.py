"""The site's search index after documents came, went and changed: byte for byte the one that is made anew."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Mapping
from typing import Any

import pytest

from kb.pages.terms import Forms, Terms
from kb.pipeline.documents import document
from kb.pipeline.search_data import SearchData
from kb.ports.search import Document
from tests.pages.base import edition_of

WORDS = "kickoff vendor risks risky goals 启动会 部门 風險 资源冲突 kick-off opm3 plan planning constructor".split()


class Kept:
    """A store and the files of a site, in memory."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.sums: dict[str, str] = {}
        self._terms: dict[str, Terms] = {}
        self._forms: dict[str, Forms] = {}

    def terms(self, document_id: str) -> Terms | None:
        return self._terms.get(document_id)

    def put(self, document_id: str, terms: Terms) -> None:
        self._terms[document_id] = terms

    def only(self, document_ids: Collection[str]) -> None:
        self._terms = {one: terms for one, terms in self._terms.items() if one in document_ids}

    def forms(self, tokens: Collection[str]) -> dict[str, Forms]:
        return {token: dict(self._forms[token]) for token in tokens if token in self._forms}

    def put_forms(self, forms: Mapping[str, Forms], whole: bool = False) -> None:
        self._forms = {**({} if whole else self._forms), **forms}

    def value(self, path: str) -> Any:
        return json.loads(self.files[path])

    def built(self, entries: Mapping[str, str]) -> int:
        """Bring the files up to date; how many differ from before."""
        edition = edition_of({f"{path}.md": text for path, text in entries.items()})
        made: dict[str, tuple[Document, str]] = {}
        for entry in edition.catalog.entries:
            one = document(entry, edition.catalog)
            made[entry.id] = one, repr(one)
        search = SearchData(edition, made, "", self.sums, self, self.value)
        before = {} if search.anew else dict(self.files)
        after = dict(before)
        for path, file in search.files():
            after.pop(path, None)
            if file is not None:
                after[path] = file.data
        differing = sum(self.files.get(path) != after.get(path) for path in self.files.keys() | after.keys())
        self.files, self.sums = after, search.sums
        return differing


def lesson(chance: random.Random) -> str:
    day = f"\ndate: 20{chance.randint(10, 25)}-03-04" if chance.random() < 0.7 else ""
    words = " ".join(chance.choices(WORDS, k=12))
    return f"title: {chance.choice(WORDS)} {chance.randint(0, 99)}{day}\nstatus: proposed\n---\n{words}\n"


def edited(entries: dict[str, str], chance: random.Random) -> None:
    for _ in range(chance.randint(1, 3)):
        match chance.randint(0, 2):
            case 0:
                entries[f"lessons/20{chance.randint(10, 25)}/one-{chance.randint(0, 999)}"] = lesson(chance)
            case 1:
                del entries[chance.choice(list(entries))]
            case _:
                entries[chance.choice(list(entries))] = lesson(chance)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits_the_index_is_the_one_that_is_made_anew(seed: int) -> None:
    chance, kept = random.Random(seed), Kept()
    entries = {f"lessons/2018/one-{number}": lesson(chance) for number in range(28 + seed)}
    for _ in range(8):
        kept.built(entries)
        fresh = Kept()
        fresh.built(entries)
        assert kept.files == fresh.files
        edited(entries, chance)


def test_an_edit_rewrites_the_files_of_what_it_changed_and_the_tables() -> None:
    chance, kept = random.Random(1), Kept()
    entries = {f"lessons/2018/one-{number}": lesson(chance) for number in range(40)}
    kept.built(entries)
    entries["lessons/2018/one-7"] += "A new sentence.\n"
    assert 1 < kept.built(entries) <= 8
    entries["lessons/2018/another"] = "title: Another one\nstatus: proposed\n---\nNothing much.\n"
    assert kept.built(entries) < 30  # tokens of one entry, or of two, and not a file for each entry
