"""Work in a second process: its result comes back, its errors are told here, and it never outlives this one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.adapters.second_process import meanwhile
from kb.errors import KbError

ALONE = """
import os, sys, time
from kb.adapters.second_process import meanwhile
def work():
    open(sys.argv[1], "w").write(str(os.getpid()))
    time.sleep(60)
with meanwhile(work) as result:
    result()
"""


def test_the_result_comes_back_and_what_was_changed_there_stays_there() -> None:
    seen: list[int] = []
    with meanwhile(lambda: [*seen, 7] if not seen.append(1) else []) as result:  # type: ignore[func-returns-value]
        assert result() == [1, 7]


def test_an_error_is_told_with_its_way_out() -> None:
    def refused() -> None:
        raise KbError("no room", "make room", zh=("没有空间", "请腾出空间"))

    with pytest.raises(KbError, match="no room") as caught, meanwhile(refused) as result:
        result()
    assert caught.value.hint == "make room"


def test_whoever_leaves_without_asking_does_not_wait(tmp_path: Path) -> None:
    began = time.monotonic()
    with meanwhile(lambda: time.sleep(60)):
        pass
    assert time.monotonic() - began < 30


@pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="there is no second process")
def test_it_ends_with_the_process_that_began_it(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    first = subprocess.Popen([sys.executable, "-c", ALONE, told])
    while not told.exists() or not told.read_text():
        time.sleep(0.02)
    second = int(told.read_text())
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert second != first.pid
    for _ in range(500):
        if not _runs(second):
            return
        time.sleep(0.02)
    os.kill(second, signal.SIGKILL)
    pytest.fail("it is still there")


def _runs(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
