"""How far a command is: shown on a terminal, by no thread that would keep a build from having two processes."""

from __future__ import annotations

import sys
import threading

import pytest

from kb.cli import progress as module


def test_a_bar_is_drawn_without_a_thread(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(module, "PATIENCE", 0)
    monkeypatch.setattr(module, "_EVERY", 0)
    before = threading.active_count()
    with module.progress() as advance:
        advance("reading", 3, 10)
        advance("writing pages", 0, 0)
        assert threading.active_count() == before
    said = capsys.readouterr().err
    assert "reading" in said and "3/10" in said and "writing pages" in said


def test_nothing_is_drawn_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with module.progress() as advance:
        advance("reading", 3, 10)
    assert not capsys.readouterr().err
