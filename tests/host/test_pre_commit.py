"""The hook for pre-commit: its entry, run as it stands on the files of a commit, says what is wrong with them alone."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from tests.command import kb_here

(HOOK,) = yaml.safe_load((Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
WRONG = "---\ntitle: Ask\ndate: 2026-01-02\ntags: [nothing]\n---\n\nText.\n"


def run(base: Path, *paths: str) -> tuple[int, str]:
    program, *args = shlex.split(HOOK["entry"])
    assert program == "kb"
    said = kb_here(*args, *(path for path in paths if re.search(HOOK["files"], path)))
    return said.code, said.out


def test_the_files_of_a_commit_are_checked_and_no_others(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base)
    for name in ("old", "new"):
        (base / f"lessons/2026/{name}.md").write_text(WRONG)
    code, out = run(base, "lessons/2026/new.md", "README.md", "mkdocs.yml")
    assert code == 1
    assert out.startswith("lessons/2026/new.md:4: KB401")
    assert "old.md" not in out
    assert run(base, "lessons/2026/agree-on-value.md") == (0, "")
