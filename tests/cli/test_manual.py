"""Completion, man pages and help in the reader's language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli import COMMANDS, COMMANDS_ZH
from kb.cli.manual import pages
from tests.command import kb_here

HEAVY = {"whoosh", "mkdocs", "rich", "comrak", "nh3", "yaml"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_its_completion(shell: str) -> None:
    said = kb_here("completion", shell)
    assert (said.code, "_KB_COMPLETE" in said.out, said.err) == (0, True, "")


def completed(words: str, at: int) -> str:
    env = {**os.environ, "_KB_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    script = (
        "import sys; from kb.cli import run; sys.argv = ['kb']\n"
        f"try: run()\nfinally: sys.stderr.write(repr({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    assert done.stderr == "set()"
    return done.stdout


def test_commands_are_completed_without_loading_what_they_do() -> None:
    assert completed("kb sea", 1) == "plain,search\n"


def test_the_script_of_bash_completes_in_bash(tmp_path: Path) -> None:
    (tmp_path / "kb").write_text(f'#!/bin/sh\nexec {sys.executable} -m kb "$@"\n')
    (tmp_path / "kb").chmod(0o755)
    (tmp_path / "script").write_text(kb_here("completion", "bash").out)
    lines = f'source {tmp_path}/script; COMP_WORDS=(kb doc); COMP_CWORD=1; _kb_completion kb; echo "${{COMPREPLY[@]}}"'
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["bash", "-c", lines], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["doctor"]


def test_every_command_has_a_man_page_with_an_example() -> None:
    found = pages()
    assert {f"kb-{name}.1" for name in COMMANDS} <= found.keys()
    for name, text in found.items():
        assert text.startswith(".TH ") and ".SH NAME\n" in text and ".SH EXAMPLES\n" in text, name
        assert [line for line in text.split("\n") if re.match(r"['.](?!TH |SH |TP$|B |PP$|nf$|fi$)", line)] == []


def test_help_lists_the_commands_in_the_language_that_was_asked_for() -> None:
    assert COMMANDS.keys() == COMMANDS_ZH.keys()
    assert "  doctor      检查本机" in kb_here("--lang", "zh", "--help").out
    assert "  doctor      Look at" in kb_here("--lang", "en", "--help").out
