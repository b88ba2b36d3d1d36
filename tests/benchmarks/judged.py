"""How well search ranks, on collections of questions that others have judged.

    python -m tests.benchmarks.judged --judged DIR [--queries 500]

Each folder of DIR that holds `docs.jsonl` {id, title, body}, `queries.jsonl` {id, text} and `qrels.jsonl`
{q, d, r} becomes a knowledge base of lessons, is indexed by `kb` and asked every question. Printed are nDCG@10
(gain 2^grade - 1, discount log2), success@10, mean hits, and the CPU time of indexing and of a question.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.ports.search import SearchEngine
from kb.query.concepts import Concepts
from kb.query.reading import read
from kb.workspace import Workspace

MEANT_AS_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:=@^$\"'])")


@dataclass(frozen=True, slots=True)
class Collection:
    name: str
    documents: Sequence[Mapping[str, Any]]
    queries: Sequence[Mapping[str, Any]]
    grades: Mapping[str, Mapping[str, int]]


def rows(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def collection(folder: Path, queries: int) -> Collection:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows(folder / "qrels.jsonl"):
        if row["r"] > 0:
            grades[row["q"]][row["d"]] = row["r"]
    asked = [row for row in list(rows(folder / "queries.jsonl"))[:queries] if row["id"] in grades]
    return Collection(folder.name, tuple(rows(folder / "docs.jsonl")), asked, grades)


def write_base(root: Path, documents: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """A knowledge base with a lesson for each document; gives entry id → document id."""
    (root / "site_config").mkdir(parents=True)
    (root / "site_config" / "settings.toml").write_text("")
    folder = root / "lessons" / "undated"
    folder.mkdir(parents=True)
    ids: dict[str, str] = {}
    for number, document in enumerate(documents):
        title = " ".join(document["title"].split())[:120] or "-"
        body = MEANT_AS_SIGNS.sub(r"\\\1", document["body"])
        text = f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n\n{body}\n"
        (folder / f"document-{number}.md").write_text(text, encoding="utf-8")
        ids[f"lessons/undated/document-{number}"] = document["id"]
    return ids


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    return gain([grades.get(one, 0) for one in ranked[:10]]) / gain(sorted(grades.values(), reverse=True)[:10])


def gain(found: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(at + 2) for at, grade in enumerate(found))


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured on one collection; `median_ms` is of a question, `rate` in 5 kB read and indexed a second."""

    documents: int
    questions: int
    ndcg: float
    success: float
    hits: float
    median_ms: float
    rate: float

    def __str__(self) -> str:
        return (
            f"{self.documents:>6} documents {self.questions:>5} questions  nDCG@10 {self.ndcg:.4f}  "
            f"success@10 {self.success:.4f}  mean hits {self.hits:6.1f}  median {self.median_ms:.1f} ms  "
            f"read and indexed {self.rate:.0f} x 5 kB per CPU second"
        )


def measured(found: Collection, engine: SearchEngine, ids: Mapping[str, str], indexing: float) -> Figures:
    concepts = Concepts(engine.concepts)
    gains, successes, hits, times = 0.0, 0, 0, []
    for query in found.queries:
        began = time.process_time()
        results = engine.search(read(query["text"], concepts))
        times.append(time.process_time() - began)
        ranked = [ids[hit.id] for hit in results.hits]
        grades = found.grades[query["id"]]
        gains += ndcg(ranked, grades)
        successes += any(one in grades for one in ranked)
        hits += results.total
    count = len(found.queries)
    size = sum(len((one["title"] + one["body"]).encode()) for one in found.documents) / 5_000
    middle = 1000 * sorted(times)[count // 2]
    return Figures(len(found.documents), count, gains / count, successes / count, hits / count, middle, size / indexing)


def all_measured(judged: Path, queries: int) -> Iterator[tuple[str, Figures]]:
    """(name, figures) of every collection in a folder."""
    for folder in sorted(one.parent for one in judged.glob("*/qrels.jsonl")):
        found = collection(folder, queries)
        with tempfile.TemporaryDirectory() as temporary:
            ids = write_base(Path(temporary), found.documents)
            began = time.process_time()
            os.environ["KB_CACHE_DIR"] = str(Path(temporary) / "cache")  # so that nothing stays behind
            with Workspace(Path(temporary)).search(lambda text: None) as engine:
                yield found.name, measured(found, engine, ids, time.process_time() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description="How well search ranks, on judged questions.")
    parser.add_argument("--judged", type=Path, required=True, help="a folder of collections")
    parser.add_argument("--queries", type=int, default=500, help="questions of each collection (default: 500)")
    options = parser.parse_args()
    for name, figures in all_measured(options.judged, options.queries):
        print(f"{name:<12} {figures}")


if __name__ == "__main__":
    main()
