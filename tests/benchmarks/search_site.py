"""What search on the site costs: CPU to make its files, bytes of a first answer, files that an edit rewrites.

    python -m tests.benchmarks.search_site [--entries 1000 10000] [--judged DIR]

Bytes are compressed ones (gzip), as a host sends them, without the page itself. Made-up texts use few words and all
Chinese characters, so they are the worst case; `--judged` takes real ones, with the beginnings of their questions.
"""

from __future__ import annotations

import argparse
import gzip
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from kb.analysis.words import tokens
from kb.editions import edition
from kb.model.kinds import Audience
from kb.pages.shards import FOLDER, search_files
from kb.pages.shards_postings import shard_of, shards
from kb.pipeline.documents import document
from kb.query.concepts import Concepts
from kb.query.reading import read
from kb.workspace import Workspace
from tests.benchmarks.judged import collection
from tests.benchmarks.judged import write_base as write_judged
from tests.benchmarks.search import QUERIES, write_base

SCRIPTS = Path(__file__).parents[2] / "kb" / "theme" / "assets" / "kb"


def made(root: Path) -> tuple[dict[str, bytes], float]:
    """The files by name, and the CPU seconds that making them took, without reading the base."""
    found = edition(Workspace(root).load().catalog, Audience.INTERNAL)
    documents = [document(entry, found.catalog) for entry in found.catalog.entries]
    began = time.process_time()
    files = search_files(found, documents)
    return {file.path.removeprefix(f"{FOLDER}/"): file.data for file in files}, time.process_time() - began


def first_answer(root: Path, files: dict[str, bytes], query: str) -> int:
    """Compressed bytes from an empty cache to the first ten hits of a query."""
    with Workspace(root).search(lambda said: None) as engine:
        hits = engine.search(read(query, Concepts(engine.concepts))).hits
    count = shards(sum(1 for name in files if name.startswith("d/")))
    wanted = {"core.json", "han.json", *(f"t/{shard_of(one, count)}.json" for one in tokens(query))}
    shown = {f'"u":"{hit.url}"'.encode() for hit in hits}
    wanted |= {name for name, data in files.items() if name.startswith("d/") and any(one in data for one in shown)}
    scripts = [SCRIPTS / "search.js", *(SCRIPTS / "search").glob("*.js")]
    data = [*(files[name] for name in wanted), *(script.read_bytes() for script in scripts)]
    return sum(len(gzip.compress(one)) for one in data)


def measured(root: Path, name: str, file: str, queries: Sequence[str]) -> str:
    files, seconds = made(root)
    sent = sorted(first_answer(root, files, query) for query in queries)
    path = root / "lessons" / "undated" / file
    path.write_text(path.read_text().replace("title: ", "title: Renamed ", 1).replace('Renamed "', '"Renamed '))
    after, _ = made(root)
    rewritten = sum(1 for name in after if after[name] != files.get(name)) + len(files.keys() - after.keys())
    return (
        f"{name:<14} {len(files)} files in {seconds:.1f} s of CPU   first answer {sent[len(sent) // 2] / 1000:.0f} kB, "
        f"{sent[-1] / 1000:.0f} at most   one changed title rewrites {rewritten} files"
    )


def beginning(question: str) -> str:
    """Three words, or eight characters of Chinese."""
    return " ".join(question.split()[:3]) if question.isascii() else question[:8]


def main() -> None:
    parser = argparse.ArgumentParser(description="What search on the site costs.")
    parser.add_argument("--entries", type=int, nargs="*", default=[1_000])
    parser.add_argument("--judged", type=Path, help="a folder of collections")
    options = parser.parse_args()
    for entries in options.entries:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KB_CACHE_DIR"] = str(Path(folder) / "cache")  # so that nothing stays behind
            write_base(Path(folder) / "base", entries)
            print(measured(Path(folder) / "base", f"{entries} made up", "lesson-0.md", QUERIES), flush=True)
    for path in sorted(options.judged.glob("*/qrels.jsonl")) if options.judged else ():
        found = collection(path.parent, 20)
        with tempfile.TemporaryDirectory() as folder:
            os.environ["KB_CACHE_DIR"] = str(Path(folder) / "cache")
            write_judged(Path(folder) / "base", found.documents)
            queries = [beginning(query["text"]) for query in found.queries]
            name = f"{len(found.documents)} {found.name}"
            print(measured(Path(folder) / "base", name, "document-0.md", queries), flush=True)


if __name__ == "__main__":
    main()
