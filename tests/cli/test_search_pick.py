"""`kb search --pick` at a real terminal, and where there is none."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.cli.picking import DOWN, UP, _next
from tests.adapters.small_base import small_base

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    return small_base(tmp_path / "base")


def at_a_terminal(root: Path, keys: list[bytes], *args: str, term: str = "xterm") -> str:
    """What a terminal shows when a person runs `kb search` in it and presses keys, each after the list was drawn."""
    face, own = pty.openpty()
    command = [sys.executable, "-m", "kb", "--root", str(root), "search", *args]
    running = subprocess.Popen(
        command, stdin=own, stdout=own, stderr=own, cwd=REPOSITORY, env={**os.environ, "TERM": term, "KB_LANG": "en"}
    )
    os.close(own)
    seen, waiting, until = b"", list(keys), time.monotonic() + 30
    drawn = 0
    while time.monotonic() < until:
        if not select.select([face], [], [], 0.2)[0]:
            if running.poll() is not None:
                break
            continue
        try:
            seen += os.read(face, 65536)
        except OSError:  # the other end is closed
            break
        asked = seen.count(b"q leaves") + seen.count(b"Enter for none)")
        if waiting and asked > drawn:
            drawn = asked
            time.sleep(0.3)  # a terminal drops what is typed before somebody waits for a key
            os.write(face, waiting.pop(0))
    running.wait(timeout=10)
    os.close(face)
    return seen.decode()


def test_the_arrow_keys_choose_and_enter_shows_the_entry(root: Path) -> None:
    seen = at_a_terminal(root, [b"\x1b[B", b"\r"], "--pick", "--kind", "lesson")
    assert "Hold the kickoff first" in seen.split("q leaves")[-1]
    assert "Goals were not shared." in seen


def test_a_number_chooses_and_q_leaves_without_an_entry(root: Path) -> None:
    seen = at_a_terminal(root, [b"2", b"q"], "--pick", "--kind", "lesson")
    assert "\x1b[7m 2 " in seen
    assert "Goals were not shared." not in seen


def test_where_the_cursor_cannot_be_moved_the_number_is_asked_for(root: Path) -> None:
    seen = at_a_terminal(root, [b"2\n"], "--pick", "--kind", "lesson", term="dumb")
    assert "Goals were not shared." in seen


def test_in_a_pipe_it_refuses_and_says_what_to_do(root: Path) -> None:
    command = [sys.executable, "-m", "kb", "--root", str(root), "search", "vendor", "--pick"]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False
    )
    assert done.returncode == 2 and done.stdout == ""
    assert "terminal" in done.stderr and "jsonl" in done.stderr and "Traceback" not in done.stderr


def test_keys_go_round_and_stay_inside() -> None:
    assert [_next(0, key, 3) for key in (UP[0], DOWN[0], "3", "4", "0", "x")] == [2, 1, 2, 0, 0, 0]
