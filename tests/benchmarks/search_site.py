"""What search on the site costs, measured in Chromium: bytes and time of a first answer, files, CPU, and the same hits.

    python -m tests.benchmarks.search_site [--base DIR …] [--judged DIR] [--queries 100]

Printed for every base (`python -m tests.benchmarks.corpus` makes large ones): the CPU time and the files of its search
index; how many files an edit rewrites; what a reader without anything in the cache fetches and waits for until the
first results of a query are shown. For the repository's golden queries and for the questions of judged collections:
whether Chromium shows the terminal's first ten. Bytes are those on the wire with gzip, headers too, as a host sends them.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from kb.adapters.whoosh_search import WhooshFormat
from kb.editions import Edition, edition
from kb.model.kinds import Audience
from kb.pages.shards import FOLDER
from kb.pipeline.documents import document
from kb.ports.search import Document
from kb.query.concepts import Concepts, concept_words
from kb.query.reading import read
from kb.workspace import Workspace
from tests.benchmarks.judged import collection
from tests.benchmarks.judged import write_base as write_judged
from tests.benchmarks.search_chromium import Chromium, First, Ranked, site_with
from tests.kept_index import KeptIndex

REPOSITORY = Path(__file__).parents[2]
QUERIES = (
    "kickoff", "vendor risk register", "how do we start a project", "how do I get the boss on board",
    "lessons from incidents in production", "security review", "启动会", "风险", "部门之间抢资源怎么办",
    "怎么让老板支持项目", "项目启动会议程", "开源社区 贡献",
)  # fmt: skip
NEAR = 0.01  # scores that differ by less are one


def index(root: Path) -> tuple[Edition, list[Document]]:
    """The internal edition of a base, and the documents of the entries that have a page."""
    found = edition(Workspace(root).load().catalog, Audience.INTERNAL)
    return found, [document(entry, found.catalog) for entry in found.catalog.entries if found.has_page(entry)]


def made(found: Edition, documents: Sequence[Document], folder: Path) -> tuple[KeptIndex, float]:
    """The index, written below a folder, and the CPU seconds that this took, without reading the base."""
    began, kept = time.process_time(), KeptIndex()
    kept.update(found, documents)
    for path, data in kept.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return kept, time.process_time() - began


def rewritten(kept: KeptIndex, found: Edition, documents: Sequence[Document]) -> str:
    """How many files each kind of edit touches; each is one edit more."""
    middle = len(documents) // 2
    one, others = documents[middle], [*documents[:middle], *documents[middle + 1 :]]
    sentence = one._replace(
        text=f"{one.text}\nBefore the next kickoff we ask the vendor for names and dates. 先问清楚。"
    )
    title = sentence._replace(title=f"Renamed: {one.title}")
    steps = {"a sentence": [*others, sentence], "a title": [*others, title], "gone": others, "come": [*others, title]}
    counts = {name: kept.update(found, after) for name, after in steps.items()}
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def spread(values: Sequence[float]) -> str:
    return f"{median(values):.0f}, {max(values):.0f} at most"


def first_answers(chromium: Chromium, queries: Sequence[str]) -> str:
    found: list[First] = [chromium.first(query) for query in queries]
    shown = [one for one in found if one.hits]
    return (
        f"first results of {len(shown)} queries: {spread([one.search / 1000 for one in shown])} kB of search, "
        f"{spread([one.all / 1000 for one in shown])} kB with the page, {spread([one.files for one in shown])} files, "
        f"{spread([one.rounds for one in shown])} rounds\n"
        f"  painted after {spread([one.clock for one in shown])} ms, {spread([one.cpu for one in shown])} ms of the main "
        f"thread's CPU; the page without a query after {spread([one.drawn for one in shown])} ms and "
        f"{spread([one.drawn_cpu for one in shown])} ms of CPU"
    )


def typed(chromium: Chromium, queries: Sequence[str]) -> str:
    found = [chromium.typed(query) for query in queries]
    return f"typing in an open page: painted {spread(found)} ms after the last key"


def terminal(found: Edition, documents: Sequence[Document], queries: Sequence[str]) -> list[Ranked]:
    """The first twenty hits of each query as (address, score), on the entries that have a page."""
    with tempfile.TemporaryDirectory() as folder:
        WhooshFormat().write(Path(folder), documents, (), concept_words(found.catalog.vocabulary))
        engine = WhooshFormat().open(Path(folder))
        concepts = Concepts(engine.concepts)
        answers = [engine.search(read(query, concepts, limit=20)).hits for query in queries]
        engine.close()
    return [[(hit.url, hit.score) for hit in hits] for hits in answers]


def agrees(there: Ranked, here: Ranked) -> bool:
    """Whether the first ten are the same, but for the order of hits whose scores are nearly one."""
    scores = dict(here)
    if len(there[:10]) != len(here[:10]):
        return False
    return all(
        address == wanted or abs(scores.get(address, 0.0) - score) <= NEAR * score
        for (address, _), (wanted, score) in zip(there[:10], here[:10], strict=True)
    )


def compared(here: Sequence[Ranked], there: Sequence[Ranked], queries: Sequence[str]) -> str:
    same = sum(_addresses(one) == _addresses(other) for one, other in zip(there, here, strict=True))
    near = [agrees(one, other) for one, other in zip(there, here, strict=True)]
    different = [query for query, fits in zip(queries, near, strict=True) if not fits]
    return f"the terminal's first ten on {sum(near)} of {len(queries)} queries, {same} of them in the same order" + (
        f"; not on {different[:3]}" if different else ""
    )


def _addresses(found: Ranked) -> list[str]:
    return [address for address, _ in found[:10]]


def measured(root: Path, name: str, site: Path, queries: Sequence[str], ranked: Sequence[str] = ()) -> None:
    """Print the figures of a base; `ranked` are the queries of which the terminal's hits are compared."""
    found, documents = index(root)
    with tempfile.TemporaryDirectory() as folder:
        copy = site_with(site, Path(folder) / "site")
        kept, seconds = made(found, documents, copy)
        size = sum(map(len, kept.files.values())) / 1e6
        print(f"{name}: {len(documents)} documents, {len(kept.files)} files below {FOLDER}, {size:.1f} MB", end="")
        print(f", made and written in {seconds:.1f} s of CPU", flush=True)
        with Chromium(copy) as chromium:
            print(f"  {first_answers(chromium, queries)}", flush=True)
            print(f"  {typed(chromium, queries)}", flush=True)
            if ranked:
                print(f"  {compared(terminal(found, documents, ranked), chromium.ranked(ranked), ranked)}", flush=True)
    print(f"  files rewritten: {rewritten(kept, found, documents)}", flush=True)


