"""What a command costs: CPU of its whole process tree, clock, and the largest process's memory.

Figures come from the kernel's account of the finished child (`wait4`), which holds every process that the child
waited for. This process stays small and starts nothing itself but what is measured: a child is charged with
the memory of the one that started it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (user and system), seconds by the clock, bytes of the largest process."""

    cpu: float
    clock: float
    memory: int


Measure = Literal["cpu", "clock", "memory"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What was promised: at most `limit` seconds (or bytes), or at most that share of the row named `of`."""

    limit: float
    of: str = ""
    by: Measure = "cpu"


def _nothing(round_number: int) -> None:
    """Most rows need no preparation."""


@dataclass(slots=True)
class Row:
    """One line of the table. `prepare(round)` is not measured; `failure` is why the command did not run.

    Where `measure(env)` is given it is asked instead of the command: for what is not one command from begin to end.
    """

    name: str
    command: Sequence[str]
    folder: Path
    prepare: Callable[[int], None] = _nothing
    figures: tuple[Figure, ...] = ()
    measure: Callable[[Mapping[str, str]], Cost | str] | None = None
    costs: list[Cost] = field(default_factory=list)
    failure: str = ""

    def median(self, by: Measure) -> float:
        values: list[float] = [getattr(one, by) for one in self.costs]
        return statistics.median(values)


def measured(command: Sequence[str], folder: Path, env: Mapping[str, str]) -> Cost | str:
    """Run one command to its end; its cost, or its last words where it failed."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
        clock = time.perf_counter() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            lines = said.read().decode("utf-8", "replace").strip().splitlines()
            return f"exit {child.returncode}: {lines[-1].strip() if lines else 'no message'}"
    kilo = 1 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, clock, used.ru_maxrss * kilo)


def interleave(rows: Sequence[Row], rounds: int, env: Mapping[str, str], tell: Callable[[str], None]) -> None:
    """Every row once, in order, then all again: what the machine does meanwhile falls on all of them alike."""
    for number in range(rounds):
        for row in rows:
            if row.failure:
                continue
            tell(f"round {number + 1} of {rounds}: {row.name}")
            row.prepare(number)
            cost = row.measure(env) if row.measure is not None else measured(row.command, row.folder, env)
            if isinstance(cost, Cost):
                row.costs.append(cost)
            else:
                row.failure = cost
