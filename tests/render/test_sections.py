"""Where a body is cut, and what each section holds."""

from __future__ import annotations

from kb.render import body
from tests.render.markup import Markup


def test_a_section_begins_at_every_heading_of_the_first_two_levels() -> None:
    found = body("before\n\n# One\n\na\n\n## Two\n\nb\n\n### Three\n\nc\n").sections
    assert [section.heading.text if section.heading else None for section in found] == [None, "One", "Two"]
    assert found[2].html == '<h2 id="two">Two</h2>\n<p>b</p>\n<h3 id="three">Three</h3>\n<p>c</p>\n'
    assert found[2].text == "b\nThree\nc"


def test_a_body_without_words_has_no_section() -> None:
    assert body("").sections == body(" \n\n<!-- nothing -->\n").sections == ()


def test_a_heading_inside_another_element_does_not_cut() -> None:
    found = body("<div>\n\n## Inside\n\n</div>\n\n> # Quoted\n\n- ## Listed\n")
    assert len(found.sections) == 1
    assert [heading.id for heading in found.headings] == ["inside", "quoted", "listed"]


def test_footnotes_are_a_last_section_without_a_heading() -> None:
    *_, last, notes = body("# One\n\ntext[^a]\n\n# Two\n\nmore\n\n[^a]: the note\n").sections
    assert last.text == "more"
    assert notes.heading is None and notes.text == "the note"


def test_a_footnote_and_its_reference_find_each_other() -> None:
    html = "".join(section.html for section in body("a[^注] b[^注]\n\n[^注]: x").sections)
    page = Markup(html)
    assert [href.removeprefix("#") for href in page.values("href")[2:]] == [page.values("id")[i] for i in (0, 1)]
    assert page.values("href")[0].removeprefix("#") == page.values("id")[2]
    assert all(id.startswith(("fn:", "fnref:")) for id in page.values("id"))


def test_an_id_that_pretends_to_be_a_footnote_is_given_once() -> None:
    html = "".join(
        section.html for section in body("<li id=fn-1>a</li><li id=fn-1>b</li>\n\nc[^1]\n\n[^1]: d").sections
    )
    assert html.count('id="fn:1"') == 1


def test_a_link_dressed_as_a_footnote_is_an_ordinary_link() -> None:
    found = body(
        '<sup class="footnote-ref"><a href="secret.md">x</a></sup> <a class="footnote-backref" href="b.md">y</a>'
    )
    assert [link.href for link in found.links] == ["secret.md", "b.md"]
    assert "footnote" not in found.sections[0].html and found.text == "x y"


def test_a_table_keeps_its_alignment() -> None:
    html = body("| a | b |\n|:-:|--:|\n| 1 | 2 |\n").sections[0].html
    assert '<th align="center">a</th>' in html and '<td align="right">2</td>' in html


def test_emphasis_beside_chinese_punctuation_is_emphasis() -> None:
    assert body("**注意：**请先开会。").sections[0].html == "<p><strong>注意：</strong>请先开会。</p>\n"


def test_wrapped_chinese_lines_are_joined_without_a_space() -> None:
    found = body("项目启动\n会之前，\n先 say\nhello\n").sections[0]
    assert found.html == "<p>项目启动会之前，先 say\nhello</p>\n"
    assert found.text == "项目启动会之前，先 say hello"
