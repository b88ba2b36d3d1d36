"""Work in a process with limits: whatever happens there, this process goes on and knows why."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from pathlib import Path

import pytest

from kb.adapters.careful_reading import SMALL, read_carefully
from kb.adapters.contained import CRASH, TIME, Ended, contained
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.pipeline.check import read_entry

HEAD = b"---\ntitle: Hostile\ndate: 2026-01-02\ntags: [risk]\n---\n"


def busy() -> bytes:
    while True:
        pass


def greedy() -> bytes:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


def faulty() -> bytes:
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)  # pytest has a handler of its own
    return ctypes.string_at(8)


def panicking() -> bytes:
    raise BaseException("as a panic in Rust comes out")


def leaving() -> bytes:
    os._exit(7)


def test_what_the_work_gives_comes_back_whole() -> None:
    large = os.urandom(3_000_000)
    assert contained(lambda: large) == large and contained(lambda: b"") == b""


@pytest.mark.parametrize(
    ("work", "why"), [(greedy, CRASH), (faulty, CRASH), (panicking, CRASH), (leaving, CRASH)], ids=lambda one: str(one)[:20]
)  # fmt: skip
def test_work_that_breaks_ends_alone(work: object, why: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Ended, match=why):
        contained(work)  # type: ignore[arg-type]
    assert capfd.readouterr() == ("", "")


def test_work_that_never_ends_is_ended_after_two_seconds_of_the_processor() -> None:
    before = os.times()
    with pytest.raises(Ended, match=TIME):
        contained(busy)
    after = os.times()
    assert 1.2 < after.children_user + after.children_system - before.children_user - before.children_system < 2.2


def test_work_cannot_write_files(tmp_path: Path) -> None:
    def work() -> bytes:
        (tmp_path / "a").write_bytes(b"x" * 100)
        return b"written"

    with pytest.raises(Ended):
        contained(work)
    assert not (tmp_path / "a").exists() or not (tmp_path / "a").read_bytes()


def test_no_process_is_left_behind() -> None:
    with pytest.raises(Ended):
        contained(leaving)
    time.sleep(0.01)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_large_file_gives_the_same_entry_as_it_would_here() -> None:
    body = "## Lesson\n\nAsk *early*, [see](other.md). 先问清楚。\n\n- [ ] call\n\n".encode() * 2_000
    source = SourceFile("lessons/2026/large.md", HEAD + body)
    assert len(source.data) > SMALL
    assert read_carefully(source, Settings()) == read_entry(source, Settings())
