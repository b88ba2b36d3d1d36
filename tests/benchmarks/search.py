"""What searching and indexing cost, on bases made for it; printed, not judged.

    python -m tests.benchmarks.search [--entries 1000 10000] [--rounds 10]

For each size a base of half English and half Chinese lessons of about 5 kB is indexed by each engine. Printed are the
CPU time of indexing and of one changed entry; of a whole `kb search` process against a bare Python script that asks
FTS5 the same, run in turns; of a query in a process that is already running, with and without what hits show.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from kb.query.concepts import Concepts
from kb.query.reading import read
from kb.workspace import Workspace

ENGINES = ("whoosh", "sqlite")
QUERIES = (
    "vendor kickoff goals",
    "项目 启动会 目标",
    "risk register review",
    "部门 资源 冲突",
)  # each in a fifth of a half
ENGLISH = """project vendor kickoff goals risk register review team plan manager owner resource conflict department
salon value change people meeting report budget scope quality delay decision agenda lesson practice""".split()
TERMS = """项目 启动会 目标 部门 资源 冲突 风险 价值 变革 沟通 机制 负责人 计划 进度 质量 预算 会议 决定 经理 团队
优先级 协作 干系人 组织 架构 客户 需求 交付 评审 复盘 培训 考核""".split()
BARE = """import sqlite3, sys
found = sqlite3.connect(sys.argv[1]).execute(
    "select title, snippet(t, 1, '[', ']', '…', 20) from t where t match ? order by bm25(t) limit 10", (sys.argv[2],))
print(len(found.fetchall()))"""


def text(chance: random.Random, chinese: bool) -> str:
    """About 5,000 bytes in sentences: six words that it is about, one in ten, among others by Zipf's law."""
    about = chance.sample(TERMS if chinese else ENGLISH, 6)
    if chinese:
        others = [chr(0x4E00 + min(int(chance.paretovariate(0.8)), 9_000)) for _ in range(1_560)]
        runs = [chance.choice(about) if chance.random() < 0.07 else one for one in others]
        return "".join("".join(runs[at : at + 28]) + "。" for at in range(0, len(runs), 28))
    others = [f"w{min(int(chance.paretovariate(0.8)), 20_000)}" for _ in range(900)]
    words = [chance.choice(about) if chance.random() < 0.1 else one for one in others]
    return " ".join(" ".join(words[at : at + 15]) + "." for at in range(0, len(words), 15))


def write_base(root: Path, entries: int) -> list[tuple[str, str]]:
    """A base; gives (title, text) of every entry."""
    chance = random.Random(entries)
    (root / "site_config").mkdir(parents=True)
    (root / "site_config" / "settings.toml").write_text("")
    folder = root / "lessons" / "undated"
    folder.mkdir(parents=True)
    found = []
    for number in range(entries):
        title, body = f"Lesson {number}", text(chance, number % 2 == 1)
        (folder / f"lesson-{number}.md").write_text(f"---\ntitle: {title}\n---\n\n{body}\n", encoding="utf-8")
        found.append((title, body))
    return found


def bare_index(path: Path, rows: list[tuple[str, str]]) -> None:
    connection = sqlite3.connect(path)
    connection.execute("create virtual table t using fts5(title, body, tokenize='trigram')")
    connection.executemany("insert into t values (?, ?)", rows)
    connection.commit()
    connection.close()


def cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def processes(root: Path, bare: Path, rounds: int) -> tuple[float, float]:
    """Median CPU seconds of `kb search` and of the bare script, in turns."""
    ours, theirs = [], []
    for turn in range(rounds):
        query = QUERIES[turn % len(QUERIES)]
        ours.append(cpu_of([sys.executable, "-m", "kb", "--root", str(root), "search", query]))
        theirs.append(
            cpu_of([sys.executable, "-c", BARE, str(bare), " OR ".join(f'"{word}"' for word in query.split())])
        )
    return median(ours), median(theirs)


def warm(root: Path, limit: int, rounds: int) -> float:
    """Median CPU milliseconds of a query in a running process; its postings are not kept from the last one."""
    times = []
    with Workspace(root).search(lambda said: None) as engine:
        concepts = Concepts(engine.concepts)
        for turn in range(rounds * 2):
            getattr(engine, "_postings", {}).clear()
            began = time.process_time()
            engine.search(read(QUERIES[turn % len(QUERIES)], concepts, limit=limit))
            times.append(time.process_time() - began)
    return 1000 * median(times)


def measured(root: Path, engine: str, bare: Path, rows: list[tuple[str, str]], rounds: int) -> str:
    (root / "site_config" / "settings.toml").write_text(f'search_engine = "{engine}"\n')
    began = time.process_time()
    with Workspace(root).search(lambda said: None, rebuild=True):
        indexing = time.process_time() - began
    size = sum(len(body.encode()) for _, body in rows) / 5_000
    time.sleep(0.1)  # so that a stat can tell the files from later ones
    with Workspace(root).search(lambda said: None):
        pass
    (root / "lessons" / "undated" / "lesson-0.md").write_text("---\ntitle: Changed\n---\n\nAnother text.\n")
    began = time.process_time()
    with Workspace(root).search(lambda said: None):
        changing = time.process_time() - began
    ours, theirs = processes(root, bare, rounds)
    return (
        f"{len(rows):>7} entries  {engine:<7} indexed {size / indexing:4.0f} x 5 kB per CPU second   "
        f"one change {1000 * changing:5.0f} ms   kb search {1000 * ours:4.0f} ms, bare FTS5 {1000 * theirs:3.0f} ms "
        f"({ours / theirs:.1f} times)   warm, ten hits shown {warm(root, 10, rounds):5.1f} ms, "
        f"ranking and facets alone {warm(root, 0, rounds):5.1f} ms"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="What searching and indexing cost.")
    parser.add_argument("--entries", type=int, nargs="+", default=[1_000])
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    for entries in options.entries:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KB_CACHE_DIR"] = str(Path(folder) / "cache")  # so that nothing stays behind
            root, bare = Path(folder) / "base", Path(folder) / "bare.db"
            rows = write_base(root, entries)
            bare_index(bare, rows)
            for engine in ENGINES:
                print(measured(root, engine, bare, rows, options.rounds), flush=True)


if __name__ == "__main__":
    main()
