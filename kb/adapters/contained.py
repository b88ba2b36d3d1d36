"""Work on what a stranger wrote, in a process of its own with limits: a crash or a bomb costs one file and no more.

The process is a copy of this one that does one thing and ends. It may use some seconds of the processor, some memory
beyond what was in use, and no disk; what it gives back are bytes. What cannot be contained (another system than POSIX)
is done here.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

SECONDS = 1.5  # of the processor; with what starting and ending the process takes it stays below two
MEMORY = 256 * 1024 * 1024  # bytes beyond what the process had when it began
PATIENCE = 60  # seconds by the clock, on a machine that does a hundred other things

TIME, CRASH = "it takes more time than a file may", "its reader ran out of memory or crashed"
_OUT_OF_TIME = (signal.SIGPROF, signal.SIGXCPU, signal.SIGKILL)
_CHUNK = 1 << 16


class Ended(Exception):
    """The process ended without an answer; `why` is `TIME` or `CRASH`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def contained(work: Callable[[], bytes], seconds: float = SECONDS, memory: int = MEMORY) -> bytes:
    """What `work` gives, done within the limits. Raises `Ended`."""
    if not hasattr(os, "fork"):
        return work()
    readable, writable = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(readable)
        _work(work, writable, seconds, memory)
    os.close(writable)
    status = None
    try:
        answer = _answer(readable)
    finally:
        os.close(readable)
        status = _ended(child)
    if answer is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) in _OUT_OF_TIME):
        raise Ended(TIME)
    if not os.WIFEXITED(status) or os.WEXITSTATUS(status) != 0:
        raise Ended(CRASH)
    return answer


def _answer(readable: int) -> bytes | None:
    """Everything that the process writes until it closes its end; None when that takes too long."""
    parts: list[bytes] = []
    latest = time.monotonic() + PATIENCE
    while True:
        ready, _, _ = select.select([readable], [], [], max(0.0, latest - time.monotonic()))
        if not ready:
            return None
        part = os.read(readable, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _ended(child: int) -> int:
    """How the process ended; one that goes on is killed."""
    latest = time.monotonic() + 0.5
    while time.monotonic() < latest:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return status
        time.sleep(0.001)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _work(work: Callable[[], bytes], writable: int, seconds: float, memory: int) -> NoReturn:
    """In the copy: limits first, then the work, its answer, and the end. Nothing of the parent's is finished here."""
    code = 1
    gc.disable()  # looking at what the parent holds would copy it
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):  # a library that panics says so there
            os.dup2(nowhere, stream)
        if "faulthandler" in sys.modules:  # a crash is expected here, and told by how the process ends
            sys.modules["faulthandler"].disable()
        _limit(seconds, memory)
        left = memoryview(work())
        while left:
            left = left[os.write(writable, left) :]
        code = 0
    except BaseException:  # noqa: BLE001 - a panic in Rust is none of Python's exceptions
        code = 1
    finally:
        os._exit(code)


def _limit(seconds: float, memory: int) -> None:
    import resource

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    for kind, most in (
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_AS, _mapped() + memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a system that lacks one still has the others, and the clock
            resource.setrlimit(kind, (most, most))


def _mapped() -> int:
    """The memory that is mapped already; a guess where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 1 << 30
