"""Front matter in the order in which it is read: whole lines move, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.pipeline.key_order import ordered, rank

PATH = "lessons/2026/late.md"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2026-01-02\ntitle: A\n", "title: A\ndate: 2026-01-02\n"),
        ("tags: [risk]\nsummary: S\ntitle: A\n", "title: A\nsummary: S\ntags: [risk]\n"),
        ("x_a: 1\nsources:\n  - {quote: Q}\ntitle: A\ntags:\n  - risk\n", "title: A\ntags:\n  - risk\nsources:\n  - {quote: Q}\nx_a: 1\n"),
        ("date: 2026-01-02\n# the name\ntitle: A # here\n", "# the name\ntitle: A # here\ndate: 2026-01-02\n"),
        ("# ours\ndate: 2026-01-02\ntitle: A\n", "title: A\n# ours\ndate: 2026-01-02\n"),
        ("tags: [risk]\ndate: 2026-01-02\n", "tags: [risk]\ndate: 2026-01-02\n"),
        ("{date: 2026-01-02, title: A}\n", "{date: 2026-01-02, title: A}\n"),
        ("date: 2026-01-02\ndate: 2026-01-03\ntitle: A\n", "date: 2026-01-02\ndate: 2026-01-03\ntitle: A\n"),
    ],
)  # fmt: skip
def test_names_come_first_and_sources_last(before: str, after: str) -> None:
    assert ordered(PATH, f"---\n{before}---\n\nText.\n") == f"---\n{after}---\n\nText.\n"


LINES = {
    "title": "title: A", "summary": "summary: |\n  Two\n  lines", "date": "date: 2026-01-02", "tags": "tags:\n- risk",
    "sources": "sources: []", "origin": "origin: {path: a}", "x_a": "x_a: 1", "status": "status: proposed",
}  # fmt: skip


@given(st.permutations(sorted(LINES)), st.sets(st.sampled_from(sorted(LINES))))
def test_every_order_becomes_one_order_and_stays_so(keys: list[str], commented: set[str]) -> None:
    lines = [f"# about {key}\n{LINES[key]}" if key in commented else LINES[key] for key in keys]
    made = ordered(PATH, "---\n" + "\n".join(lines) + "\n---\n\nText.\n")
    assert ordered(PATH, made) == made
    ranks = [rank(line.split(":")[0]) for line in made.split("\n---")[0].split("\n") if line.split(":")[0] in LINES]
    assert ranks == sorted(ranks)
    assert sorted(made.split("\n")) == sorted(["---", *"\n".join(lines).split("\n"), "---", "", "Text.", ""])
