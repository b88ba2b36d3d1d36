"""`kb new`: from a title to a file that passes the check, by options or by five questions on a terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.model.kinds import Kind
from tests.command import Said, kb_here


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def new(base: Path, *args: str) -> Said:
    return kb_here("--root", str(base), "new", *args)


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
@pytest.mark.parametrize("kind", Kind)
def test_what_is_begun_passes_the_strict_check(base: Path, kind: Kind, lang: str) -> None:
    said = new(base, str(kind), "--title", "Sign late", "--title-zh", "晚签", "--tag", "风险", "--date", "2026-02-03", "--lang", lang)  # fmt: skip
    assert said.code == 0
    assert (base / said.out.strip()).is_file()
    checked = kb_here("--root", str(base), "check", "--strict")
    assert (checked.code, checked.out) == (0, "")


def test_the_path_is_data_and_all_else_is_not(base: Path) -> None:
    said = new(base, "lesson", "--title", "Sign late", "--tag", "risk", "--date", "2026-02-03")
    assert said.out == "lessons/2026/sign-late.md\n"
    assert "kb check lessons/2026/sign-late.md" in said.err


def test_topics_come_from_the_words_of_the_title(base: Path) -> None:
    said = new(base, "lesson", "--title", "Every project start has a risk", "--date", "2026-02-03")
    assert "topics taken from the title: kickoff, risk" in said.err
    assert "tags: [kickoff, risk]\n" in (base / said.out.strip()).read_text()


def test_similar_entries_are_shown_first(base: Path) -> None:
    said = new(base, "lesson", "--title", "Agree on value: first!", "--tag", "risk")
    assert "Agree on the value first  lessons/2026/agree-on-value" in said.err


def test_a_chinese_title_is_named_after_its_topics_then_its_sounds(base: Path) -> None:
    first, second = (new(base, "lesson", "--title-zh", "开工会要早开", "--date", "2026-02-03").out.strip() for _ in range(2))  # fmt: skip
    assert first == "lessons/2026/kickoff.md"
    assert second not in ("", first)
    assert "lang: zh-Hans" in (base / first).read_text()
    assert "## 下次怎么做" in (base / first).read_text()


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((), "it needs a title"),
        (("--title", "A", "--tag", "rsik"), "did you mean `risk`?"),
        (("--title", "A", "--date", "27/5/18"), "is not a day of the calendar"),
        (("--title", "A", "--lang", "english"), "is not a language"),
        (("--title", "A", "--slug", "A b"), "write `a-b`"),
        (("--title", "A", "--slug", "../../etc/passwd"), "is not a short name"),
        (("--title", "x" * 121), "121"),
        (("--title", "A\x1b[31m"), "control"),
        (("--title", "Agree on value", "--date", "2026-01-01"), "already"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(base: Path, args: tuple[str, ...], told: str) -> None:
    before = sorted(base.rglob("*"))
    said = new(base, "lesson", *args)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert sorted(base.rglob("*")) == before


def test_an_entry_that_is_there_is_never_overwritten(base: Path) -> None:
    args = ("case", "--title", "One story", "--tag", "risk")
    path = base / new(base, *args).out.strip()
    path.write_text("mine")
    said = new(base, *args)
    assert (said.code, path.read_text()) == (2, "mine")
    assert "--slug" in said.err


def test_a_folder_that_leads_out_of_the_base_is_not_followed(base: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (base / "content/cases").symlink_to(tmp_path / "outside")
    assert new(base, "case", "--title", "One story", "--tag", "risk").code == 2
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_editor_is_opened_only_when_asked_for(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "my editor"
    script.write_text('#!/bin/sh\nprintf "edited\\n" >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", f"'{script}'")
    monkeypatch.delenv("VISUAL", raising=False)
    plain = new(base, "case", "--title", "One story", "--tag", "risk").out.strip()
    opened = new(base, "case", "--title", "Two stories", "--tag", "risk", "--edit").out.strip()
    assert [(base / one).read_text().endswith("edited\n") for one in (plain, opened)] == [False, True]
    monkeypatch.setenv("EDITOR", "/nowhere/editor")
    said = new(base, "case", "--title", "Three stories", "--tag", "risk", "--edit")
    assert (said.code, said.out.strip()) == (2, "content/cases/three-stories.md")
    assert "cannot be started" in said.err


def terminal(base: Path, answers: list[str], *args: str) -> tuple[int, str]:
    """`kb new ARGS` on a terminal of its own; what it said, with the answers."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "dumb", "KB_LANG": "en", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "kb", "--root", str(base), "new", *args]
    running = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True)
    os.close(theirs)
    said, waiting, until = "", list(answers), time.monotonic() + 60
    asked = 0
    while time.monotonic() < until:
        if not select.select([ours], [], [], 20)[0]:
            running.kill()  # it waits for an answer that nobody has
            break
        try:
            said += os.read(ours, 4096).decode("utf-8", "replace")
        except OSError:
            break
        if waiting and said[asked:].rstrip(" ").endswith(":") and said.endswith(": "):
            asked = len(said)
            os.write(ours, (waiting.pop(0) + "\n").encode())
    code = running.wait(timeout=30)
    os.close(ours)
    return code, said.replace("\r\n", "\n")


def test_on_a_terminal_a_few_questions_are_enough(base: Path) -> None:
    code, said = terminal(base, ["Start with the risk", "从风险开始", "", "2026/2/3"], "lesson")
    assert code == 0, said
    text = (base / "lessons/2026/start-with-the-risk.md").read_text()
    assert text.startswith(
        "---\ntitle: {en: Start with the risk, zh: 从风险开始}\ndate: 2026-02-03\ntags: [risk]\n---\n"
    )


def test_a_bad_answer_is_told_and_asked_again(base: Path) -> None:
    code, said = terminal(base, ["开工会要早开", "", "rsik", "risk", "2026-02-30", "2026-02-03", "Bad Name", "early"], "lesson")  # fmt: skip
    assert code == 0, said
    assert "did you mean `risk`?" in said and "not a day of the calendar" in said and "write `bad-name`" in said
    assert "tags: [risk]" in (base / "lessons/2026/early.md").read_text()
