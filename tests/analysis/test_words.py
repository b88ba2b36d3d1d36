"""Text → tokens: what can be searched, and where it stands."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.counting import counted, frequencies
from kb.analysis.folding import fold, folded_spans
from kb.analysis.words import is_han, joined, pieces, pieces_of, unit_spans, units


def tokens(text: str) -> list[str]:
    """What of a text can be searched, each as often as it occurs."""
    return [*Counter(frequencies(counted([(1, text)]).words)).elements()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The risks of planning", ["risk", "plan"]),
        ("PMO沙龙", ["pmo", "沙", "龙", "沙龙"]),
        ("OPM3", ["opm3", "opm"]),
        ("启动会", ["启", "动", "会", "启动", "动会"]),
        ("ＰＭＯ：Ｒｉｓｋ！", ["pmo", "risk"]),
        ("it is what it was", []),
        ("kick-off", ["kick", "kickoff"]),
        ("Liu's plan isn't done", ["liu", "plan"]),
        ("Straße", ["strass"]),
        ("2018-05-27", ["2018", "05", "27"]),
        ("の会", ["の", "会", "の会"]),
        ("…—!?“”", []),
    ],
)
def test_text_gives_these_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(("one", "other"), [("風險", "风险"), ("啟動會", "启动会"), ("專案經理", "专案经理")])
def test_traditional_and_simplified_characters_are_one(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_characters_that_only_lay_out_are_not_there() -> None:
    assert tokens("risk\u00ady man\u200bager") == tokens("risky manager")


def test_a_unit_sequence_keeps_stop_words_and_has_no_pairs() -> None:
    assert units("the state of 启动") == ["the", "state", "of", "启", "动"]


def test_a_unit_is_found_where_it_stands_in_the_original() -> None:
    text = "Ａ “启动会” … Straße RISKS"
    found = {unit: text[begin:end] for unit, begin, end in unit_spans(text)}
    assert found["动"] == "动" and found["strass"] == "Straße" and found["risk"] == "RISKS"


@given(st.text(max_size=60))
def test_offsets_point_into_the_text_in_order(text: str) -> None:
    folded, offsets = folded_spans(text)
    assert len(offsets) == len(folded) + 1
    assert list(offsets) == sorted(offsets) and offsets[-1] == len(text)


@given(st.text(max_size=60))
def test_no_token_has_a_sign_a_space_or_a_capital_letter(text: str) -> None:
    for token in tokens(text):
        assert token and "#" not in token and token == fold(token)
        assert not any(character.isspace() or character == '"' for character in token)


@given(st.lists(st.sampled_from(["risk", "启动会", "OPM3", "the", "kick-off"]), max_size=6))
def test_a_text_has_the_tokens_of_its_words(words: list[str]) -> None:
    whole = sorted(tokens(" ".join(words)))
    assert whole == sorted(token for word in words for token in tokens(word))


def test_kana_is_written_without_spaces_and_hangul_with_them() -> None:
    assert is_han("カ") and is_han("々") and not is_han("한")


_SIGNS = st.sampled_from(
    [*"aBzéİＫﬁ風启の한3½²-－﹣.“’…=\u0338\u0301\u00ad\u200b \n\u3000_", "kick-", "Σ-", "start-up"]
)


@given(st.lists(_SIGNS, max_size=24).map("".join) | st.text(max_size=40))
def test_a_text_that_is_taken_apart_before_it_is_folded_has_the_words_of_the_folded_one(text: str) -> None:
    assert pieces_of(text) == (pieces(fold(text)), joined(fold(text)))
