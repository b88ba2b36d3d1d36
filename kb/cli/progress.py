"""A progress bar for whatever takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds before anything is drawn

Advance = Callable[[str, int, int], None]


class _Bar:
    """What is going on, and the bar that shows it once patience is over."""

    def __init__(self) -> None:
        self._stage = ("", 0, 0)
        self._lock = Lock()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._over = False

    def advance(self, label: str, done: int, total: int) -> None:
        self._stage = (label, done, total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=label, completed=done, total=total or None)

    def draw(self) -> None:
        """Runs in the timer's thread; importing rich takes a tenth of a second that quick commands save."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        with self._lock:
            if self._over:
                return
            label, done, total = self._stage
            self._task = bar.add_task(label, completed=done, total=total or None)
            bar.start()
            self._bar = bar

    def close(self) -> None:
        with self._lock:
            self._over = True
        if self._bar is not None:
            self._bar.stop()


@contextmanager
def progress() -> Iterator[Advance]:
    """Gives `advance(label, done, total)`; total 0 means that nobody knows. Draws on stderr after a second."""
    bar = _Bar()
    timer = Timer(PATIENCE, bar.draw)
    timer.daemon = True
    if sys.stderr.isatty():
        timer.start()
    try:
        yield bar.advance
    finally:
        timer.cancel()
        bar.close()
