"""How far a command is: shown on a terminal, by no thread that would keep a build from having two processes."""

from __future__ import annotations

import re
import sys
import threading
from pathlib import Path

import pytest

import kb
from kb.cli import progress as module


def test_a_bar_is_drawn_without_a_thread(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(module, "PATIENCE", 0)
    monkeypatch.setattr(module, "_EVERY", 0)
    before = threading.active_count()
    with module.progress("en") as advance:
        advance("reading", 3, 10)
        advance("writing pages", 0, 0)
        assert threading.active_count() == before
    said = capsys.readouterr().err
    assert "reading" in said and "3/10" in said and "writing pages" in said


def test_nothing_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with module.progress("en") as advance:
        advance("reading", 3, 10)
    assert not capsys.readouterr().err


def test_what_is_going_on_is_said_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(module, "PATIENCE", 0)
    with module.progress("zh") as advance:
        advance("reading", 3, 10)
    assert "读取文件" in capsys.readouterr().err


def test_every_stage_that_a_command_names_has_its_chinese_word() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(kb.__file__).parent.rglob("*.py"))
    named = {found for text in sources for found in re.findall(r'(?:progress|advance)\("([^"]+)",', text)}
    assert {"reading", "indexing"} <= named == module.STAGES.keys()
