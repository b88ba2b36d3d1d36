"""Front matter in the dialects that people have."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.importing.dialects import split
from kb.importing.values import Unreadable


def test_a_fence_may_have_blank_lines_and_spaces_around_it() -> None:
    found = split("a.md", "\n\n  ---  \ntitle: One\n--- \nBody\n")
    assert (found.fields, found.body, found.dialect) == ({"title": "One"}, "Body\n", "yaml")


def test_toml_keeps_times_numbers_and_tables_as_text() -> None:
    text = '+++\ntitle = "T"\ndate = 2019-03-04T10:00:00+08:00\ndraft = true\n[extra]\nn = 3\n+++\nBody\n'
    found = split("a.md", text)
    assert found.fields == {"title": "T", "date": "2019-03-04T10:00:00+08:00", "draft": "true", "extra": {"n": "3"}}
    assert found.body == "Body\n"


def test_json_is_front_matter_only_when_it_is_a_whole_object() -> None:
    assert split("a.md", '{"title": "T"}\n\nBody').fields == {"title": "T"}
    assert split("a.md", "{not json}\nBody").dialect == "none"


def test_header_lines_without_fences_need_a_title_or_two_known_keys() -> None:
    found = split("a.md", "Title: Late\nDate: 2018-01-02\nTags: risk,\n  vendor\n\nBody")
    assert found.fields == {"title": "Late", "date": "2018-01-02", "tags": "risk, vendor"}
    assert split("a.md", "Note: this is how it was\n\nBody").dialect == "none"


def test_two_rulers_are_no_front_matter() -> None:
    assert split("a.md", "---\n\nsome words\n\n---\n\nmore").dialect == "none"


def test_the_body_begins_where_it_says_that_it_begins() -> None:
    for text in ("---\na: b\n---\nBody", "+++\na = 1\n+++\nBody", '{"a": 1}\nBody', "Title: a\n\nBody", "Body"):
        found = split("a.md", text)
        assert text[found.start :] == found.body


def test_tabs_in_front_matter_are_read_as_spaces_and_said() -> None:
    found = split("a.md", "---\nauthors:\n- melody\t\ntags:\n-\trisk\n---\nBody")
    assert found.fields["authors"] == ("melody",)


@pytest.mark.parametrize(
    "text",
    [
        "---\na: &x [1]\nb: *x\n---\n",
        "---\na: " + "[" * 5_000 + "\n---\n",
        '{"a": ' + "[" * 100_000,
        "+++\na = " + "[" * 5_000 + "\n+++\n",
        "---\ntitle: A\ntitle: B\n---\n",
        "---\na: " + "x" * 70_000 + "\n---\n",
    ],
)
def test_bombs_and_doubles_are_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        split("a.md", text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_split_or_refused(text: str) -> None:
    for opening in ("", "---\n", "+++\n", "{"):
        try:
            found = split("a.md", opening + text)
        except Unreadable:
            continue
        assert (opening + text)[found.start :] == found.body
