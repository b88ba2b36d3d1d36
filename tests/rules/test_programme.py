"""A programme's times are in order; what is unclear may be left out."""

from __future__ import annotations

import pytest

from kb.rules import Context, check
from tests.catalog.entries import catalog


def codes(*items: str) -> list[str]:
    programme = "".join(f"\n  - {{{item}}}" for item in items)
    front = f"title: S\ndate: 2026-10-10\ntags: [x]\nprogramme:{programme}\n---\nText."
    report, _ = check(catalog({"content/salons/2026-10-10-s": front}), [], Context(topics_read=False), 1)
    return [one.code for one in report.diagnostics]


@pytest.mark.parametrize(
    "items",
    [
        ('time: "10:00", until: "13:00", kind: setup', 'time: "13:00", until: "13:45", kind: arrival', 'time: "13:45", kind: opening'),
        ('time: "13:45", kind: opening', "kind: break, note: time unknown", 'time: "14:00", kind: closing'),
        ('time: "13:45", kind: opening', 'time: "13:45", kind: break'),
        ('time: "13:45", until: "13:45", kind: opening',),
        ("kind: session, id: a, title: A, note: x", "kind: session, id: b, title: B, note: x"),
    ],
)  # fmt: skip
def test_times_in_order_pass(items: tuple[str, ...]) -> None:
    assert codes(*items) == []


def test_an_item_without_a_time_does_not_hide_disorder_around_it() -> None:
    assert codes('time: "14:00", kind: opening', "kind: break, note: x", 'time: "13:00", kind: closing') == ["KB602"]


def test_an_overlap_is_seen_across_several_items() -> None:
    assert codes('time: "10:00", until: "12:00", kind: setup', 'time: "10:30", kind: break', 'time: "11:00", kind: break') == ["KB603", "KB603"]  # fmt: skip


def test_two_items_without_an_id_have_no_id_in_common() -> None:
    assert codes('time: "10:00", kind: break', 'time: "11:00", kind: break') == []
