"""Checking some files says of them what checking everything says, and opens little else."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from kb.adapters import disk
from kb.composing.checking import checked_near, checked_whole
from kb.workspace import Workspace
from tests.casebook import Case, cases, lay
from tests.command import kb_here

PROJECT = Path(__file__).parents[2]
READABLE = [case for case in cases() if not case.unreadable]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))


def silent(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


def said_twice(root: Path, path: str) -> tuple[object, object]:
    """What is said of one file when everything is parsed, and when little is."""
    whole = checked_whole(Workspace(root), silent, path.__eq__, True)
    near = checked_near(Workspace(root), silent, path.__eq__, True)
    return whole, near


@pytest.mark.parametrize("case", READABLE[::8], ids=lambda case: case.name)
def test_a_file_of_a_case_is_told_the_same(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "base"
        lay(case, root)
        for path in Workspace(root).scan().files:
            whole, near = said_twice(root, path)
            assert near == whole, path


def test_each_entry_of_this_repository_is_told_the_same() -> None:
    for path in list(Workspace(PROJECT).scan().entries)[::7]:
        whole, near = said_twice(PROJECT, path)
        assert near == whole, path


def test_each_of_several_lessons_that_point_at_each_other_is_told_the_same(base: Path) -> None:
    head = "---\ntitle: {}\ndate: 2026-04-02\ntags: [risk]\n{}---\n\n{}\n"
    lessons = {
        "renamed": ("Renamed", "aliases: [lessons/2026/former]\n", "It has a new name."),
        "by-old-name": ("By its old name", "recurs: [lessons/2026/former]\n", "[there](former.md)"),
        "misspelt": ("Misspelt", "recurs: [lessons/2026/renamd]\n", "[there](by-old-nam.md)"),
        "applied": ("Applied", "status: applied\nowner: content/people/li-na\n", "Nobody has applied it."),
        "renamed/index": ("The same id", "", "Two files, one id."),
        "Former": ("Another letter", "", "Its name is another file's, but for a letter."),
    }
    for name, (title, more, body) in lessons.items():
        (base / "lessons/2026" / name).parent.mkdir(exist_ok=True)
        (base / "lessons/2026" / f"{name}.md").write_text(head.format(title, more, body), encoding="utf-8")
    for path in Workspace(base).scan().entries:
        whole, near = said_twice(base, path)
        assert near == whole, path


def test_what_changed_between_two_runs_is_told_the_same(base: Path) -> None:
    target = base / "lessons/2026/agree-on-value.md"
    assert kb_here("--root", str(base), "check", str(target)).code == 0
    target.write_text(target.read_text(encoding="utf-8").replace("[kickoff]", "[kikoff]"), encoding="utf-8")
    said = kb_here("--root", str(base), "check", str(target))
    assert (said.code, "did you mean `kickoff`" in said.out) == (1, True)


def test_a_damaged_memory_is_no_memory(base: Path, tmp_path: Path) -> None:
    kb_here("--root", str(base), "check", str(base / "lessons"))
    (memory,) = (tmp_path / "cache").rglob("summaries.json")
    memory.write_bytes(memory.read_bytes()[:-7] + b"garbage")
    assert kb_here("--root", str(base), "check", str(base / "lessons")).code == 0


def git(base: Path, *args: str) -> None:
    env = {**os.environ, "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org"}
    env |= {"GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}
    subprocess.run(["git", *args], cwd=base, env=env, check=True, capture_output=True)


def test_deleting_an_entry_is_told_where_it_is_missed(base: Path) -> None:
    """The file that refers to it did not change; it is broken all the same."""
    lesson = base / "lessons/2026/late-vendor.md"
    link = "[how](../../content/practices/hold-a-kickoff.md)"
    lesson.write_text(f"---\ntitle: Ask early\ndate: 2026-04-02\ntags: [risk]\n---\n\n{link}\n", encoding="utf-8")
    git(base, "init", "-q")
    git(base, "add", "-A")
    git(base, "commit", "-qm", "All")
    (base / "content/practices/hold-a-kickoff.md").unlink()
    said = kb_here("--root", str(base), "check", "--changed-since", "HEAD")
    assert (said.code, said.out.split(" links to")[0]) == (1, "lessons/2026/late-vendor.md:7: KB405")


def test_only_what_matters_is_parsed(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        text = f"---\ntitle: Number {number}\ndate: 2026-04-02\ntags: [risk]\n---\n\nText {number}.\n"
        (base / f"lessons/2026/number-{number}.md").write_text(text, encoding="utf-8")
    for path in (base / "lessons/2026").iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))
    for path in base.glob("content/*/*.md"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    kb_here("--root", str(base), "check", str(base / "lessons"))
    opened: list[str] = []
    read = disk.read

    def watched(root: Path, path: str, most: int) -> object:
        opened.append(path)
        return read(root, path, most)

    monkeypatch.setattr(disk, "read", watched)
    kb_here("--root", str(base), "check", str(base / "lessons/2026/number-7.md"))
    assert [path for path in opened if path.endswith(".md")] == ["lessons/2026/number-7.md"]


def test_a_base_is_copied_with_its_memory_elsewhere(base: Path, tmp_path: Path) -> None:
    """The memory belongs to a folder: a copy begins anew and says the same."""
    first = kb_here("--root", str(base), "check", str(base / "lessons"))
    shutil.copytree(base, tmp_path / "copy")
    second = kb_here("--root", str(tmp_path / "copy"), "check", str(tmp_path / "copy" / "lessons"))
    assert (second.code, second.out) == (first.code, first.out)