def judged(folder: Path, count: int, site: Path) -> None:
    found = collection(folder, count)
    with tempfile.TemporaryDirectory() as temporary:
        write_judged(Path(temporary), found.documents)
        queries = [query["text"] for query in found.queries]
        measured(Path(temporary), found.name, site, queries[:20], queries)


def main() -> None:
    parser = argparse.ArgumentParser(description="What search on the site costs, measured in Chromium.")
    parser.add_argument("--base", type=Path, nargs="*", default=[], help="knowledge bases to measure")
    parser.add_argument("--judged", type=Path, help="a folder of collections")
    parser.add_argument("--queries", type=int, default=100, help="questions of each collection (default: 100)")
    options = parser.parse_args()
    gc.set_threshold(100_000, 50, 50)  # as `kb` runs
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KB_CACHE_DIR"] = str(Path(folder) / "cache")  # so that nothing stays behind
        site = site_with(REPOSITORY, Path(folder) / "small", build=True)
        golden = list(dict.fromkeys(one.query for one in Workspace(REPOSITORY).golden()))
        measured(REPOSITORY, "this repository", site, QUERIES, golden)
        for root in options.base:
            measured(root, str(root), site, QUERIES)
        for path in sorted(options.judged.glob("*/qrels.jsonl")) if options.judged else ():
            judged(path.parent, options.queries, site)


if __name__ == "__main__":
    main()
