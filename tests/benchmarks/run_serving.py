"""What `kb serve` costs: how long a writer waits for a saved edit, and what it takes while nobody writes.

The clock runs from the moment the file is written until the page that is asked for over the loopback holds the new
words. CPU is the server's own and that of its children, from the kernel's account of the process.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from tests.benchmarks.run_measure import Cost

READY = 600.0  # seconds after which a server is given up
IDLE = 20.0  # seconds that an idle server is watched
_TICK = os.sysconf("SC_CLK_TCK")


def seen(
    command: Sequence[str], base: Path, edit: Callable[[int], None], env: Mapping[str, str], tries: int = 3
) -> Cost | str:
    """The median of a few edits, each seen before the next; the first warms the server up and is not counted."""
    costs: list[Cost] = []
    try:
        with _serving(command, base, env) as (process, url):
            for number in range(tries + 1):
                costs.append(_one(process, url, base, partial(edit, int(time.time()) % 1000 + number)))
    except TimeoutError as error:
        return str(error)
    return sorted(costs[1:], key=lambda one: one.clock)[tries // 2]


def idle(command: Sequence[str], base: Path, env: Mapping[str, str]) -> Cost | str:
    """CPU for each second in which nothing happens."""
    try:
        with _serving(command, base, env) as (process, _):
            time.sleep(2)
            before = _cpu(process.pid)
            time.sleep(IDLE)
            return Cost((_cpu(process.pid) - before) / IDLE, 1.0, 0)
    except TimeoutError as error:
        return str(error)


def _one(process: subprocess.Popen[str], url: str, base: Path, edit: Callable[[], None]) -> Cost:
    before = {path: path.stat().st_mtime_ns for path in (base / "lessons").rglob("*.md")}
    used, began = _cpu(process.pid), time.perf_counter()
    edit()
    lesson = next(path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp)
    words = lesson.read_text(encoding="utf-8").rstrip().splitlines()[-1].encode()
    address = url + lesson.relative_to(base).with_suffix("").as_posix() + "/"
    while time.perf_counter() - began < READY:
        with suppress(OSError), urllib.request.urlopen(address, timeout=READY) as answer:
            if words in answer.read():
                clock = time.perf_counter() - began
                time.sleep(1.5)  # what the server does after the page is seen counts as its work
                return Cost(_cpu(process.pid) - used, clock, 0)
        time.sleep(0.01)
    raise TimeoutError("the edit was never seen")


@contextmanager
def _serving(command: Sequence[str], base: Path, env: Mapping[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server that has built and answers, with its address."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=base, env=dict(env), stdout=subprocess.PIPE, stderr=said, text=True)
        try:
            url = process.stdout.readline().strip() if process.stdout is not None else ""
            if not url.startswith("http"):
                raise TimeoutError("the server did not start")
            time.sleep(0.5)  # it begins to watch after it has said where it is
            yield process, url.rstrip("/") + "/"
        finally:
            process.terminate()
            process.wait()


def _cpu(pid: int) -> float:
    """Seconds of CPU of a process and of the children that it waited for (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICK
