"""A progress bar for whatever takes longer than a second, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE = 1.0  # seconds before anything is drawn


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Gives `advance(done, total)`. Draws on stderr after a second, when stderr is a terminal."""
    began = time.monotonic()
    shown: list[Any] = []

    def advance(done: int, total: int) -> None:
        if shown:
            bar, task = shown
            bar.update(task, completed=done, total=total)
        elif done % 16 == 0 and time.monotonic() - began > PATIENCE and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            bar = Progress(
                TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            bar.start()
            shown.extend((bar, bar.add_task(label, total=total, completed=done)))

    try:
        yield advance
    finally:
        if shown:
            shown[0].stop()
