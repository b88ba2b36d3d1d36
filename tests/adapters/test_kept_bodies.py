"""What was parsed is kept in two pieces: an outline, and a body that is read when somebody asks for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb.adapters.kept_bodies import KeptBody
from kb.adapters.parsing import EntryFiles
from kb.errors import KbError
from kb.model.entry import Entry
from kb.model.settings import Settings

LESSON = "lessons/2026/late.md"
TEXT = """---
title: Order early
date: 2026-04-02
tags: [risk]
---

## What happened

It came late. <!-- by a week -->

## Do this next time

- Order in March
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "base/lessons/2026").mkdir(parents=True)
    (tmp_path / "base" / LESSON).write_text(TEXT, encoding="utf-8")
    return tmp_path / "base"


def read(root: Path) -> Entry:
    files = EntryFiles.whole(root, Settings(), root.parent / "cache", "basis")
    with files.opened(ages=True):
        entry = files.parsed(LESSON).entry
    assert entry is not None
    return entry


def anew(root: Path) -> Entry:
    entry = EntryFiles(root, Settings(), None).parsed(LESSON).entry
    assert entry is not None
    return entry


def rows(root: Path, statement: str) -> None:
    with closing(sqlite3.connect(root.parent / "cache/parsed.sqlite")) as database, database:
        database.execute(statement)


def test_the_first_and_the_second_run_give_the_body_that_parsing_gives(root: Path) -> None:
    first, second, parsed = read(root), read(root), anew(root)
    assert first == second == parsed
    assert second.body.sections == parsed.body.sections
    assert (second.body.markdown, second.body.headings) == (parsed.body.markdown, parsed.body.headings)
    assert isinstance(second.body, KeptBody)


def test_what_the_rules_ask_of_a_body_needs_no_reading_of_it(root: Path) -> None:
    read(root)
    rows(root, "DELETE FROM bodies")
    entry, parsed = read(root), anew(root)
    (root / LESSON).unlink()
    for name in ("line", "anchors", "local", "audiences", "blank", "bracketed", "commented", "parts"):
        assert getattr(entry.body, name) == getattr(parsed.body, name)


@pytest.mark.parametrize(
    "harm", ["DELETE FROM bodies", "UPDATE bodies SET value = '{}'", "DROP TABLE bodies"], ids=["gone", "torn", "bare"]
)
def test_a_body_that_the_cache_lost_is_parsed_again(root: Path, harm: str) -> None:
    read(root)
    entry = read(root)
    rows(root, harm)
    assert entry.body == anew(root).body


def test_a_body_that_is_lost_and_was_changed_since_stops_the_command(root: Path) -> None:
    read(root)
    entry = read(root)
    rows(root, "DELETE FROM bodies")
    (root / LESSON).write_text(TEXT + "\nMore.\n", encoding="utf-8")
    with pytest.raises(KbError, match=r"late\.md was changed"):
        _ = entry.body.sections
