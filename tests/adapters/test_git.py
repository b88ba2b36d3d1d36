"""What changed, as Git knows it: names of any kind, new files, branches, and a clear word when there is no Git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from kb.adapters.git import changed_since, place_of
from kb.errors import KbError
from tests.command import kb_here

HOSTILE = ["a b.md", "line\nbreak.md", 'quo"te.md', "启动会.md", "-rf.md", "tab\t.md"]


def git(root: Path, *args: str) -> None:
    names = {f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *args], cwd=root, env=env, check=True, capture_output=True)


@pytest.fixture
def repository(base: Path) -> Path:
    git(base, "init", "-q", "-b", "main")
    git(base, "add", "-A")
    git(base, "commit", "-q", "-m", "first")
    return base


def test_changed_staged_committed_and_new_files_are_named_and_no_others(repository: Path) -> None:
    (repository / "lessons/2026/agree-on-value.md").write_text("changed")
    git(repository, "checkout", "-q", "-b", "mine")
    (repository / "committed.md").write_text("x")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "mine")
    (repository / "new.md").write_text("x")
    wanted = {"lessons/2026/agree-on-value.md", "committed.md", "new.md"}
    assert changed_since(repository, "main") == wanted
    assert changed_since(repository, "HEAD") == {"new.md"}


def test_what_others_did_on_the_branch_since_is_not_mine(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "mine")
    git(repository, "checkout", "-q", "main")
    (repository / "theirs.md").write_text("x")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "theirs")
    git(repository, "checkout", "-q", "mine")
    (repository / "mine.md").write_text("x")
    assert changed_since(repository, "main") == {"mine.md"}


def test_a_name_is_what_it_is_whatever_it_holds(repository: Path) -> None:
    for name in HOSTILE:
        (repository / name).write_text("x")
    assert changed_since(repository, "HEAD") == set(HOSTILE)
    git(repository, "add", "-A")
    assert changed_since(repository, "HEAD") == set(HOSTILE)


def test_paths_are_those_of_the_base_wherever_it_stands_in_its_repository(tmp_path: Path, base: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "first")
    (tmp_path / "outside.md").write_text("x")
    changed = changed_since(base, "HEAD")
    assert "lessons/2026/agree-on-value.md" in changed
    assert not any("outside" in one for one in changed)
    assert place_of(base) == base.name


def test_a_base_without_git_stands_at_the_top(base: Path) -> None:
    assert place_of(base) == ""


def test_no_repository_is_told(base: Path) -> None:
    with pytest.raises(KbError, match="in no Git repository"):
        changed_since(base, "main")


@pytest.mark.parametrize("ref", ["nowhere", "--output=/tmp/x", "", "a b", "HEAD:lessons"])
def test_a_state_that_git_does_not_know_is_told(repository: Path, ref: str) -> None:
    with pytest.raises(KbError, match="Git knows no state"):
        changed_since(repository, ref)


def test_git_that_is_not_installed_is_told(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(KbError, match="Git is not installed"):
        changed_since(repository, "HEAD")
    assert place_of(repository) == ""


def test_check_shows_findings_of_changed_files_only(repository: Path) -> None:
    wrong = "---\ntitle: Ask\ntags: [rsik]\ndate: 2026-01-02\n---\n\nText.\n"
    (repository / "lessons/2026/old.md").write_text(wrong)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "old")
    (repository / "lessons/2026/new.md").write_text(wrong)
    said = kb_here("--root", str(repository), "check", "--changed-since", "HEAD")
    assert said.code == 1
    assert said.out.splitlines()[0].startswith("lessons/2026/new.md:3: KB401")
    assert "old.md" not in said.out
    assert kb_here("--root", str(repository), "check", "--changed-since", "nowhere").code == 2
