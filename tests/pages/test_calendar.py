"""Salons for calendars: RFC 5545, at the right moment wherever one lives, whole-day where no time is known."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kb.pages.conventions.calendar import escaped, folded
from tests.pages.base import FILES, SALON, edition_of, site_of
from tests.pages.test_feeds import HERE, published


def lines_of(data: bytes) -> list[str]:
    """Content lines, unfolded."""
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def salon(change: str, to: str) -> list[str]:
    files = {**FILES, f"{SALON}.md": FILES[f"{SALON}.md"].replace(change, to)}
    return lines_of(published(edition_of(files))[f"{SALON}.ics"])


def test_a_salon_is_an_event_at_its_moment_in_utc() -> None:
    lines = lines_of(HERE[f"{SALON}.ics"])
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert {"DTSTART:20180527T054500Z", "DTEND:20180527T100000Z", "LOCATION:Big hall"} <= set(lines)
    assert f"URL:https://kb.example.org/base/{SALON}/" in lines
    for once in ("UID", "DTSTAMP", "SUMMARY"):
        assert sum(line.startswith(once) for line in lines) == 1


def test_summer_time_counts() -> None:
    assert "DTSTART:20180527T114500Z" in salon("Asia/Shanghai", "Europe/Berlin")


def test_a_salon_without_a_beginning_takes_the_whole_day() -> None:
    lines = salon('start: "13:45"\n        ', "")
    assert "DTSTART;VALUE=DATE:20180527" in lines and not any(line.startswith("DTEND") for line in lines)


def test_a_zone_that_nobody_knows_leaves_the_time_of_the_place() -> None:
    assert "DTSTART:20180527T134500" in salon("Asia/Shanghai", "Mars/Olympus")


def test_a_salon_past_midnight_ends_on_the_next_day() -> None:
    assert "DTEND:20180527T170000Z" in salon('end: "18:00"', 'end: "01:00"')


def test_one_calendar_holds_all_salons_in_each_language() -> None:
    assert "SUMMARY:First salon" in lines_of(HERE["salons/calendar.ics"])
    assert "SUMMARY:第一场沙龙" in lines_of(HERE["zh/salons/calendar.ics"])


def test_the_salons_page_offers_it() -> None:
    assert 'href="../2018-05-27-first-salon.ics"' in site_of()[f"{SALON}/"].html


@given(st.text(max_size=300))
def test_no_folded_line_is_longer_than_75_octets_and_unfolding_gives_the_text(text: str) -> None:
    line = "SUMMARY:" + escaped(text.encode("utf-8", "ignore").decode())
    data = folded(line)
    assert all(len(piece) <= 75 for piece in data.split(b"\r\n"))
    assert data.decode().replace("\r\n ", "")[:-2] == line


@given(st.text(alphabet="ab;,\\\n\r\x00字", max_size=40))
def test_an_escaped_value_holds_no_bare_separator_and_no_line_break(text: str) -> None:
    value = escaped(text)
    assert not re.search(r"[\n\r\x00]", value)
    assert not re.search(r"(?<!\\)[;,]", value.replace("\\\\", ""))
