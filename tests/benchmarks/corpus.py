"""Sample collections → a knowledge base of N entries, no two alike, and the same pages as plain MkDocs.

    python -m tests.benchmarks.corpus --corpora DIR --entries 1000 OUT

writes `OUT/base`, which passes `kb check` without an error, and `OUT/plain` with an `mkdocs.yml` as Material's
documentation recommends it. Whatever is there already is left alone, so that a second call costs nothing.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.corpus_plan import Seat, plan
from tests.benchmarks.corpus_samples import Sample, samples
from tests.benchmarks.corpus_text import Base, written
from tests.benchmarks.corpus_words import lexicon

MADE = "corpus.json"
_TOPICS = 42  # topics beside those that a new base has, taken from the samples' own tags
_PLAIN = """\
site_name: The same pages
theme:
  name: material
  features:
    - navigation.prune
    - navigation.sections
    - navigation.indexes
    - navigation.top
    - content.code.copy
    - search.suggest
    - search.highlight
plugins:
  - search:
      lang: [en, zh]
  - tags
markdown_extensions:
  - admonition
  - attr_list
  - tables
  - footnotes
  - pymdownx.highlight:
      anchor_linenums: true
  - pymdownx.superfences
  - pymdownx.tasklist:
      custom_checkbox: true
  - toc:
      permalink: true
"""


def make(corpora: Path, entries: int, out: Path, seed: int = 1) -> Counter[str]:
    """Write both trees into the folder `out`, which must not have them yet; gives the entries by kind.

    Raises `ValueError` when there are no samples, `subprocess.CalledProcessError` when `kb init` fails.
    """
    found = samples(corpora)
    if not found:
        raise ValueError(f"no samples below {corpora}")
    words = lexicon(text for one in found for text in (one.title, one.body))
    seats = plan(found, words, entries, seed)
    base, plain = out / "base", out / "plain"
    subprocess.run([sys.executable, "-m", "kb", "init", str(base)], check=True, capture_output=True)
    topics = _vocabulary(base / "site_config" / "topics.yml", found)
    ground = Base(words, topics, _pools(seats), seed)
    for seat in seats:
        one = written(seat, ground)
        _write(base / seat.path, one.entry())
        _write(plain / "docs" / seat.path, one.page(seat.title))
    _write(plain / "docs" / "index.md", "# The same pages\n\nAs plain MkDocs builds them.\n")
    _write(plain / "docs" / "tags.md", "# Tags\n\n<!-- material/tags -->\n")
    _write(plain / "mkdocs.yml", _PLAIN)
    kinds = Counter(seat.kind for seat in seats)
    _write(out / MADE, json.dumps({"entries": entries, "seed": seed, "kinds": dict(sorted(kinds.items()))}))
    return kinds


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _pools(seats: Sequence[Seat]) -> Mapping[tuple[str, bool], Sequence[Seat]]:
    pools: dict[tuple[str, bool], list[Seat]] = defaultdict(list)
    for seat in seats:
        pools[seat.kind, False].append(seat)
        if seat.public:
            pools[seat.kind, True].append(seat)
    return pools


def _vocabulary(path: Path, found: Sequence[Sample]) -> Mapping[str, str]:
    """Add the samples' most frequent tags to a base's vocabulary; gives every tag's topic, by the words of both."""
    text = path.read_text(encoding="utf-8")
    topics = {one.replace("-", " "): one for one in re.findall(r"^- id: (\S+)", text, re.MULTILINE)}
    known = set(re.sub(r"[^\w\s]", " ", text.lower()).split("\n"))
    counts = Counter(tag for sample in found for tag in sample.tags if tag not in topics)
    added: list[str] = []
    for tag, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        topic = re.sub(r"[^a-z0-9]+", "-", tag).strip("-") or f"topic-{len(added) + 1}"
        if len(added) == _TOPICS or topic in topics.values() or f" {tag}" in known:
            continue
        topics[tag] = topic
        added.append(f"- id: {topic}\n  label: {json.dumps({'en': tag}, ensure_ascii=False)}\n")
    path.write_text(text + "".join(added), encoding="utf-8")
    return topics


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the sample collections")
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    if not (asked.out / MADE).is_file():
        kinds = make(asked.corpora, asked.entries, asked.out, asked.seed)
        print(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())), file=sys.stderr)


if __name__ == "__main__":
    main()
