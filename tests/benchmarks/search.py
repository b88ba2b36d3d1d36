"""What searching and indexing cost, and how well search ranks; printed beside what was promised.

    python -m tests.benchmarks.search [--entries 1000 10000] [--rounds 10] [--judged DIR] [--large]

For each size a base of half English and half Chinese lessons of about 5 kB is made and indexed by each engine.
`--large` adds 100,000 entries of 1 kB on the second engine, which takes minutes; `--judged` the collections of
`tests.benchmarks.judged`, and the golden queries of this repository. Nothing fails because it is slow.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kb.cli.golden import check_search
from kb.workspace import Workspace
from tests.benchmarks import judged
from tests.benchmarks.search_base import bare_index, write_base
from tests.benchmarks.search_costs import change, choose, indexing, processes, silent, warm, writing

ENGINES = ("whoosh", "sqlite")
# engine → 5 kB entries per CPU second in English and in Chinese; milliseconds of a change; times a bare script;
# milliseconds of a query in a running process, with snippets alone and with facets
PROMISED = {"whoosh": (250, 80, 120, 10, 15, 30), "sqlite": (800, 300, 30, 5, 8, 12)}
REPOSITORY = Path(__file__).resolve().parents[2]
Row = tuple[str, str, str]  # what, measured, promised and whether it is met


def met(value: float, limit: float, unit: str, *, least: bool = False) -> str:
    kept = value >= limit if least else value <= limit
    return f"{'at least' if least else 'at most'} {limit:g} {unit}: {'met' if kept else '**missed**'}".replace(
        " :", ":"
    )


def of_engine(engine: str) -> Iterator[Row]:
    english, chinese = PROMISED[engine][:2]
    for name, value, limit in (
        ("English", writing(engine, False), english),
        ("Chinese", writing(engine, True), chinese),
    ):
        yield f"{engine}: {name} entries indexed", f"{value:.0f} a CPU second", met(value, limit, "", least=True)


def of_size(root: Path, bare: Path, entries: int, rounds: int, engine: str) -> Iterator[Row]:
    _, _, changed, times, shown, faceted = PROMISED[engine]
    choose(root, engine)
    seconds, memory = indexing(root)
    name = f"{engine}, {entries:,} entries"
    yield f"{name}: kb index, read and indexed", f"{entries / seconds:.0f} a CPU second, {memory:.0f} MB", ""
    value = change(root, rounds)
    yield f"{name}: one changed entry, beside looking at all files", f"{value:.0f} ms", met(value, changed, "ms")
    ours, theirs = processes(root, bare, rounds)
    measured = f"{ours:.0f} ms, a bare script on FTS5 {theirs:.0f} ms: {ours / theirs:.1f} times"
    yield f"{name}: kb search, the whole process", measured, met(ours / theirs, times, "times")
    value = warm(root, rounds)
    yield (
        f"{name}: three words in a running process, ten snippets and all facets",
        f"{value:.1f} ms",
        f"{met(value, faceted, 'ms')}; without facets {met(value, shown, 'ms')}",
    )


def large(folder: Path) -> Iterator[Row]:
    """A hundred thousand entries of 1 kB on the second engine."""
    write_base(folder, 100_000, 0.2)
    choose(folder, "sqlite")
    seconds, memory = indexing(folder)
    name = "sqlite, 100,000 entries of 1 kB"
    limits = f"{met(seconds, 120, 's')}, {met(memory, 1_000, 'MB')}"
    yield f"{name}: kb index", f"{seconds:.0f} s of CPU, {memory:.0f} MB", limits
    value = warm(folder, 5)
    yield f"{name}: three words", f"{value:.1f} ms", met(value, 30, "ms")


def quality(folder: Path) -> Iterator[Row]:
    promised = {"cranfield": 0.405, "cmrc": 0.985}
    for name, found in judged.all_measured(folder, 500):
        limit = promised.get(name)
        yield f"{name}: nDCG@10", f"{found.ndcg:.4f}", met(found.ndcg, limit, "", least=True) if limit else ""
    failed, asked = check_search(Workspace(REPOSITORY), "en", silent)
    wrong = len({one.golden.query for one in failed})
    yield "golden queries answered", f"{asked - wrong} of {asked}", met(wrong, 0, "missed")


def rows(options: argparse.Namespace) -> Iterator[Row]:
    for engine in ENGINES:
        yield from of_engine(engine)
    for entries in options.entries:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KB_CACHE_DIR"] = str(Path(folder) / "cache")  # so that nothing stays behind
            root, bare = Path(folder) / "base", Path(folder) / "bare.db"
            bare_index(bare, write_base(root, entries))
            for engine in ENGINES:
                yield from of_size(root, bare, entries, options.rounds, engine)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KB_CACHE_DIR"] = str(Path(folder) / "cache")
        if options.large:
            yield from large(Path(folder) / "base")
        if options.judged:
            yield from quality(options.judged)


def main() -> None:
    parser = argparse.ArgumentParser(description="What searching and indexing cost, and how well search ranks.")
    parser.add_argument("--entries", type=int, nargs="*", default=[1_000])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--judged", type=Path, help="a folder of judged collections")
    parser.add_argument("--large", action="store_true", help="100,000 entries of 1 kB as well")
    print("| | measured | promised |\n|---|---|---|", flush=True)
    for what, measured, promised in rows(parser.parse_args()):
        print(f"| {what} | {measured} | {promised} |", flush=True)


if __name__ == "__main__":
    main()
