"""A progress bar for whatever takes longer than a second, on a terminal only.

The one idea: it is drawn when somebody says how far they are, and by nobody else. A thread that draws would keep a
build from having its second process, because a copy of a process has no copies of its threads.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds before anything is drawn
_EVERY = 0.1  # seconds between two drawings

STAGES = {
    "reading": "读取文件",
    "comparing": "比较",
    "indexing": "建立索引",
    "writing pages": "生成页面",
    "building the site": "构建网站",
}

Advance = Callable[[str, int, int], None]


class _Bar:
    """What is going on, and the bar that shows it once patience is over."""

    def __init__(self, lang: str) -> None:
        self._stages = STAGES if lang == "zh" else {}
        self._process = os.getpid()
        self._next = time.monotonic() + PATIENCE
        self._bar: Progress | None = None
        self._task: tuple[str, TaskID] | None = None  # of which stage

    def advance(self, label: str, done: int, total: int) -> None:
        """Draw, if it is time to; a copy of this process has no terminal of its own and draws nothing."""
        if time.monotonic() < self._next or os.getpid() != self._process:
            return
        if self._bar is None:
            self._bar = _made()
            self._bar.start()
        if self._task is None or self._task[0] != label:
            if self._task is not None:
                self._bar.remove_task(self._task[1])
            self._task = label, self._bar.add_task(self._stages.get(label, label), total=total or None)
        self._bar.update(self._task[1], completed=done)
        self._bar.refresh()
        self._next = time.monotonic() + _EVERY

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()


def _made() -> Progress:
    """Importing rich takes a tenth of a second that quick commands save."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)


@contextmanager
def progress(lang: str) -> Iterator[Advance]:
    """Gives `advance(label, done, total)`; total 0 means that nobody knows. Draws on stderr after a second, for a
    reader of `lang`."""
    if not sys.stderr.isatty():
        yield lambda label, done, total: None
        return
    bar = _Bar(lang)
    try:
        yield bar.advance
    finally:
        bar.close()
