"""The staged form of a page."""

from __future__ import annotations

import json

import yaml
from hypothesis import given
from hypothesis import strategies as st

from kb.model.page import Page, TocItem
from kb.render import staged

CONTENTS = (TocItem("A --> <b>", "a", 2, (TocItem("子", "子", 3),)),)
JSON_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def parts(data: bytes) -> tuple[dict[str, object], str]:
    """Front matter, and the rest."""
    head, rest = data.decode().removeprefix("---\n").split("\n---\n", 1)
    return yaml.safe_load(head), rest


def test_front_matter_then_contents_then_the_page_as_it_is() -> None:
    data = staged(Page("a.md", "T", "<p>b</p>\n", "zh-Hans", CONTENTS, {"kind": "lesson", "crumbs": [["x", "y/"]]}))
    meta, rest = parts(data)
    assert meta == {"kind": "lesson", "crumbs": [["x", "y/"]], "title": "T", "lang": "zh-Hans"}
    assert rest.endswith("-->\n<p>b</p>\n")


def test_the_contents_cannot_end_their_comment() -> None:
    _, rest = parts(staged(Page("a.md", "T", "<p>", toc=CONTENTS)))
    comment, _ = rest.removeprefix("<!--kb:toc ").split("-->", 1)
    assert "--" not in comment and ">" not in comment and "<" not in comment
    assert json.loads(comment)[0]["name"] == "A --> <b>"
    assert json.loads(comment)[0]["children"][0]["id"] == "子"


def test_title_and_description_are_escaped_because_themes_print_them_as_they_are() -> None:
    meta, _ = parts(staged(Page("a.md", '<img> & "q"', "", meta={"description": "<b>", "other": "<b>"})))
    assert meta["title"] == "&lt;img&gt; &amp; &quot;q&quot;"
    assert meta["description"] == "&lt;b&gt;" and meta["other"] == "<b>"


def test_the_order_in_which_facts_were_given_does_not_show() -> None:
    assert staged(Page("a", "T", "", meta={"x": 1, "y": 2})) == staged(Page("a", "T", "", meta={"y": 2, "x": 1}))


@given(JSON_TEXT, JSON_TEXT)
def test_any_text_is_read_back_from_the_front_matter(key: str, value: str) -> None:
    meta, _ = parts(staged(Page("a.md", "T", "", meta={f"k{key}": [value, None, True, 1.5]})))
    assert meta[f"k{key}"] == [value, None, True, 1.5]
