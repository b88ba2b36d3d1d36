"""`kb changes`: what a branch adds, changes, moves and removes, and what is broken by it, for a reviewer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.adapters.test_git import git
from tests.command import kb_here

LESSON = "---\ntitle: {title}\ndate: 2026-04-01\ntags: [kickoff]\n{more}---\n\nText.\n"


@pytest.fixture
def repository(base: Path) -> Path:
    git(base, "init", "-q", "-b", "main")
    git(base, "add", "-A")
    git(base, "commit", "-q", "-m", "first")
    return base


def write(root: Path, path: str, title: str = "A title", more: str = "") -> None:
    (root / path).write_text(LESSON.format(title=title, more=more), encoding="utf-8")


def value(root: Path) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        kb_here("--root", str(root), "changes", "--since", "HEAD", "--format", "json").out
    )
    return found


def test_added_changed_moved_and_removed_entries_are_told_apart(repository: Path) -> None:
    write(repository, "lessons/2026/new.md")
    write(repository, "lessons/2026/renamed.md", more="aliases: [content/practices/hold-a-kickoff]\n")
    (repository / "content/practices/hold-a-kickoff.md").unlink()
    (repository / "content/projects/new-shop.md").unlink()
    text = (repository / "content/people/li-na.md").read_text()
    (repository / "content/people/li-na.md").write_text(text + "\nMore.\n")
    told = {(one["what"], one["id"]) for one in value(repository)["entries"]}
    assert told == {
        ("added", "lessons/2026/new"), ("moved", "lessons/2026/renamed"), ("removed", "content/projects/new-shop"),
        ("changed", "content/people/li-na"),
    }  # fmt: skip


def test_a_change_of_state_and_a_wider_audience_are_told(repository: Path) -> None:
    write(repository, "lessons/2026/agree-on-value.md", more="audience: public\nstatus: retired\n")
    (one,) = value(repository)["entries"]
    assert (one["status"], one["audience"], one["widened"]) == (["proposed", "retired"], ["internal", "public"], True)
    said = kb_here("--root", str(repository), "changes", "--since", "HEAD", "--format", "markdown").out
    assert "Proposed → **Retired**" in said
    assert "More people may read this" in said


def test_links_that_break_in_a_file_that_nobody_touched_are_told(repository: Path) -> None:
    write(repository, "lessons/2026/linked.md")
    text = (repository / "content/people/li-na.md").read_text()
    (repository / "content/people/li-na.md").write_text(text + "\n[it](../../lessons/2026/linked.md)\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "linked")
    (repository / "lessons/2026/linked.md").unlink()
    said = kb_here("--root", str(repository), "changes", "--since", "HEAD")
    assert said.code == 1
    assert "content/people/li-na.md:" in said.out
    assert "KB405" in said.out


def test_a_finding_that_was_there_before_is_not_blamed_on_the_change(repository: Path) -> None:
    write(repository, "lessons/2026/old.md", more="owner: content/people/nobody\n")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "old")
    write(repository, "lessons/2026/old.md", title="Another", more="# two\n# lines\nowner: content/people/nobody\n")
    assert value(repository)["findings"] == []


def test_nothing_changed_is_said_too(repository: Path) -> None:
    said = kb_here("--root", str(repository), "changes", "--since", "HEAD")
    assert (said.code, said.out) == (0, "No entry changes.\n")


def test_a_picture_beside_an_entry_is_a_file(repository: Path) -> None:
    (repository / "content/salons/plan.png").write_bytes(b"\x89PNG")
    assert value(repository)["files"] == [{"what": "added", "path": "content/salons/plan.png"}]


def test_what_a_stranger_wrote_is_no_markup_for_a_reviewer(repository: Path) -> None:
    write(repository, "lessons/2026/new.md", title='"<img src=x> @team [a](https://b.example) `c` | d #1"')
    for args in (("--since", "HEAD", "--format", "markdown"), ("--since", "HEAD", "--format", "json")):
        said = kb_here("--root", str(repository), "changes", *args).out
        file = repository.parent / "changes.json"
        if "json" in args:
            file.write_text(said)
            said = kb_here("changes", "--from", str(file), "--format", "markdown").out
        assert not any(mark in said for mark in ("<img", "@team", "[a]", "https:", "`c`", "d #1", "35;1"))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": 2}', "[" * 100_000])
def test_a_value_of_another_form_is_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    said = kb_here("changes", "--from", str(tmp_path / "x.json"))
    assert said.code == 2
    assert "not what `kb changes" in said.err


def test_a_value_full_of_wrong_kinds_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    hostile = {"schema": 1, "entries": [{"what": "<script>", "id": {"a": 1}, "title": 7, "status": "x"}, 3], "files": {}, "findings": [{"message": "<b>", "line": "@x"}] * 3_000}  # fmt: skip
    (tmp_path / "x.json").write_text(json.dumps(hostile))
    said = kb_here("changes", "--from", str(tmp_path / "x.json"), "--format", "markdown")
    assert "<b>" not in said.out
    assert "<script>" not in said.out
    assert len(said.out) < 60_000


def test_it_is_said_in_chinese_too(repository: Path) -> None:
    write(repository, "lessons/2026/new.md")
    said = kb_here("--root", str(repository), "--lang", "zh", "changes", "--since", "HEAD", "--format", "markdown").out
    assert said.startswith("### 这次改动\n\n1 新增\n")


def test_a_base_below_the_top_of_its_repository_is_compared_as_well(tmp_path: Path, base: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "first")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/outside.md").write_text("x")
    write(base, "lessons/2026/agree-on-value.md")
    write(base, "lessons/2026/new.md")
    told = [(one["what"], one["id"]) for one in value(base)["entries"]]
    assert told == [("added", "lessons/2026/new"), ("changed", "lessons/2026/agree-on-value")]
