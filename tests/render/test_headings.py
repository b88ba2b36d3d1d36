"""Ids of headings, and the table of contents."""

from __future__ import annotations

import pytest

from kb.model.page import TocItem
from kb.render import body, toc


def ids(markdown: str, wanted: dict[str, str] | None = None) -> list[str]:
    return [heading.id for heading in body(markdown, ids=wanted).headings]


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("What happened", "what-happened"),
        ("Do this next time!", "do-this-next-time"),
        ("发生了什么", "发生了什么"),
        ("启动会：先于计划", "启动会先于计划"),
        ("A_b – c", "a_b--c"),
        ("`code` & *more*", "code--more"),
        ("Über-Ärger", "über-ärger"),
    ],
)
def test_an_id_is_the_one_that_a_code_host_gives(heading: str, id: str) -> None:
    assert ids(f"## {heading}") == [id]


@pytest.mark.parametrize("heading", ["__config", "_", "__", "!!!", "", "   ", "__search"])
def test_no_id_is_empty_or_one_of_the_themes_own(heading: str) -> None:
    (id,) = ids(f"## {heading}\n")
    assert id and not id.startswith("_")


def test_equal_headings_get_numbers_and_no_id_is_given_twice() -> None:
    assert ids("# A\n\n# A\n\n# A 1\n\n# A\n\n# A-1") == ["a", "a-1", "a-1-1", "a-2", "a-1-2"]


def test_a_wanted_id_is_given_to_its_heading_whatever_stands_before() -> None:
    assert ids("## case\n\n## The Talk \n\n## the talk", {"the talk": "case"}) == ["case-1", "case", "case-2"]


def test_a_wanted_id_cannot_be_one_of_the_themes_own() -> None:
    assert ids("## a", {"a": "__config"}) == ["config"]


def test_a_heading_knows_its_line_in_the_file() -> None:
    found = body("\nfirst\n\n## Two\n\nSetext\nheading\n---\n\n<h2>raw</h2>\n", line=10).headings
    assert [(heading.text, heading.line) for heading in found[:2]] == [("Two", 13), ("Setext heading", 15)]
    assert found[2].text == "raw" and 15 < found[2].line <= 19


def test_a_heading_is_found_by_its_words_without_markup() -> None:
    (heading,) = body("## [*Why*](x.md) `now`[^1]\n\n[^1]: a").headings
    assert heading.text == "Why now"


def test_the_contents_nest_deeper_headings_under_the_ones_before() -> None:
    assert toc(body("# A\n\n### B\n\n## C\n\n# D").headings) == (
        TocItem("A", "a", 1, (TocItem("B", "b", 3), TocItem("C", "c", 2))),
        TocItem("D", "d", 1),
    )


def test_the_contents_of_nothing_are_empty() -> None:
    assert toc(()) == ()
