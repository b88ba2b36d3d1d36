"""What holds for every body that anybody could write."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.render import body, finish
from kb.render.engine import safe_html
from tests.render.markup import Markup

PIECES = st.sampled_from(
    """# |## |### |\n|\n\n|> |- |1. |- [x] |    |```|~~~|`|*|**|_|~~|[|](|)|![|]: |[^1]|[^1]: |: |\\||---|:-:|<!--|-->|<div>
    </div>|<table>|<tr><td>|</table>|<h1>|</h1>|<h2 id=x>|<a href=a.md>|</a>|<script>|<b|<p|<li id=fn-1>|</li>|<svg>|</svg>
    <sup class=footnote-ref>|<section class=footnotes>|</section>|<pre><code class=language-py>|</code></pre>|<input>
    <img src=a>|data-sourcepos="9:9-9:9"|> [!NOTE]\n|https://a.example/b|，|启动会|&amp;|&#0;|&lt;|"|'|__config|\x00|\x1f
    <title>|<textarea>|<select>|<template>|<math>|<br>|\t|\r\n|===\n|---\n| |a|b""".replace("\n    ", "|").split("|")
)
BODIES = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)
ALLOWED = """a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img input ins kbd label li mark ol p pre q rp rt ruby s samp section small span strong sub
    summary sup table tbody td tfoot th thead time tr u ul var wbr""".split()
ATTRIBUTES = """align alt aria-label checked class colspan datetime dir disabled height href id lang loading open rel
    reversed rowspan scope span src start title type value width""".split()


@settings(deadline=None)
@given(BODIES)
def test_the_sections_are_well_formed_and_hold_the_whole_body(markdown: str) -> None:
    found = body(markdown)
    assert all(Markup(section.html).balanced for section in found.sections)
    whole = Markup("".join(section.html for section in found.sections))
    pictures = [
        values.get("alt", "")
        for tag, values in Markup(safe_html(markdown)).tags
        if tag == "img" and "src" not in values
    ]
    if not any(pictures):
        assert whole.words == Markup(safe_html(markdown)).words
    assert "data-sourcepos" not in {name for _, values in whole.tags for name in values}


@settings(deadline=None)
@given(BODIES)
def test_every_heading_has_an_id_of_its_own_that_is_not_the_themes(markdown: str) -> None:
    found = body(markdown)
    page = Markup("".join(section.html for section in found.sections))
    ids = page.values("id")
    assert len(ids) == len(set(ids)) and not any(id.startswith("_") or not id for id in ids)
    in_page = [values["id"] for tag, values in page.tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert sorted(in_page) == sorted(heading.id for heading in found.headings)


@settings(deadline=None)
@given(BODIES, st.integers(1, 500))
def test_lines_lie_within_the_body(markdown: str, line: int) -> None:
    found = body(markdown, line)
    last = line + markdown.count("\n") + markdown.count("\r")
    lines = [heading.line for heading in found.headings] + [link.line for link in found.links]
    assert all(line <= one <= last for one in lines)


@settings(deadline=None)
@given(BODIES, st.sampled_from(["en", "zh-Hans", "fr"]), st.booleans())
def test_finished_html_is_well_formed_and_holds_only_what_is_allowed(markdown: str, lang: str, linked: bool) -> None:
    html = "".join(section.html for section in body(markdown).sections)
    page = Markup(finish(html, lambda href, picture: href if linked else None, lang))
    assert page.balanced and page.names <= set(ALLOWED)
    assert {name for _, values in page.tags for name in values} <= set(ATTRIBUTES)
    assert not any(href.lower().lstrip().startswith(("javascript", "data", "vbscript")) for href in page.values("href"))
    if not linked:
        assert all(href.startswith(("#fn:", "#fnref:")) for href in page.values("href")) and not page.values("src")


@given(st.text(st.characters()))
def test_any_string_is_a_body(markdown: str) -> None:
    assert body(markdown).markdown == markdown
