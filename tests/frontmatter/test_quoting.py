"""Quotes where YAML would mistake a value: mended by the check, read by ingest, and nothing else touched."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.frontmatter.quoting import quoted
from kb.importing.dialects import split
from tests.command import kb_here


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("title: Kickoff: first", {"title": "Kickoff: first"}),
        ('title: Say "no": twice \\ day', {"title": 'Say "no": twice \\ day'}),
        ("title: @all hands", {"title": "@all hands"}),
        ("title: 启动会: 先开", {"title": "启动会: 先开"}),
        ("list:\n  - a: b: c\n  - d: e", {"list": [{"a": "b: c"}, {"d": "e"}]}),
        ("title: plain\nurl: https://example.org/a", {"title": "plain", "url": "https://example.org/a"}),
        ('title: "Kickoff: first"', {"title": "Kickoff: first"}),
        ("map: {a: 1, b: 2}", {"map": {"a": 1, "b": 2}}),
        ("text: |\n  Note: this", {"text": "Note: this"}),
    ],
)
def test_a_value_means_what_stands_there(written: str, means: object) -> None:
    assert yaml.safe_load(quoted(written)) == means


@given(st.text(st.sampled_from("ab:\"'\\@% #"), min_size=1).map(str.strip).filter(bool))
def test_foreign_front_matter_with_any_colon_is_read_as_it_was_written_or_refused(value: str) -> None:
    from kb.importing.values import Unreadable

    try:
        found = split("a.md", f"---\ntitle: x: {value}\n---\nBody").fields["title"]
    except Unreadable:
        return
    assert found == f"x: {value}"


def test_the_check_mends_it_and_shows_how(base: Path) -> None:
    target = base / "lessons/2026/late.md"
    target.write_text("---\ntitle: Late: the vendor\ndate: 2026-01-02\ntags: [risk]\n---\n\nText.\n", encoding="utf-8")
    said = kb_here("--root", str(base), "check", "--fix", "--strict")
    assert (said.code, '+title: "Late: the vendor"' in said.out) == (0, True)
