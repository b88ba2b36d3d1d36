"""Finished HTML: links, pictures, code, and the markup that the theme styles."""

from __future__ import annotations

import pytest

from kb.render import body, finish
from tests.render.markup import Markup


def finished(markdown: str, lang: str = "en", **addresses: str | None) -> str:
    html = "".join(section.html for section in body(markdown).sections)
    return finish(html, lambda href, picture: addresses.get(href.split(".")[0], href), lang)


def test_every_link_and_picture_goes_through_the_resolver() -> None:
    asked: list[tuple[str, bool]] = []

    def resolve(href: str, picture: bool) -> str:
        asked.append((href, picture))
        return f"../{href}?x=1&y=2"

    html = finish(body("[a](a.md#b) ![c](c.png) https://d.example[^1]\n\n[^1]: e").sections[0].html, resolve)
    assert asked == [("a.md#b", False), ("c.png", True), ("https://d.example", False)]
    assert '<a href="../a.md#b?x=1&amp;y=2">a</a>' in html


def test_a_link_that_leads_nowhere_leaves_its_words() -> None:
    assert finished("see [the *plan*](gone.md).", gone=None) == "<p>see the <em>plan</em>.</p>\n"


def test_a_picture_that_may_not_be_shown_leaves_its_words() -> None:
    assert finished('![a <"chart">](gone.png)', gone=None) == (
        '<p><span class="kb-nopicture">a &lt;&quot;chart&quot;&gt;</span></p>\n'
    )


def test_pictures_are_loaded_late_and_always_have_alternative_text() -> None:
    assert finished('![a](a.png "t") <img src=b.png>') == (
        '<p><a class="kb-picture" href="a.png"><img alt="a" src="a.png" title="t" loading="lazy"></a> '
        '<img alt="" src="b.png" loading="lazy"></p>\n'
    )


def test_a_picture_opens_large_unless_it_is_a_link_already() -> None:
    assert finished("[![a](a.png)](b.md)").count("<a ") == 1


@pytest.mark.parametrize(
    ("href", "outside"),
    [("https://a.example", True), ("HTTP://a.example", True), ("//a.example", True), ("a.md", False), ("#b", False),
     ("mailto:a@b.example", False), ("/c", False)],
)  # fmt: skip
def test_only_links_out_of_the_site_say_that_nothing_is_passed_on(href: str, outside: bool) -> None:
    (_, link) = Markup(finished(f"[a](<{href}>)")).tags[1]
    assert link.get("rel") == ("noopener noreferrer" if outside else None)


def test_a_resolver_cannot_break_out_of_an_attribute() -> None:
    html = finish(body("[a](b)").sections[0].html, lambda href, picture: '"><script>')
    assert Markup(html).tags[1] == ("a", {"href": '"><script>'})


def test_code_in_a_known_language_is_coloured() -> None:
    html = finished("```python\nx = 1 < 2\n```")
    assert html.startswith('<div class="highlight"><pre><span></span><code><span class="n">x</span>')
    assert Markup(html).words == "x=1<2"


@pytest.mark.parametrize("fence", ["```", "```nosuchlanguage", "```mermaid", '```"><script>'])
def test_code_in_no_known_language_is_shown_plain(fence: str) -> None:
    assert finished(f"{fence}\na < b\n```") == (
        '<div class="highlight"><pre><span></span><code>a &lt; b\n</code></pre></div>\n'
    )


def test_tables_scroll_by_themselves_and_only_the_outer_one_is_wrapped() -> None:
    html = finished("| a |\n|---|\n| <table><tr><td>b</td></tr></table> |\n\n| c |\n|---|")
    assert html.count('<div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table>') == 2
    assert html.count("</table></div></div>") == 2 and Markup(html).balanced


def test_an_alert_is_an_admonition_with_a_title_in_the_pages_language() -> None:
    alert = "> [!WARNING]\n> careful\n"
    assert finished(alert) == (
        '<div class="admonition warning">\n<p class="admonition-title">Warning</p>\n<p>careful</p>\n</div>\n'
    )
    assert '<p class="admonition-title">警告</p>' in finished(alert, "zh-Hans")


def test_an_alert_keeps_a_title_of_its_own() -> None:
    html = finished("> [!NOTE] Only <here>\n> x\n", "zh")
    assert '<p class="admonition-title">Only &lt;here&gt;</p>' in html or "Only" in Markup(html).words


def test_a_task_list_is_styled_as_one_and_says_what_is_done() -> None:
    html = finished("- [ ] a\n- [x] b\n\n1. c", "zh")
    page = Markup(html)
    assert html.count('<ul class="task-list">') == 1 and html.count('<li class="task-list-item">') == 2
    assert page.values("aria-label") == ["待办", "已完成"] and "<ol>\n<li>c" in html


def test_a_footnote_leads_back_in_words() -> None:
    assert 'aria-label="回到正文，引用 1"' in finished("a[^x]\n\n[^x]: b", "zh")
    assert 'aria-label="Back to the text, reference 1"' in finished("a[^x]\n\n[^x]: b")


def test_what_needs_nothing_is_left_as_it_is() -> None:
    plain = '<h2 id="a">A</h2>\n<p>b &amp; <em>c</em></p>\n<details><summary>d</summary>e</details>\n'
    assert finish(plain, lambda href, picture: href) == plain
