"""Where kb came from is named in full, or not at all."""

from __future__ import annotations

import json

import pytest

from kb.adapters.installed import _from

COMMIT = "6dcb09b5b57875f334f61aebed695e2e4193db5e"


def test_a_commit_is_named_with_its_repository() -> None:
    said = {"url": "https://code.example.org/acme/lessonbook", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}
    assert (
        _from(json.dumps(said), "0.1.0")
        == f"lessonbook[import] @ git+https://code.example.org/acme/lessonbook@{COMMIT}"
    )


def test_a_version_of_an_index_is_pinned() -> None:
    assert _from(None, "0.1.0") == "lessonbook[import]==0.1.0"


@pytest.mark.parametrize(
    "said",
    ['{"url": "file:///here", "dir_info": {"editable": true}}', "{", "[]", '{"url": "https://x\\"; rm -rf /", "vcs_info": {"vcs": "git", "commit_id": "a"}}'],
)  # fmt: skip
def test_a_folder_of_this_machine_and_what_is_no_address_name_nothing(said: str) -> None:
    assert _from(said, "0.1.0") == ""
