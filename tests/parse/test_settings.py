"""Settings: what can be read is used, everything else is told and its default used."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model.fields import Duration
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse.settings import parse_settings


def settings(text: str) -> tuple[Settings, list[tuple[int, str]]]:
    """The settings in a text, and line and code of what is wrong."""
    found, problems = parse_settings(SourceFile("site_config/settings.toml", text.encode()))
    return found, [(one.line, one.code) for one in problems]


def test_an_empty_file_gives_the_defaults() -> None:
    assert settings("") == (Settings(), [])


@given(st.binary(max_size=200))
def test_reading_settings_never_raises(data: bytes) -> None:
    parse_settings(SourceFile("s.toml", data))


def test_what_is_set_is_read() -> None:
    found, problems = settings(
        'name = {en = "Ours", zh-Hans = "我们的"}\nlanguages = ["zh-Hans", "en"]\ntimezone = "Asia/Shanghai"\n'
        'site_url = "https://kb.example/x/"\nreview_every = "6 months"\n[causes]\nhaste = "Haste"\n'
    )
    assert problems == []
    assert (found.name.pick("zh"), found.languages[0], found.review_every) == (
        "我们的",
        "zh-Hans",
        Duration(6, "months"),
    )
    assert [name for name, _ in found.causes] == ["haste"]


@pytest.mark.parametrize(
    "text",
    ['name = ""', "name = 3", 'name = {en = 1}', "name = {}", 'name = {english = "x"}', 'name = "a\\u001b[31m"', 'name = "a\\nb"', "languages = []", 'languages = "en"', 'languages = ["english"]', 'languages = ["en\\n"]', 'timezone = "CST"', 'timezone = "Asia/Shanghai\\n"', 'site_url = "kb.example"', 'site_url = "javascript:alert(1)"', 'site_url = "https://a b"', 'site_url = "https://"', 'site_url = "https://a\\n<script>"', 'repo_url = 1', "edit_path = []", 'search_engine = "grep"', "search_engine = []", 'site_engine = "hugo"', 'review_every = "0 days"', 'review_every = 12', "causes = 3", "[causes]\nx = 3"],
)  # fmt: skip
def test_a_value_of_another_form_is_told_and_the_default_used(text: str) -> None:
    assert settings(text) == (Settings(), [(1, "KB708")])


def test_an_unknown_setting_is_told_at_its_own_line() -> None:
    assert settings('timezone = "UTC"\n"time" = 1\n[serie]\nx = "y"\n')[1] == [(2, "KB707"), (3, "KB707")]


@pytest.mark.parametrize(
    "text",
    ["x", "x = ", "x = [", "x = 1\nx = 2", "x = " + "1" * 5_000, "x = " + "[" * 60_000, "a." * 900 + "b = 1\n" + "x = " + "[" * 1_900, "a." * 30_000 + "b = 1", "# " + "x" * 70_000, "\ufeffname = 'x'", "x = 1979-13-45"],
)  # fmt: skip
def test_what_is_no_toml_is_told_and_costs_little(text: str) -> None:
    tracemalloc.start()
    found, problems = settings(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (found, [code for _, code in problems]) == (Settings(), ["KB706"])
    assert peak < 50_000_000


def test_a_mistake_is_told_with_its_line() -> None:
    assert settings('timezone = "UTC"\n\nname = Ours\n')[1] == [(3, "KB706")]
