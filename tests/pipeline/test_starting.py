"""A new entry: a name that says something, the headings of its kind, and hints that nobody sees."""

from __future__ import annotations

from datetime import date

import pytest

from kb.model.codes import severity
from kb.model.diagnostic import Severity
from kb.model.kinds import Kind
from kb.model.settings import Settings
from kb.model.text import Text
from kb.parse import parse
from kb.pipeline.outlines import outline
from kb.pipeline.starting import Wish, id_of, language_for, slugs_for, started

DAY = date(2026, 3, 1)


@pytest.mark.parametrize("lang", ["en", "zh-Hans", "de"])
@pytest.mark.parametrize("kind", Kind)
def test_a_new_entry_of_every_kind_is_read_and_its_hints_never_show(kind: Kind, lang: str) -> None:
    wish = Wish(kind, Text((("en", 'A "title": with #'), ("zh", "标题"))), lang, "a-title", ("risk",), DAY)
    if lang == "de":
        wish = Wish(kind, Text((("de", "Titel"),)), lang, "a-title", ("risk",), DAY)
    found = parse(started(wish, Settings()), Settings())
    assert [one for one in found.diagnostics if severity(one.code) is Severity.ERROR] == []
    assert found.entry is not None
    assert (found.entry.kind, found.entry.lang) == (kind, lang)
    headings = [heading for heading, _ in outline(kind, lang)]
    assert [one.text for one in found.entry.body.headings] == headings
    assert found.entry.body.text.split("\n") == headings
    html = "".join(section.html for section in found.entry.body.sections)
    assert all(hint not in html and hint in found.entry.body.markdown for _, hint in outline(kind, lang))


def test_the_headings_of_a_lesson_have_their_meaning() -> None:
    for lang in ("en", "zh"):
        entry = parse(started(Wish(Kind.LESSON, Text.of("x"), lang, "x", (), DAY), Settings()), Settings()).entry
        assert entry is not None
        assert all(entry.part(name) is not None for name in ("happened", "why", "lesson", "do"))


def letters(text: str) -> str:
    return " ".join(f"w{ord(char) % 100}" for char in text)


@pytest.mark.parametrize(
    ("titles", "topics", "romanise", "slugs"),
    [
        ([("en", "Ask early, ask often")], ("risk",), letters, ["ask-early-ask-often"]),
        ([("zh", "启动会"), ("en", "The kickoff")], (), letters, ["the-kickoff"]),
        ([("zh", "启动会")], ("kickoff", "risk"), letters, ["kickoff-risk", "w51-w60-w50"]),
        ([("zh", "启动会")], (), None, []),
        ([("zh", "用 PMO 做")], (), None, []),
        ([("en", "Café Zürich")], (), None, ["cafe-zurich"]),
        ([("en", "!!!")], (), None, []),
        ([("en", "word " * 30)], (), None, ["-".join(["word"] * 16)]),
    ],
)
def test_a_slug_says_what_the_title_says(titles: list[tuple[str, str]], topics: tuple[str, ...], romanise: object, slugs: list[str]) -> None:  # fmt: skip
    found = slugs_for(Text(tuple(titles)), topics, letters if romanise else None)
    assert list(found) == slugs


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        (Kind.LESSON, DAY, "lessons/2026/x"),
        (Kind.LESSON, None, "lessons/undated/x"),
        (Kind.SALON, DAY, "content/salons/2026-03-01-x"),
        (Kind.PERSON, None, "content/people/x"),
        (Kind.CASE, DAY, "content/cases/x"),
    ],
)
def test_the_kind_and_the_day_decide_where_it_stands(kind: Kind, day: date | None, expected: str) -> None:
    assert id_of(kind, "x", day) == expected


def test_an_entry_is_in_the_language_of_its_title() -> None:
    settings = Settings(languages=("zh-Hant", "de"))
    assert [language_for(title, settings) for title in ("启动", "Start")] == ["zh-Hant", "de"]
    assert language_for("启动", Settings(languages=("en",))) == "zh-Hans"
