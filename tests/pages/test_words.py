"""The site's own words: complete in both languages, dates and numbers in the reader's form."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model.fields import Duration
from kb.model.kinds import PHASES, STATES, Kind, Status
from kb.pages.charts import text_width, wrapped
from kb.pages.facts import later
from kb.pages.labels import WORDS, day, number, partial_day, say


def _holes(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@pytest.mark.parametrize("key", sorted(WORDS))
def test_every_label_is_there_in_both_languages_with_the_same_holes(key: str) -> None:
    english, chinese = WORDS[key]
    assert english.strip() and chinese.strip()
    assert _holes(english) == _holes(chinese)
    if not key.startswith("nav.language"):
        assert not any("一" <= letter <= "鿿" for letter in english)
        assert any("一" <= letter <= "鿿" for letter in chinese)


def test_every_kind_state_and_phase_has_words() -> None:
    for kind in Kind:
        assert say("zh", f"kind.{kind}") != say("en", f"kind.{kind}")
    for status in {one for states in STATES.values() for one in states} | set(Status):
        assert say("en", f"status.{status}") and say("zh", f"means.{status}")
    for phase in PHASES:
        assert say("en", f"phase.{phase}") and say("zh", f"todo.{phase}")


def test_one_is_not_many() -> None:
    assert say("en", "n.lesson", n=1) == "1 lesson"
    assert say("en", "n.lesson", n=2000) == "2,000 lessons"
    assert say("zh", "n.lesson", n=1) == "1 条经验"


def test_dates_are_in_the_readers_form() -> None:
    assert day(date(2018, 5, 27), "en") == "27 May 2018"
    assert day(date(2018, 5, 27), "zh") == "2018年5月27日"


@pytest.mark.parametrize(
    ("written", "english", "chinese"),
    [("2018", "2018", "2018年"), ("2018-05", "May 2018", "2018年5月"), ("soon", "soon", "soon"), ("", "", "")],
)
def test_a_part_of_a_date_stays_a_part(written: str, english: str, chinese: str) -> None:
    assert (partial_day(written, "en"), partial_day(written, "zh")) == (english, chinese)


def test_numbers_are_grouped_and_lose_no_digit() -> None:
    assert [number(one) for one in (20000, 1.5, 17, 0.25)] == ["20,000", "1.5", "17", "0.25"]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_a_review_is_never_due_before_it_is_counted_from(start: date, months: int) -> None:
    due = later(start, Duration(months, "months"))
    assert due > start
    assert (due.year - start.year) * 12 + due.month - start.month == months


def test_a_review_that_lies_beyond_all_calendars_is_due_on_the_last_day() -> None:
    assert later(date(2020, 1, 1), Duration(10**9, "years")) == date.max


@given(st.text(alphabet="ab 中文字", max_size=200), st.integers(5, 30))
def test_wrapped_text_loses_no_letter_and_fits(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line) <= width or " " not in line for line in lines)
