"""Completion and man pages in the reader's language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli import COMMANDS
from kb.cli.manual import pages, write
from tests.command import kb_here

HEAVY = {"whoosh", "mkdocs", "rich", "comrak", "nh3", "yaml"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_given_its_completion(shell: str) -> None:
    said = kb_here("completion", shell)
    assert (said.code, "_KB_COMPLETE" in said.out, said.err) == (0, True, "")


def completed(words: str, at: int, shell: str = "bash", lang: str = "en") -> tuple[str, str]:
    """What a shell is answered, and which heavy packages were loaded for it."""
    told = {"_KB_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": str(at), "KB_LANG": lang}
    script = (
        "import sys; from kb.cli import run; sys.argv = ['kb']\n"
        f"try: run()\nfinally: sys.stderr.write(' '.join({HEAVY!r} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def test_commands_are_completed_without_loading_what_they_do() -> None:
    assert completed("kb sea", 1) == ("plain,search\n", "")


def test_a_shell_that_explains_what_it_completes_does_so_in_the_readers_language() -> None:
    assert completed("kb sea", 1, "zsh", "zh")[0] == "plain\nsearch\n查找以前的经验，中英文皆可。\n"
    assert completed("kb doctor --he", 2, "zsh", "zh")[0] == "plain\n--help\n显示本说明。\n"
    assert completed("kb check --format js", 3, "zsh", "zh")[0] == "plain\njson\n_\n"


def test_the_script_of_bash_completes_in_bash(tmp_path: Path) -> None:
    (tmp_path / "kb").write_text(f'#!/bin/sh\nexec {sys.executable} -m kb "$@"\n')
    (tmp_path / "kb").chmod(0o755)
    (tmp_path / "script").write_text(kb_here("completion", "bash").out)
    lines = f'source {tmp_path}/script; COMP_WORDS=(kb doc); COMP_CWORD=1; _kb_completion kb; echo "${{COMPREPLY[@]}}"'
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["bash", "-c", lines], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["doctor"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_has_a_man_page_with_an_example(lang: str) -> None:
    found = pages(lang)
    assert {f"kb-{name}.1" for name in COMMANDS} <= found.keys()
    heads = {"en": (".SH NAME\n", ".SH EXAMPLES\n"), "zh": (".SH 名称\n", ".SH 示例\n")}[lang]
    for name, text in found.items():
        assert text.startswith(".TH ") and all(one in text for one in heads), name
        assert [line for line in text.split("\n") if re.match(r"['.](?!TH |SH |TP$|B |PP$|nf$|fi$)", line)] == []


def test_the_manual_lies_where_man_looks_for_each_language(tmp_path: Path) -> None:
    write(tmp_path)
    assert ".SH OPTIONS" in (tmp_path / "man1/kb-topics-rename.1").read_text()
    assert ".SH 选项" in (tmp_path / "zh_CN/man1/kb-topics-rename.1").read_text()
