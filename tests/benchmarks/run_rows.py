"""Which commands are measured on a corpus, in which order, and what each must find when it begins."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.run_aside import without, yardstick
from tests.benchmarks.run_measure import Figure, Row
from tests.benchmarks.run_site import edited, kb_command, site_rows

GROUPS = ("check", "search", "build")
_LOOP = "total = 0\nfor number in range(10_000_000): total += number"


def rows(
    folder: Path, cache: Path, groups: tuple[str, ...], entries: int, peer: bool, hugo: Path | None = None
) -> list[Row]:
    """The rows of `groups` for the corpus in `folder`; most figures are promised for 1,000 entries only.

    `cache` is the folder that the commands are told to keep their caches in: "from nothing" is without it.

    The first two rows do nothing for anybody: they tell how fast machine and disk were at that hour.
    """
    base = folder / "base"
    promised = entries == 1000
    found = [Row("yardstick: 10 million additions in Python", (sys.executable, "-S", "-c", _LOOP), folder)]
    found.append(yardstick(folder))
    if "check" in groups:
        found.append(Row("kb check", kb_command("check"), base, figures=(Figure(2.0),) if promised else ()))
    if "search" in groups:
        found += _search(folder, cache, promised)
    if "build" in groups:
        found += site_rows(folder, cache, entries, peer, hugo)
    return found


def _search(folder: Path, cache: Path, promised: bool) -> list[Row]:
    figures, base = (Figure(0.35),) if promised else (), folder / "base"
    return [
        Row("kb index, from nothing", kb_command("index"), base, without(folder, cache)),
        Row("kb search kickoff", kb_command("search", "kickoff"), base, figures=figures),
        Row("kb search 启动会", kb_command("search", "启动会"), base, figures=figures),
        Row("kb search kickoff, after one edit", kb_command("search", "kickoff"), base, edited(base, "search")),
    ]
