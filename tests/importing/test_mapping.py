"""Sources: mappings as files, guessed or written."""

from __future__ import annotations

import pytest

from kb.errors import KbError
from kb.importing.guess import guessed
from kb.importing.kinds import kind_of
from kb.importing.mapping import Section, as_file, headed, parse_source
from kb.model.kinds import Kind

WHAT = "A way to see what people do before anybody builds a thing for them."


def test_a_source_is_read_from_its_file() -> None:
    text = "kind: practice\ntags: [category]\ntext:\n- {key: what, heading: Idea}\n- why\nkinds: {_old: lesson}\n"
    source = parse_source("cards", "site_config/sources/cards.yml", text)
    assert source.text == (Section("what", "Idea"), Section("why", "Why"))
    assert (source.kind_of("a/_old/x.md"), source.kind_of("a/x.md")) == (Kind.LESSON, Kind.PRACTICE)


@pytest.mark.parametrize("text", ["kind: novel\n", "colour: red\n", "- a\n", "text: {a: b}\n", "kinds: [a]\n"])
def test_a_source_that_cannot_be_meant_is_an_error_with_a_way_out(text: str) -> None:
    with pytest.raises(KbError) as error:
        parse_source("x", "x.yml", text)
    assert error.value.hint


def test_keys_that_hold_sentences_are_guessed_to_be_text() -> None:
    files = [{"title": "A", "what": WHAT, "layout": "card", "timeRequired": "one hour or two"}] * 4
    source = guessed(files)
    assert [one.heading for one in source.text] == ["What", "Time required"]


def test_addresses_layouts_and_rare_keys_are_not_text() -> None:
    files = [{"title": "A", "cover": "/a/long/path.png", "layout": "a wide card with words"}] * 9
    assert guessed([*files, {"remark": WHAT}]).text == ()


def test_a_guess_is_printed_as_a_file_that_says_the_same() -> None:
    source = guessed([{"title": "A", "what": WHAT, "category": "x", "author": "b"}])
    assert parse_source("", "x.yml", as_file(source)) == source


def test_a_key_becomes_a_heading() -> None:
    assert (headed("timeRequired"), headed("next_steps")) == ("Time required", "Next steps")


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("site/_methods/card.md", "", Kind.PRACTICE),
        ("wiki/how-to-deploy.md", "", Kind.PRACTICE),
        ("ops/PM-1 outage.md", "", Kind.LESSON),
        ("notes/x.md", "## Timeline\n\n## Root cause\n", Kind.LESSON),
        ("blog/_posts/2015-01-02-x.md", "", Kind.CASE),
        ("blog/posts/meetup-4-recap.md", "", Kind.SALON),
        ("blog/x/index.md", "分享嘉宾：张三\n\n第一场：开始\n", Kind.SALON),
        ("notes/x.md", "words", Kind.LESSON),
    ],
)
def test_the_kind_follows_from_names_and_text(path: str, text: str, kind: Kind) -> None:
    assert kind_of(path, {}, text, "markdown")[0] is kind
