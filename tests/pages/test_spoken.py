"""The words that a page can say to readers of the other language."""

from __future__ import annotations

import json

from kb.pages.conventions.spoken import spoken
from tests.pages.base import edition_of

FOUND = json.loads(spoken(edition_of()).data)


def test_labels_states_topics_and_models_are_there_in_both_languages() -> None:
    words = dict(FOUND["words"])
    assert words["Applied"] == "已应用" and words["Owner"] == "负责人"
    assert words["Kickoff"] == "启动会" and words["Star model"] == "星形模型"
    assert dict(FOUND["nav"])["Lessons"] == "经验"


def test_counts_are_there_form_by_form() -> None:
    words = dict(FOUND["words"])
    assert words["{n} lesson"] == words["{n} lessons"] == "{n} 条经验"


def test_a_sentence_around_a_date_is_there_in_pieces() -> None:
    assert dict(FOUND["words"])["The original has changed since this was translated, on"] == "原文在翻译之后有改动（"


def test_no_piece_is_so_short_that_it_could_stand_anywhere() -> None:
    assert all(any(map(str.isalpha, english)) for english, _ in FOUND["words"])


def test_the_words_are_light() -> None:
    assert len(spoken(edition_of()).data) < 16_000
