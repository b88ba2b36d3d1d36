"""`kb topics rename` and `merge`: every entry or none, and the old name still finds the topic."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from kb.adapters import replacing
from kb.cli import run
from tests.command import kb, kb_here

TOPICS = "site_config/topics.yml"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))


def write(base: Path, name: str, tags: str) -> Path:
    path = base / f"lessons/2026/{name}.md"
    path.write_text(f"---\ntitle: {name}\ndate: 2026-01-02\ntags: {tags}\n---\n\nText.\n", encoding="utf-8")
    return path


def tags_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text[text.index("tags:") + 5 : text.index("\n---\n", 5)].strip()


def everything(base: Path) -> dict[str, bytes]:
    return {str(path.relative_to(base)): path.read_bytes() for path in sorted(base.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[kickoff]", "[launch]"),
        ('["kickoff", risk]', "[launch, risk]"),
        ("\n  - risk\n  - project start", "- risk\n  - launch"),
        ("[开工会]", "[launch]"),
        ("[kickoff, 开工会, risk]", "[launch, risk]"),
        ("[risk]", "[risk]"),
    ],
)
def test_a_renamed_topic_is_renamed_wherever_an_entry_carries_it(base: Path, before: str, after: str) -> None:
    path = write(base, "one", before)
    assert kb_here("--root", str(base), "topics", "rename", "kickoff", "launch").code == 0
    assert tags_of(path) == after
    assert kb_here("--root", str(base), "check", "--strict").code == 0


def test_the_old_name_stays_an_alias_so_that_search_and_writers_find_the_topic(base: Path) -> None:
    kb_here("--root", str(base), "topics", "rename", "risk", "project-risk")
    write(base, "late", "[risk]")
    said = kb_here("--root", str(base), "check")
    assert "KB402 warning: tag `risk` is another name of `project-risk`" in said.out


def test_merged_topics_are_one_that_is_called_what_both_were(base: Path) -> None:
    path = write(base, "one", "[stakeholder, risk]")
    assert kb_here("--root", str(base), "topics", "merge", "stakeholder", "risk").code == 0
    assert tags_of(path) == "[risk]"
    write(base, "late", "[利益相关方]")
    assert "`利益相关方` is another name of `risk`" in kb_here("--root", str(base), "check").out


def test_comments_and_other_topics_stay_as_they_are_written(base: Path) -> None:
    topics = base / TOPICS
    text = "# Ours\n" + topics.read_text(encoding="utf-8") + "# The end\n"
    topics.write_text(text + "- id: vendor-risk\n  label: Vendor risk\n  broader: risk # of course\n", encoding="utf-8")
    kb_here("--root", str(base), "topics", "rename", "kickoff", "launch")
    assert set(text.splitlines()) - {"- id: kickoff"} <= set(topics.read_text(encoding="utf-8").splitlines())
    kb_here("--root", str(base), "topics", "merge", "risk", "stakeholder")
    assert "  broader: stakeholder\n" in topics.read_text(encoding="utf-8")


def test_a_dry_run_shows_the_change_and_makes_none(base: Path) -> None:
    before = everything(base)
    said = kb_here("--root", str(base), "topics", "rename", "kickoff", "launch", "--dry-run")
    assert (said.code, "+tags: [launch]" in said.out, everything(base) == before) == (0, True, True)


@pytest.mark.parametrize(
    ("args", "hint"),
    [
        (("rename", "kikoff", "launch"), "did you mean `kickoff`?"),
        (("rename", "kickoff", "risk"), "`kb topics merge kickoff risk` makes one of the two"),
        (("rename", "kickoff", "Launch!"), "a-z, digits and hyphens"),
        (("merge", "kickoff", "kickoff"), "name two topics"),
    ],
)
def test_what_cannot_be_meant_changes_nothing_and_says_what_can(base: Path, args: tuple[str, ...], hint: str) -> None:
    before = everything(base)
    said = kb_here("--root", str(base), "topics", *args)
    assert (said.code, hint in said.err, everything(base) == before) == (2, True, True)


def test_a_file_that_cannot_be_read_stops_the_change_before_it_begins(base: Path) -> None:
    write(base, "one", "[kickoff")
    before = everything(base)
    said = kb_here("--root", str(base), "topics", "rename", "kickoff", "launch")
    assert (said.code, everything(base) == before) == (2, True)
    assert "lessons/2026/one.md cannot be read, so nothing was changed" in said.err


@pytest.mark.parametrize("moment", range(6))
def test_killed_at_any_moment_the_base_is_old_or_becomes_new(base: Path, moment: int) -> None:
    """The process dies at the `moment`-th file that it replaces; the next command finds one state or the other."""
    old = everything(base)
    child = os.fork()
    if child == 0:  # pragma: no cover – it dies here
        _dies_at(moment)
        run(["--root", str(base), "topics", "rename", "kickoff", "launch"])
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) == (moment < 4)
    assert kb("check", "--strict", cwd=base, env={"KB_CACHE_DIR": os.environ["KB_CACHE_DIR"]}).code == 0
    now = everything(base)
    changed = {path for path in old if now[path] != old[path]}
    assert len(changed) == 4
    assert all(b"launch" in now[path] for path in changed)


def _dies_at(moment: int) -> None:
    count = [0]
    write_all = replacing.write_all

    def deadly(*args: object, **named: object) -> None:
        if count[0] == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        count[0] += 1
        write_all(*args, **named)  # type: ignore[arg-type]

    replacing.write_all = deadly


def test_killed_before_the_change_was_decided_nothing_has_changed(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = everything(base)
    child = os.fork()
    if child == 0:  # pragma: no cover – it dies here
        monkeypatch.setattr(Path, "rename", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        run(["--root", str(base), "topics", "rename", "kickoff", "launch"])
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert kb_here("--root", str(base), "check", "--strict").code == 0
    assert everything(base) == old


def test_what_brought_in_entries_were_tagged_with_is_suggested(base: Path) -> None:
    head = "origin: {path: a.md, source: posts, sha256: " + "0" * 64 + "}\nx_tags: [Open source]\n"
    for number in range(3):
        text = f"---\ntitle: Post {number} 云原生网络\ndate: 2026-01-02\ntags: [risk]\n{head}---\n\nText.\n"
        (base / f"lessons/2026/post-{number}.md").write_text(text, encoding="utf-8")
    out = kb_here("--root", str(base), "topics").out
    assert "    3  Open source" in out.split("Perhaps a topic")[1]
    assert "云原生网" in out.split("Perhaps a topic")[1]
