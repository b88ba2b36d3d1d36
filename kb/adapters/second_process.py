"""Work that another process does meanwhile, where there is a second processor for it.

The process is a copy of this one, so nothing has to be handed over; what it gives comes back as a pickled value. It
ends with this one, however that ends. If it fails, or there cannot be one, the work is done here, where an error can
be told: so a second process saves time and changes nothing.

What consists of many pieces is shared out while it is done: this process takes them from the front and the other one
from the end until none are left. So both are busy to the last, and nobody has to know what a piece costs.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

Value = TypeVar("Value")

_ROOM = 60_000  # bytes that a pipe holds before whoever writes has to wait


@contextmanager
def meanwhile(work: Callable[[], Value]) -> Iterator[Callable[[], Value]]:
    """Begin `work` and go on; what is given waits for the result. Whoever leaves without asking stops it.

    `work` may write files that nobody else writes. Only what it returns comes back: nothing that it changes here.
    """
    if not _possible():
        yield work
        return
    second = _Second(work)
    try:
        yield lambda: second.result(work)
    finally:
        second.stop()


def shared(
    count: int, work: Callable[[Iterator[int]], Value], first: Callable[[], object] = lambda: None
) -> tuple[Value, ...]:
    """What `work` gives in each process that takes part, for the numbers below `count` that it was handed there.

    Every number is handed to one of them: the lower ones here, rising; the others in the second process, falling.
    What that gave comes second; if it fails, its numbers are done here. `first` is done before any number, here alone:
    work that cannot be cut up, while the second process begins.
    """
    if count < 2 or not _possible():
        first()
        return (work(iter(range(count))),)
    with _Pieces(count) as pieces:
        second = _Second(lambda: work(pieces.from_end()))
        try:
            first()
            here = work(pieces.from_front())
            return here, second.result(lambda: work(pieces.rest()))
        finally:
            second.stop()


def _possible() -> bool:
    """Whether a copy of this process would run beside it, and safely: threads are not copied."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


class _Pieces:
    """Numbers for two processes: a pipe holds a byte for each run of them, and whoever gets one takes the next run.

    One takes from the front and one from the end, so nobody waits for the other and no lock is left by a dead one.
    """

    def __init__(self, count: int) -> None:
        size = 1 + count // _ROOM
        self._runs = [range(start, min(start + size, count)) for start in range(0, count, size)]
        self._taken = 0

    def __enter__(self) -> _Pieces:
        self._bytes, writing = os.pipe()
        os.write(writing, bytes(len(self._runs)))
        os.close(writing)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._bytes)

    def from_front(self) -> Iterator[int]:
        while os.read(self._bytes, 1):
            self._taken += 1
            yield from self._runs[self._taken - 1]

    def from_end(self) -> Iterator[int]:
        for run in reversed(self._runs):
            if not os.read(self._bytes, 1):
                return
            yield from reversed(run)

    def rest(self) -> Iterator[int]:
        """What was not taken from the front, in the order in which it is taken from the end."""
        for run in reversed(self._runs[self._taken :]):
            yield from reversed(run)


class _Second:
    def __init__(self, work: Callable[[], object]) -> None:
        reading, writing = os.pipe()
        asleep, self._lifeline = os.pipe()
        gc.freeze()  # what is there already stays shared by both
        self._child = os.fork()
        if self._child == 0:
            os.close(reading)
            os.close(self._lifeline)
            _work(work, writing, asleep)
        gc.unfreeze()
        os.close(writing)
        os.close(asleep)
        self._reading = reading

    def result(self, work: Callable[[], Value]) -> Value:
        with open(self._reading, "rb", closefd=False) as answer:
            said = answer.read()
        with suppress(EOFError, pickle.UnpicklingError):
            return pickle.loads(said)  # type: ignore[no-any-return]
        return work()

    def stop(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        os.close(self._reading)
        os.close(self._lifeline)


def _work(work: Callable[[], object], writing: int, asleep: int) -> None:
    """What the copy does: it never returns, says nothing, and dies with the process that it was copied from."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other one is interrupted too, and stops this one
        threading.Thread(target=_die_after, args=(asleep,), daemon=True).start()
        said = pickle.dumps(work())
        with open(writing, "wb") as answer:
            answer.write(said)
    finally:
        os._exit(0)


def _die_after(asleep: int) -> None:
    os.read(asleep, 1)  # nobody writes: this ends when the other end is closed
    os._exit(1)
