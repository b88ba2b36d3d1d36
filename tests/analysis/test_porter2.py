"""Stems, against a list that Snowball 2.2.0 gave: words of plain English, and one at least for every rule."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.porter2 import stem

RECORDED = [line.split() for line in (Path(__file__).with_name("stems.txt")).read_text("ascii").splitlines()]


def test_every_recorded_word_has_the_stem_that_snowball_gives() -> None:
    wrong = {word: (stem(word), expected) for word, expected in RECORDED if stem(word) != expected}
    assert not wrong


@pytest.mark.parametrize(
    ("one", "other"),
    [("risk", "risks"), ("stakeholder", "stakeholders"), ("plan", "planning"), ("validate", "validated")],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_a_stem_is_never_longer_than_its_word_by_more_than_a_letter(word: str) -> None:
    assert len(stem(word)) <= len(word) + 1
    assert bool(stem(word)) == bool(word)


@given(
    st.from_regex("[a-z]{1,12}", fullmatch=True) | st.from_regex("[a-z]{1,6}(ies|ing|edly|ization|y|s)", fullmatch=True)
)
def test_a_stem_begins_with_the_letter_that_its_word_begins_with(word: str) -> None:
    assert stem(word)[0] == word[0]
