"""The sentence that answers, and what of it is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.analysis.columns import columns, fitting, lines, shortened
from kb.analysis.phrases import Phrases
from kb.analysis.snippets import Snippet, snippet
from kb.analysis.words import units

TEXT = (
    "The team met on Monday. Nobody had named the risks before the kickoff, and the vendor was late. "
    "Much later, a risk register was kept.\n启动会之前没有人提过风险。后来才补上。"
)


def wanted(*words: str) -> Phrases[str]:
    return Phrases((units(word), word) for word in words)


def marked(found: Snippet) -> list[str]:
    return [found.text[begin:end] for begin, end in found.marks]


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    found = snippet(TEXT, wanted("risk", "vendor"), 80)
    assert found.text.startswith("Nobody had named the risks")
    assert marked(found) == ["risks", "vendor"]


def test_a_chinese_sentence_is_found_and_followed_by_the_next_one() -> None:
    found = snippet(TEXT, wanted("风险"), 80)
    assert found.text == "启动会之前没有人提过风险。后来才补上。"
    assert marked(found) == ["风险"]


def test_a_long_sentence_is_cut_around_its_first_mark() -> None:
    text = "word " * 60 + "kickoff " + "word " * 60
    found = snippet(text, wanted("kickoff"), 60)
    assert found.text.startswith("…") and found.text.endswith("…")
    assert marked(found) == ["kickoff"]


def test_a_text_without_the_words_has_no_snippet() -> None:
    assert snippet(TEXT, wanted("budget"), 80) == Snippet()


def test_overlapping_pairs_become_one_mark() -> None:
    pairs = Phrases([(("启", "动"), "启动会"), (("动", "会"), "启动会")])
    assert marked(snippet(TEXT, pairs, 80)) == ["启动会"]


@given(st.text(alphabet="ab 启动会.。\n…ß", max_size=300), st.integers(20, 120))
def test_a_snippet_fits_and_its_marks_are_inside_it_in_order(text: str, width: int) -> None:
    found = snippet(text, wanted("ab", "启动"), width)
    assert columns(found.text) <= width + 1
    edges = [edge for mark in found.marks for edge in mark]
    assert edges == sorted(edges) and all(0 <= edge <= len(found.text) for edge in edges)
    assert "\n" not in found.text


@given(st.text(alphabet="ab c启动，。", max_size=80), st.integers(4, 40))
def test_lines_fit_and_lose_nothing_but_spaces(text: str, width: int) -> None:
    spans = lines(text, width)
    assert all(columns(text[begin:end]) <= width for begin, end in spans)
    assert "".join(text[begin:end] for begin, end in spans).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(("text", "width", "expected"), [("启动会", 4, "启…"), ("abc", 3, "abc"), ("启动", 4, "启动")])
def test_a_han_character_takes_two_columns(text: str, width: int, expected: str) -> None:
    assert shortened(text, width) == expected
    assert fitting("启a", 2) == 1


def test_among_sentences_that_match_alike_the_one_that_tells_what_to_do_is_shown() -> None:
    text = "The vendor was late and nobody had asked about it.\nAsk every vendor for a date each week."
    wanted = Phrases([(("vendor",), "vendor")])
    assert snippet(text, wanted, 80).text.startswith("The vendor was late")
    assert snippet(text, wanted, 80, (1, 2)).text.startswith("Ask every vendor")


def test_a_sentence_that_matches_better_is_shown_before_advice() -> None:
    text = "The vendor took a risk that nobody had written down.\nAsk every vendor for a date each week."
    wanted = Phrases([(("vendor",), "vendor"), (("risk",), "risk")])
    assert snippet(text, wanted, 80, (1, 2)).text.startswith("The vendor took a risk")
