"""`kb schema`: the schema that the site publishes, for editors, without a base."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.model.kinds import Kind
from kb.parse.json_schema import front_matter_schema
from kb.parse.schema import fields_of
from tests.command import kb_here


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_has_its_fields_and_no_others(kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # no base here
    said = kb_here("schema", str(kind))
    schema = json.loads(said.out)
    assert (said.code, schema) == (0, front_matter_schema(kind))
    assert set(schema["properties"]) == set(fields_of(kind))
    assert schema["additionalProperties"] is False


def test_without_a_kind_all_of_them_are_given() -> None:
    assert json.loads(kb_here("schema").out) == {str(kind): front_matter_schema(kind) for kind in Kind}


def test_a_folder_gets_one_file_a_kind(tmp_path: Path) -> None:
    said = kb_here("schema", "--into", str(tmp_path / "a" / "b"))
    assert said.out.splitlines() == [str(tmp_path / f"a/b/{kind}.json") for kind in Kind]
    assert json.loads((tmp_path / "a/b/case.json").read_text()) == front_matter_schema(Kind.CASE)
    (tmp_path / "file").write_text("mine")
    said = kb_here("schema", "--into", str(tmp_path / "file"))
    assert (said.code, (tmp_path / "file").read_text()) == (2, "mine")
