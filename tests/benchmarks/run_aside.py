"""Taking away what an earlier round left, without removing it; and what a new file costs at this hour.

A file system without a journal (ext4 in many virtual machines) passes over whatever was removed lately when it looks
for room, for minutes: after thousands of removals each new file and folder costs it ten times as much. So nothing is
removed while anything is measured. It is moved out of the way and its bytes are given up; its names stay to the end.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.run_measure import Row

_ASIDE = "aside"
_MADE = """
import os, sys
for number in range(1000):
    os.makedirs(f"{sys.argv[1]}/{number}")
    with open(f"{sys.argv[1]}/{number}/index.html", "xb") as file:
        file.write(b"x" * 8000)
"""


def without(work: Path, *folders: Path) -> Callable[[int], None]:
    """Put these folders aside, where they are there; `work` is on the same disk, and `cleared` in the end."""

    def prepare(round_number: int) -> None:
        for folder in folders:
            if folder.exists():
                place = _fresh(work)
                folder.rename(place)
                for path in place.rglob("*"):
                    if path.is_file() and not path.is_symlink():
                        os.truncate(path, 0)

    return prepare


def yardstick(work: Path) -> Row:
    """What the disk costs without us."""
    row = Row("yardstick: 1,000 folders with a file of 8 kB each", (), work)
    row.prepare = lambda round_number: setattr(row, "command", (sys.executable, "-S", "-c", _MADE, str(_fresh(work))))
    return row


def cleared(work: Path) -> None:
    shutil.rmtree(work / _ASIDE, ignore_errors=True)


def _fresh(work: Path) -> Path:
    place = work / _ASIDE
    place.mkdir(exist_ok=True)
    return place / str(time.time_ns())
