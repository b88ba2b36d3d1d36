"""The site's search files: complete, the same each time, and nothing in them that is not in the edition."""

from __future__ import annotations

import json
from typing import Any

from kb.editions import Edition, edition
from kb.model.kinds import Audience
from kb.pages.shards import FOLDER, search_files, shown
from kb.pages.shards_postings import shard_of, unpacked
from kb.pipeline.documents import document
from kb.ports.search import Document
from kb.query.concepts import Concepts, concept_words
from kb.query.weights import weights
from tests.pages.base import FILES, catalog_of


def made(audience: Audience = Audience.INTERNAL) -> tuple[Edition, dict[str, Any]]:
    """An edition, and the values of its search files by name."""
    found = edition(catalog_of(FILES), audience)
    files = search_files(found, [document(entry, found.catalog) for entry in found.catalog.entries])
    return found, {file.path.removeprefix(f"{FOLDER}/").removesuffix(".json"): json.loads(file.data) for file in files}


def test_two_runs_give_the_same_bytes_in_the_same_order() -> None:
    found = edition(catalog_of(FILES), Audience.INTERNAL)
    documents = [document(entry, found.catalog) for entry in found.catalog.entries]
    assert search_files(found, documents) == search_files(found, reversed(documents))


def test_every_token_of_every_document_is_in_the_shard_that_its_hash_names() -> None:
    found, files = made()
    concepts = Concepts(concept_words(found.catalog.vocabulary))
    addresses = {value["u"]: int(name[2:]) for name, value in files.items() if name.startswith("d/")}
    for entry in found.catalog.entries:
        if not found.has_page(entry):
            continue
        number = addresses[f"{entry.id}/"]
        for token, frequency in weights(document(entry, found.catalog), concepts).frequencies.items():
            held = files[f"t/{shard_of(token, files['core']['shards'])}"][token]
            assert unpacked(held)[number] == frequency


def test_whoever_has_no_page_is_not_in_the_index() -> None:
    found, files = made(Audience.PUBLIC)
    pages = {f"{entry.id}/" for entry in found.catalog.entries if found.has_page(entry)}
    assert {value["u"] for name, value in files.items() if name.startswith("d/")} == pages


def test_what_the_edition_leaves_out_is_in_no_search_file() -> None:
    internal, public = made()[0], made(Audience.PUBLIC)
    hidden = {entry.id for entry in internal.catalog.entries} - {entry.id for entry in public[0].catalog.entries}
    assert hidden
    said = json.dumps(public[1], ensure_ascii=False)
    assert not [one for one in hidden if one in said]


def test_every_name_of_a_value_is_there_in_both_languages() -> None:
    core = made()[1]["core"]
    for name in ("kind", "status"):
        assert all(len(row) == 3 for row in core[name])
    assert len(core["documents"]["length"]) == sum(1 for name in made()[1] if name.startswith("d/"))


def test_a_document_says_whether_comparing_it_needs_the_table_of_characters() -> None:
    assert "h" in shown(0, Document("a", "lesson", "a.md", "Risk", text="先談風險"))["d/0"]
    assert "h" not in shown(0, Document("a", "lesson", "a.md", "Risk", text="先谈风险"))["d/0"]
