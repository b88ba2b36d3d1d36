"""The ledger: one line a file, so that two ledgers merge."""

from __future__ import annotations

import json

from kb.importing.ledger import Ledger, Line, read_ledger

ONE = Line("a/x.md", "1" * 64, "m", {"content/cases/x.md": "2" * 64}, {})
TWO = Line(
    "a/y.md",
    "3" * 64,
    "m",
    {"content/salons/y.md": "4" * 64, "lessons/2018/z.md": "5" * 64},
    {"lessons/2018/z.md": "lesson:z"},
)


def test_a_ledger_is_sorted_and_read_back_as_it_was() -> None:
    text = Ledger([TWO, ONE]).text()
    assert text == Ledger([ONE, TWO]).text()
    assert text.count("\n") == 4
    assert set(map(repr, read_ledger(text).lines)) == {repr(ONE), repr(TWO)}


def test_a_ledger_with_merge_markers_and_broken_lines_keeps_the_whole_ones() -> None:
    text = Ledger([ONE, TWO]).text().replace("null]}\n", '<<<<<<< ours\n{"origin": broken\n=======\nnull]}\n')
    read = read_ledger(text)
    assert len(read.lines) == 2
    assert read.damaged == 3


def test_two_ledgers_that_were_merged_line_by_line_are_still_json() -> None:
    one, two = Ledger([ONE]).text().split("\n"), Ledger([TWO]).text().split("\n")
    merged = "\n".join([one[0], one[1], two[1], *one[2:]])
    assert len(json.loads(merged)["files"]) == 3
    assert len(read_ledger(merged).lines) == 2


def test_an_empty_ledger_is_a_file_too() -> None:
    assert read_ledger(Ledger([]).text()).lines == ()
