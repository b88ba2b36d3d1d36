"""The vagueness lint agrees with people who labelled sentences before it was there."""

from __future__ import annotations

import pytest

from tests.advice.measure import LANGS, PARTS, labelled, measured


@pytest.mark.parametrize("lang", LANGS)
def test_two_hundred_sentences_are_labelled_each_once_and_half_of_them_vague(lang: str) -> None:
    rows = labelled(lang)
    assert len({one.sentence for one in rows}) == len(rows) >= 200
    assert 0.4 < sum(one.vague for one in rows) / len(rows) < 0.6
    assert all(one.reason and one.part in PARTS for one in rows)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("lang", LANGS)
def test_wishes_are_told_from_deeds(lang: str, part: str) -> None:
    precision, recall, wrong = measured(tuple(one for one in labelled(lang) if one.part == part))
    assert (precision >= 0.85, recall >= 0.7) == (True, True), wrong
