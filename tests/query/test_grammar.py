"""What a person types → alternatives of what is wanted and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kb.query.grammar import MOST, Branch, read
from tests.query.hostile import HOSTILE


def branches(source: str) -> list[Branch]:
    found, readable = read(source, lambda key, value: key in ("kind", "tag"))
    assert readable
    return list(found)


def test_words_stand_together() -> None:
    assert branches("a b") == [Branch(words=("a", "b"))]


@pytest.mark.parametrize("source", ["a OR b", "a | b", "(a) OR (b)", "((a)|b)"])
def test_or_separates_alternatives(source: str) -> None:
    assert branches(source) == [Branch(words=("a",)), Branch(words=("b",))]


def test_or_reaches_to_the_bracket() -> None:
    assert branches("a b OR c") == [Branch(words=("a", "b")), Branch(words=("c",))]
    assert branches("a (b OR c)") == [Branch(words=("a", "b")), Branch(words=("a", "c"))]


def test_a_small_or_is_a_word() -> None:
    assert branches("a or b") == [Branch(words=("a", "or", "b"))]


def test_a_minus_leaves_out_words_phrases_fields_and_groups() -> None:
    assert branches("-a") == [Branch(excluded=(("a",),))]
    assert branches('-"a b"') == [Branch(forbidden=("a b",))]
    assert branches("-kind:x") == [Branch(without=((("kind", "x"),),))]
    assert branches("-(a b)") == [Branch(excluded=(("a", "b"),))]
    assert branches("-(a OR b)") == [Branch(excluded=(("a",), ("b",)))]


def test_a_minus_inside_a_word_is_part_of_it() -> None:
    assert branches("kick-off") == [Branch(words=("kick-off",))]


def test_a_star_begins_a_word_and_nothing_else() -> None:
    assert branches("kick*") == [Branch(prefixes=("kick",))]
    for word in ("*", "a*", "2*", "启动*", "*kick"):
        assert branches(word) == [Branch(words=(word,))]


def test_a_field_may_hold_a_quoted_value_and_what_is_no_field_is_a_word() -> None:
    assert branches('Kind:"a b" https://x') == [Branch(words=("https://x",), pairs=(("kind", "a b"),))]


@pytest.mark.parametrize(
    "source", ["(a", "a)", "OR", "a OR", "OR a", "a OR OR b", "(a OR )", "-(a -b)", "(" * 20 + "a" + ")" * 20]
)
def test_what_does_not_fit_is_read_as_words(source: str) -> None:
    found, readable = read(source, lambda key, value: False)
    assert not readable and len(found) == 1


def test_too_many_alternatives_are_read_as_words() -> None:
    found, readable = read("(a|b) (c|d) (e|f) (g|h)", lambda key, value: False)
    assert not readable and found == (Branch(words=tuple("abcdefgh")),)


@given(HOSTILE)
@settings(max_examples=500)
def test_nothing_raises_and_nothing_grows_without_end(source: str) -> None:
    found, _ = read(source, lambda key, value: True)
    assert 1 <= len(found) <= MOST
