"""Bodies of other tools as Markdown of ours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.importing.cleaning import Cleaning, clean
from kb.importing.links import Addresses, Placing


def _clean(text: str) -> str:
    return clean(text, Cleaning())


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("{% raw %}a{% endraw %}", "a"),
        ('[x]({{ "/a/b" | url }})', "[x](/a/b)"),
        ("[x]({{site.baseurl}}/a)", "[x](/a)"),
        ('{% image "a/b.png" "What it shows" %}', "![What it shows](/a/b.png)"),
        ('{% image_with_class "a.png" "wide" "Alt" %}', "![Alt](/a.png)"),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
        ('{{< figure src="z.png" caption="Words" >}}', "![Words](z.png)\n\n*Words*"),
        ("{{< youtube abc-1 >}}", "[youtube: abc-1](https://www.youtube.com/watch?v=abc-1)"),
        (":::tip Title\nDo it\n:::", "> [!TIP]\n> **Title**\n>\n> Do it"),
        ('!!! warning "Look"\n    here\n', "> [!WARNING]\n> **Look**\n>\n> here"),
        ("> [!info] Head\n> words", "> [!NOTE]\n> **Head**\n>\n> words"),
        ("> [!NOTE]\n> words", "> [!NOTE]\n> words"),
        ("see [[Page|that]]", "see [that](<wiki:Page>)"),
        ('[caption id="1"]<img src="q.jpg" alt="Q"/> Words[/caption]', "![Q](q.jpg)\n\n*Words*"),
        ('<a href="/x" class="b">go</a>', "[go](/x)"),
        ('<img src="a.png" alt="A">', "![A](a.png)"),
        ('<section markdown="1">\n\n## H\n\n</section>', "## H"),
        ("in prose <SOFA:Channel/> stays", "in prose \\<SOFA:Channel/> stays"),
        ("words{: .lead}", "words"),
        (":::strange\nx\n:::", "\\:::strange\nx\n\\:::"),
        ("<<<<<<< HEAD", " <<<<<<< HEAD"),
    ],
)
def test_a_foreign_form_becomes_ours(foreign: str, ours: str) -> None:
    assert _clean(foreign) == ours


@pytest.mark.parametrize("code", ["```\n{% raw %} [[x]] <div>\n```", "`{{ site.baseurl }}` and ``[[a]]``"])
def test_code_is_not_touched(code: str) -> None:
    assert _clean(code) == code


def test_what_cannot_be_translated_stays_as_text_and_is_listed() -> None:
    said = Cleaning()
    assert clean("a {% include x.html %} b {{ page.title }}", said) == "a {% include x.html %} b {{ page.title }}"
    assert said.left == ["{% include x.html %}", "{{ page.title }}"]


def test_scripts_are_dropped_and_listed() -> None:
    said = Cleaning()
    assert clean("a<script>alert(1)</script>b", said) == "ab"
    assert said.dropped == ["<script>alert(1)</script>"]


def test_our_own_audience_blocks_are_kept_to_the_letter() -> None:
    text = ":::note\nx\n:::\n\n::: audience restricted\nsecret\n:::\n\nend"
    assert "::: audience restricted\nsecret\n:::" in _clean(text)


@settings(max_examples=150, deadline=None)
@given(st.text("[](){}<>%!:`*_-=| \n\"'/.abé沪", max_size=400))
def test_any_body_is_cleaned_and_placed_without_an_exception(text: str) -> None:
    Placing("a/b.md", "content/cases/b.md", Addresses()).placed(_clean(text))


@pytest.mark.parametrize("piece", ["[", "](", "{{", "{%", "<a ", "<", "`", ":::x\n", "![", "[[", "<!--", "* ", "> "])
def test_a_body_of_one_sign_over_and_over_costs_no_more_than_its_bytes(piece: str) -> None:
    text = piece * 20_000
    Placing("a/b.md", "content/cases/b.md", Addresses()).placed(_clean(text))


def _placing() -> Placing:
    addresses = Addresses()
    addresses.add("blog/_posts/2016-03-01-late-vendor.md", "content/cases/late-vendor.md", ("/old/address/",))
    addresses.add("blog/other/index.md", "lessons/2016/other.md", (), ("Other page",))
    return Placing("blog/_posts/2017-01-01-x.md", "content/cases/x.md", addresses, copy=lambda path: "")


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("[a](2016-03-01-late-vendor.md)", "[a](late-vendor.md)"),
        ("[a](../other/)", "[a](../../lessons/2016/other.md)"),
        ("[a](/2016/03/01/late-vendor/#why)", "[a](late-vendor.md#why)"),
        ("[a](/old/address)", "[a](late-vendor.md)"),
        ("[a](<wiki:other page>)", "[a](../../lessons/2016/other.md)"),
        ("[a](https://example.org/x)", "[a](https://example.org/x)"),
        ("[a](//example.org/x)", "[a](https://example.org/x)"),
        ("[a](gone.md)", "a (`gone.md`)"),
        ("![alt](gone.png)", "*alt* (`gone.png`)"),
        ("[a](javascript:alert)", "a (`javascript:alert`)"),
        ("[![alt](gone.png)](2016-03-01-late-vendor.md)", "[*alt* (`gone.png`)](late-vendor.md)"),
        ("[a]: 2016-03-01-late-vendor.md", "[a]: late-vendor.md"),
        ("`[a](gone.md)`", "`[a](gone.md)`"),
    ],
)
def test_links_lead_to_where_their_targets_live_or_stand_as_words(foreign: str, ours: str) -> None:
    assert _placing().placed(foreign) == ours


def test_a_source_may_say_where_its_site_is() -> None:
    placing = _placing()
    placing.site = "https://example.org/"
    assert placing.placed("[a](/contact/)") == "[a](https://example.org/contact/)"


def test_two_files_of_one_name_are_no_target_of_a_wikilink() -> None:
    addresses = Addresses()
    addresses.add("a/same.md", "content/cases/same.md")
    addresses.add("b/same.md", "content/cases/same-2.md")
    assert addresses.words("same") == ""
