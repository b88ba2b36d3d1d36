"""Work that is shared between two processes: every piece is done once, and none is lost with the second process."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator

import pytest

from kb.adapters.second_process import shared
from kb.errors import KbError

ALONE = sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2
THERE = pytest.mark.skipif(ALONE, reason="there is no second process")


@pytest.mark.parametrize("count", [0, 1, 2, 7, 1000, 150_000])
def test_every_number_is_handed_to_one_process_in_its_order(count: int) -> None:
    first, *second = shared(count, list)
    assert first == sorted(first)
    assert sorted([*first, *(number for one in second for number in one)]) == list(range(count))
    assert all(one == sorted(one, reverse=True) for one in second)


@THERE
def test_both_processes_take_part() -> None:
    def slow(numbers: Iterator[int]) -> tuple[int, list[int]]:
        return os.getpid(), [number for number in numbers if not time.sleep(0.01)]  # type: ignore[func-returns-value]

    (here, front), (there, end) = shared(60, slow)
    assert here == os.getpid() != there
    assert front and end


@THERE
def test_what_a_second_process_had_when_it_was_killed_is_done_here() -> None:
    here = os.getpid()

    def work(numbers: Iterator[int]) -> list[int]:
        done: list[int] = []
        for number in numbers:
            if os.getpid() != here and len(done) == 3:
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(0.005)
            done.append(number)
        return done

    first, second = shared(40, work)
    assert sorted(first + second) == list(range(40))


def test_an_error_in_either_process_is_told_here() -> None:
    def work(numbers: Iterator[int]) -> list[int]:
        for number in numbers:
            time.sleep(0.002)
            if number == 19:
                raise KbError("the last one cannot be done", zh=("最后一个做不了", ""))
        return []

    with pytest.raises(KbError, match="the last one"):
        shared(20, work)
