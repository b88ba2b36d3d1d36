"""Words that are near each other: what that adds to a score, and how far into a text it is looked at."""

from __future__ import annotations

from kb.query.nearness import WITHIN, near, neighbours

PAIR = neighbours([(["risk"], ["risk"]), (["list"], ["list"])])
FILLING = "other " * WITHIN


def points(sequence: str) -> float:
    return sum(added for _, _, added in near([(pair, 1.0) for pair in PAIR], sequence))


def test_words_that_stand_together_count_and_words_that_stand_apart_do_not() -> None:
    assert points(" the risk list of all ") > 0
    assert points(f" the risk {FILLING} list ") == 0


def test_each_field_is_looked_at_by_itself() -> None:
    assert points(" the risk \n list ") == 0


def test_only_the_beginning_of_a_long_field_is_looked_at() -> None:
    assert points(f" {FILLING} risk list ") == 0
    assert points(f" {FILLING} \n risk list ") > 0
