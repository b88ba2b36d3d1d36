"""The forms that the host shows: both languages ask the same, and what can be chosen has a meaning here."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kb.importing.forms.definition import CHOICES, KINDS, choice, read_form
from kb.importing.forms.sentences import NOTES, REFUSALS, said
from kb.importing.forms.values import Note
from tests.test_messages import placeholders

FOLDER = Path(__file__).parents[2] / "kb/templates/github/ISSUE_TEMPLATE"
FILES = sorted(FOLDER.glob("[1-5]*.yml"))


@pytest.mark.parametrize("path", [one for one in FILES if ".en." in one.name], ids=lambda path: path.name)
def test_both_languages_ask_the_same(path: Path) -> None:
    twin = path.with_name(path.name.replace(".en.", ".zh."))
    mine, theirs = (read_form(one.name, one.read_text(encoding="utf-8")) for one in (path, twin))
    assert mine is not None
    assert theirs is not None
    assert (mine.kind, mine.lang, theirs.lang) == (theirs.kind, "en", "zh")
    assert [(one.id, one.long) for one in mine.questions] == [(one.id, one.long) for one in theirs.questions]


def test_there_is_a_form_of_every_kind() -> None:
    assert {one.name.split(".")[0].split("-", 1)[1] for one in FILES} == set(KINDS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_can_be_chosen_has_a_meaning(path: Path) -> None:
    for item in yaml.safe_load(path.read_text(encoding="utf-8"))["body"]:
        if item["type"] == "dropdown":
            meanings = [choice(item["id"], one) for one in item["attributes"]["options"]]
            assert meanings == list(CHOICES[item["id"]])


@pytest.mark.parametrize("code", [*REFUSALS, *NOTES])
def test_a_sentence_uses_the_same_words_of_the_form_in_both_languages(code: str) -> None:
    english, chinese = {**REFUSALS, **NOTES}[code]
    assert placeholders(english) - {"en"} == placeholders(chinese) - {"zh"}


def test_what_a_stranger_wrote_is_no_markup_in_a_sentence() -> None:
    text = said(Note.of("unknown-topic", word="<img src=x> @all [a](b) `c` https://evil.example"), "en")
    assert not any(mark in text for mark in ("<img", "@all", "[a]", "https:"))
