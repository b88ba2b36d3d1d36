"""The static API: every list and entry of an edition as JSON that keeps the schemas published beside it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kb.model.kinds import Audience, Kind
from kb.parse.json_schema import front_matter_schema
from kb.parse.schema import fields_of
from tests.pages.base import FILES, SALON, edition_of, site_of
from tests.pages.schema_check import problems
from tests.pages.test_feeds import HERE, published

ENTRIES = sorted(path for path in HERE if path.startswith("api/v1/entries/"))


def read(path: str, files: dict[str, bytes] = HERE) -> Any:
    return json.loads(files[f"api/v1/{path}.json"])


@pytest.mark.parametrize("path", ENTRIES)
def test_every_entry_keeps_the_schema_of_its_kind(path: str) -> None:
    entry = json.loads(HERE[path])
    assert list(problems(entry, read(f"schemas/{entry['kind']}"))) == []


def test_a_schema_finds_what_breaks_it() -> None:
    entry = json.loads(HERE[ENTRIES[0]])
    assert list(problems(entry | {"schema": 2, "extra": 1}, read(f"schemas/{entry['kind']}")))


@pytest.mark.parametrize("kind", list(Kind))
def test_the_schema_of_front_matter_names_every_key_that_kb_reads(kind: Kind) -> None:
    schema = front_matter_schema(kind)
    assert schema["properties"].keys() == fields_of(kind).keys()
    assert read(f"schemas/front-matter/{kind}") == json.loads(json.dumps(schema))


def test_the_index_leads_to_every_list_and_the_lists_to_every_entry() -> None:
    index = read("index")
    assert index["schema"] == 1 and index["audience"] == "internal"
    found = set()
    for kind, path in index["lists"].items():
        rows = json.loads(HERE[path])["entries"]
        assert index["counts"][kind] == len(rows)
        found |= {row["data"] for row in rows if row["url"]}
    assert found == set(ENTRIES)


def test_addresses_are_those_of_pages() -> None:
    pages = site_of()
    for path in ENTRIES:
        assert json.loads(HERE[path])["url"] in pages
    assert all(one["url"] in pages for one in read("topics")["topics"])
    assert all(one["url"] in pages for one in read("frameworks")["frameworks"])


def test_an_entry_tells_its_parts_as_plain_text_and_who_links_to_it() -> None:
    lesson = read("entries/lessons/2018/kickoff-first")
    assert [one["part"] for one in lesson["sections"]] == ["happened", "lesson", "do"]
    assert lesson["fields"]["title"] == {"en": "Hold the kickoff before the plan", "zh": "先开启动会，再排计划"}
    assert SALON in lesson["links"] and "content/practices/kickoff" in lesson["backlinks"]


def test_nobodys_consent_and_no_path_of_a_file_is_told() -> None:
    everything = b"".join(data for path, data in HERE.items() if path.startswith("api/v1/") and "schemas" not in path)
    assert b'"consent"' not in everything and b'"origin"' not in everything and b'"sha256"' not in everything


def test_who_agreed_to_a_name_only_is_a_name_in_the_list_and_no_file() -> None:
    (row,) = [one for one in read("people")["entries"] if one["id"].endswith("quiet")]
    assert row == {
        "id": "content/people/quiet", "title": "Quiet Person", "titles": {"en": "Quiet Person"}, "lang": "en", "url": "",
    }  # fmt: skip
    assert "api/v1/entries/content/people/quiet.json" not in HERE


def test_a_block_for_another_audience_is_in_no_file_of_the_public_edition() -> None:
    text = FILES["lessons/2018/kickoff-first.md"].replace(
        "Meet first.\n",
        "Meet first.\n\n        ::: audience internal\n        The budget was too small.\n        :::\n",
    )
    edition = edition_of({**FILES, "lessons/2018/kickoff-first.md": text}, Audience.PUBLIC)
    assert not any(b"budget was too small" in data for data in published(edition).values())
