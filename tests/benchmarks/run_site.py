"""The rows of the site: from nothing, with and without its search, after an edit, served; and two peers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.run_aside import without
from tests.benchmarks.run_hugo import hugo_site
from tests.benchmarks.run_measure import Figure, Row
from tests.benchmarks.run_serving import idle, seen
from tests.benchmarks.run_stages import STAGES, Stages

COLD = "kb build, from nothing"
PEER = "MkDocs + Material, from nothing"
HUGO = "Hugo with a bare theme, no search"


def site_rows(folder: Path, cache: Path, entries: int, peer: bool, hugo: Path | None) -> list[Row]:
    """What building and serving the base in `folder` costs, in the order in which one leaves what the next needs."""
    base, build = folder / "base", kb_command("build")
    nothing = without(folder, base / "build", cache)
    bare = Row("kb build --no-search, from nothing", (*build, "--no-search"), base, nothing, _bare(entries))
    found = [bare, *_peers(folder, peer, hugo)]
    stages = Stages(base)
    found += [stages.row(name, nothing) for name in STAGES]
    found.append(Row(COLD, build, base, nothing, _cold(entries)))
    found.append(Row("kb build, nothing changed", build, base))
    found.append(Row("kb build, after one edit", build, base, edited(base, "build"), _edit(entries)))
    return found + _served(base, entries)


def _bare(entries: int) -> tuple[Figure, ...]:
    shares = (Figure(1 / 5, PEER), Figure(1 / 5, PEER, "clock"), Figure(1, HUGO))
    return shares if entries == 1000 else ()


def _cold(entries: int) -> tuple[Figure, ...]:
    if entries == 1000:
        return (Figure(1 / 4, PEER, "clock"),)
    return (Figure(80, by="clock"), Figure(1e9, by="memory")) if entries == 10_000 else ()


def _edit(entries: int) -> tuple[Figure, ...]:
    if entries == 1000:
        return (Figure(1 / 6, COLD), Figure(1 / 6, COLD, "clock"))
    return (Figure(4, by="clock"),) if entries == 10_000 else ()


def _peers(folder: Path, peer: bool, hugo: Path | None) -> list[Row]:
    plain, found = folder / "plain", []
    if peer:
        found.append(Row(PEER, (_tool("mkdocs"), "build", "--quiet"), plain, without(folder, plain / "site")))
    if peer and hugo is not None:
        site = hugo_site(plain, folder / "hugo")
        found.append(Row(HUGO, (str(hugo), "--quiet"), site, without(folder, site / "public", site / "resources")))
    return found


def _served(base: Path, entries: int) -> list[Row]:
    patience = {1000: (Figure(0.7, by="clock"),), 10_000: (Figure(2.5, by="clock"),)}.get(entries, ())
    serve, edit = kb_command("serve", "--port", "0"), edited(base, "serve")
    return [
        Row("kb serve, a saved edit is seen", (), base, figures=patience, measure=lambda env: seen(serve, base, edit, env)),
        Row("kb serve, a second of nobody writing", (), base, figures=(Figure(0.02),), measure=lambda env: idle(serve, base, env)),
    ]  # fmt: skip


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def kb_command(*words: str) -> tuple[str, ...]:
    return (_tool("kb"), *words)


def edited(base: Path, mark: str) -> Callable[[int], None]:
    """Add a sentence to one lesson of the base, another one in each round."""

    def prepare(round_number: int) -> None:
        lessons = sorted((base / "lessons").rglob("*.md"))
        lesson = lessons[(round_number * 37 + len(mark)) % len(lessons)]
        text = lesson.read_text(encoding="utf-8")
        lesson.write_text(f"{text}\nRevised in round {round_number + 1} for {mark}.\n", encoding="utf-8")

    return prepare
