"""Topics are found by whatever they are called, in any language, and guessed when they are nearly called that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model.text import Text
from kb.model.topic import Topic
from kb.vocabulary import Vocabulary, fold, nearest

TOPICS = Vocabulary(
    [
        Topic("kick-off", Text((("en", "Kickoff"), ("zh", "启动会"))), (("en", "Project start"), ("zh", "开工会"))),
        Topic("risk", Text((("en", "Risk"), ("zh", "风险"))), broader="management"),
        Topic("stakeholder", Text((("en", "Stakeholder"), ("zh", "干系人"))), (("zh", "利益相关方"),)),
        Topic("management", Text.of("Management")),
    ]
)


@pytest.mark.parametrize(
    "word", ["kick-off", "Kickoff", "KICKOFF", "kick off", "启动会", "开工会", "project  start", "ｋｉｃｋｏｆｆ"]
)
def test_a_topic_is_found_by_id_label_and_alias_in_any_form(word: str) -> None:
    topic = TOPICS.find(word)
    assert topic is not None and topic.id == "kick-off"


@pytest.mark.parametrize(("word", "meant"), [("kikcoff", "kick-off"), ("risks", "risk"), ("启动", "kick-off"), ("干系", "stakeholder"), ("风脸", "risk"), ("项目干系人", "stakeholder")])  # fmt: skip
def test_a_slip_finds_the_topic_that_was_meant(word: str, meant: str) -> None:
    topic = TOPICS.nearest(word)
    assert topic is not None and topic.id == meant


@pytest.mark.parametrize("word", ["knitting", "", "编织", "!"])
def test_nothing_is_guessed_from_nothing(word: str) -> None:
    assert TOPICS.nearest(word) is None


@given(st.text(max_size=80))
def test_guessing_never_raises_and_is_the_same_each_time(word: str) -> None:
    assert TOPICS.nearest(word) is TOPICS.nearest(word)


@given(st.text())
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(st.lists(st.text(min_size=1, max_size=8), min_size=1), st.randoms())
def test_the_nearest_word_does_not_depend_on_the_order(words: list[str], random: object) -> None:
    assert nearest(words[0], words) == nearest(words[0], sorted(words, reverse=True))


def test_of_two_topics_with_one_word_the_first_has_it() -> None:
    vocabulary = Vocabulary([Topic("a", Text.of("Same")), Topic("b", Text.of("same"))])
    found = vocabulary.find("SAME")
    assert found is not None and found.id == "a"


def test_narrower_topics_stand_in_the_order_of_the_file() -> None:
    assert [topic.id for topic in TOPICS.narrower("management")] == ["risk"]
