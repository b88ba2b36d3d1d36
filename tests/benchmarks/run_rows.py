"""Which commands are measured on a corpus, in which order, and what each must find when it begins."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.run_measure import Figure, Row

GROUPS = ("check", "search", "build")
PEER = "MkDocs + Material, from nothing"
_LOOP = "total = 0\nfor number in range(10_000_000): total += number"


def rows(folder: Path, cache: Path, groups: tuple[str, ...], entries: int, peer: bool) -> list[Row]:
    """The rows of `groups` for the corpus in `folder`; figures are promised for 1,000 entries only.

    `cache` is the folder that the commands are told to keep their caches in: "from nothing" is without it.

    The first row does nothing for anybody: it tells how fast the machine was at that hour.
    """
    base = folder / "base"
    promised = entries == 1000
    found = [Row("yardstick: 10 million additions in Python", (sys.executable, "-S", "-c", _LOOP), folder)]
    if "check" in groups:
        found.append(Row("kb check", _kb("check"), base, figure=Figure(2.0) if promised else None))
    if "search" in groups:
        found += _search(base, cache, promised)
    if "build" in groups:
        found += _build(folder, cache, promised, peer)
    return found


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _kb(*words: str) -> tuple[str, ...]:
    return (_tool("kb"), *words)


def _search(base: Path, cache: Path, promised: bool) -> list[Row]:
    figure = Figure(0.35) if promised else None
    return [
        Row("kb index, from nothing", _kb("index"), base, _without(cache)),
        Row("kb search kickoff", _kb("search", "kickoff"), base, figure=figure),
        Row("kb search 启动会", _kb("search", "启动会"), base, figure=figure),
        Row("kb search kickoff, after one edit", _kb("search", "kickoff"), base, _edited(base, "search")),
    ]


def _build(folder: Path, cache: Path, promised: bool, peer: bool) -> list[Row]:
    base, plain = folder / "base", folder / "plain"
    build = _kb("build")
    figure = Figure(1 / 3, PEER) if promised and peer else None
    found = [Row("kb build, from nothing", build, base, _without(base / "build", cache), figure)]
    if peer:
        found.append(Row(PEER, (_tool("mkdocs"), "build", "--quiet"), plain, _without(plain / "site")))
    found.append(Row("kb build, nothing changed", build, base))
    found.append(Row("kb build, after one edit", build, base, _edited(base, "build")))
    return found


def _without(*folders: Path) -> Callable[[int], None]:
    """Take away what an earlier round left."""

    def prepare(round_number: int) -> None:
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)

    return prepare


def _edited(base: Path, mark: str) -> Callable[[int], None]:
    """Add a sentence to one lesson of the base, another one in each round."""

    def prepare(round_number: int) -> None:
        lessons = sorted((base / "lessons").rglob("*.md"))
        lesson = lessons[(round_number * 37 + len(mark)) % len(lessons)]
        text = lesson.read_text(encoding="utf-8")
        lesson.write_text(f"{text}\nRevised in round {round_number + 1} for {mark}.\n", encoding="utf-8")

    return prepare
