"""What the stages of one cold build cost, in one process on one processor: what the whole is made of.

    python -m tests.benchmarks.run_stages BASE

prints JSON: stage → [seconds of CPU, seconds by the clock].
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.run_measure import Cost, Row

STAGES = {
    "reading": "of which reading, rendering and checking the entries",
    "pages": "of which pages, feeds, calendars and the API",
    "search": "of which the search data",
    "theme": "of which the theme around the pages",
    "leaks": "of which the leak scan",
}


class Stages:
    """One measured build a round, of which each row is a stage."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._left: dict[str, Cost] = {}

    def row(self, stage: str, prepare: Callable[[int], None]) -> Row:
        first = stage == next(iter(STAGES))
        nothing: Callable[[int], None] = lambda round_number: None  # noqa: E731
        return Row(
            STAGES[stage], (), self._base, prepare if first else nothing, measure=lambda env: self._cost(stage, env)
        )

    def _cost(self, stage: str, env: Mapping[str, str]) -> Cost | str:
        if stage not in self._left:
            command = [sys.executable, "-m", "tests.benchmarks.run_stages", str(self._base)]
            project = Path(__file__).resolve().parents[2]
            done = subprocess.run(command, cwd=project, env=dict(env), capture_output=True, text=True, check=False)
            if done.returncode:
                return (done.stderr.strip().splitlines() or ["no message"])[-1]
            self._left = {name: Cost(cpu, clock, 0) for name, (cpu, clock) in json.loads(done.stdout).items()}
        return self._left.pop(stage)


def main() -> None:
    import kb.pipeline.build
    from kb.adapters.leak_scan import LeakScan
    from kb.adapters.mkdocs_site import MkdocsSite
    from kb.model.kinds import Audience
    from kb.pipeline.site_parts import Writer
    from kb.workspace import Workspace

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # everything in this process, one after another
    spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for holder, name, stage in (
        (Workspace, "load", "reading"), (Writer, "written", "pages"), (kb.pipeline.build, "_answers", "pages"),
        (kb.pipeline.build, "_searched", "search"), (MkdocsSite, "build", "theme"), (LeakScan, "prepare", "leaks"),
        (LeakScan, "verify", "leaks"),
    ):  # fmt: skip
        setattr(holder, name, _timed(getattr(holder, name), spent[stage]))
    Workspace(Path(sys.argv[1])).build(Audience.INTERNAL, date.today())
    print(json.dumps(spent))


def _timed(call: Callable[..., Any], spent: list[float]) -> Callable[..., Any]:
    def timed(*args: Any, **options: Any) -> Any:
        cpu, clock = time.process_time(), time.perf_counter()
        try:
            return call(*args, **options)
        finally:
            spent[0] += time.process_time() - cpu
            spent[1] += time.perf_counter() - clock

    return timed


if __name__ == "__main__":
    main()
