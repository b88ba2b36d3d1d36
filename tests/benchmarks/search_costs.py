"""What one thing that search does costs, in CPU: each function measures one, and returns a number."""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from kb.ports.search import Document
from kb.query.concepts import Concepts
from kb.query.reading import read
from kb.workspace import SEARCH_ENGINES, Workspace
from tests.benchmarks.search_base import BARE, QUERIES, text


def silent(said: str) -> None:
    """Nobody is told."""


def choose(root: Path, engine: str) -> None:
    (root / "site_config" / "settings.toml").write_text(f'search_engine = "{engine}"\n')


def writing(engine: str, chinese: bool, entries: int = 500) -> float:
    """5 kB entries that an engine indexes in a CPU second, their files being read already."""
    chance = random.Random(entries)
    documents = [
        Document(f"lessons/{number}", "lesson", f"lessons/{number}.md", f"Lesson {number}", text=text(chance, chinese))
        for number in range(entries)
    ]
    size = sum(len(one.text.encode()) for one in documents) / 5_000
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        SEARCH_ENGINES[engine]().write(Path(folder), documents, (), {}, lambda: None)
        return size / (time.process_time() - began)


def indexing(root: Path) -> tuple[float, float]:
    """CPU seconds and MB at most of `kb index --rebuild`."""
    return _child([sys.executable, "-m", "kb", "--root", str(root), "index", "--rebuild"])


def change(root: Path, rounds: int) -> float:
    """CPU milliseconds until a changed entry can be searched, in a running process, without looking at all files."""
    times = []
    path = root / "lessons" / "undated" / "lesson-0.md"
    for turn in range(rounds + 1):
        time.sleep(0.1)  # so that a stat can tell the files from later ones
        path.write_text(f"---\ntitle: Changed {turn}\n---\n\nAnother text {turn}.\n")
        workspace = Workspace(root)
        began = time.process_time()
        workspace._look()
        looked = time.process_time()
        with workspace.search(silent):
            times.append(time.process_time() - looked - (looked - began))
    return 1000 * median(times[1:])  # the first one imports what reads entries


def processes(root: Path, bare: Path, rounds: int) -> tuple[float, float]:
    """Median CPU milliseconds of `kb search` and of the bare script, in turns."""
    ours, theirs = [], []
    for turn in range(rounds):
        query = QUERIES[turn % len(QUERIES)]
        asked = " OR ".join(f'"{word}"' for word in query.split())
        ours.append(_child([sys.executable, "-m", "kb", "--root", str(root), "search", query])[0])
        theirs.append(_child([sys.executable, "-c", BARE, str(bare), asked])[0])
    return 1000 * median(ours), 1000 * median(theirs)


def warm(root: Path, rounds: int) -> float:
    """Median CPU milliseconds of three words in a running process: ten hits with snippets, and all facets.

    Postings are not kept from one query to the next.
    """
    times = []
    with Workspace(root).search(silent) as engine:
        concepts = Concepts(engine.concepts)
        gc.collect()
        for turn in range(rounds * 4):
            getattr(engine, "_postings", {}).clear()
            began = time.process_time()
            engine.search(read(QUERIES[turn % len(QUERIES)], concepts))
            times.append(time.process_time() - began)
    return 1000 * median(times)


def _child(command: list[str]) -> tuple[float, float]:
    """CPU seconds and MB at most of a process, with compiled modules, as an installed program has them."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kept)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, command
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_024)
