"""The search box, the same on every page; the script finds it by `data-kb-search`, a reader without one sees why."""

from __future__ import annotations

from urllib.parse import quote

from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import fullest_topics

SHOWN = 3
RESULTS = Markup("<div data-kb-results></div>\n")


def with_facets(leaf: Leaf) -> Markup:
    """The place for results beside the one for facets, which is folded until there is room for it."""
    return Markup(
        '<div class="kb-find">\n<details class="kb-sheet" data-kb-sheet><summary>{}</summary>\n'
        "<div data-kb-facets></div></details>\n<div data-kb-results></div>\n</div>\n"
    ).format(leaf.say("search.filters"))


def search_form(leaf: Leaf, modifier: str = "", results: Markup = RESULTS) -> Markup:
    """The form and the place for its results. `modifier` is a second class for how it looks."""
    return Markup(
        '<div class="kb-box">\n<form class="kb-search{}" data-kb-search data-root="{}" data-lang="{}" action="{}"'
        ' method="get" role="search">\n<label class="kb-hear" for="kb-q">{}</label>\n'
        '<input id="kb-q" type="search" name="q" placeholder="{}" autocomplete="off" maxlength="512">\n'
        '<button type="submit">{}</button>\n</form>\n{}</div>\n'
        '<noscript><p class="kb-quiet">{}</p></noscript>\n'
    ).format(
        f" {modifier}" if modifier else "",
        leaf.to(""),
        leaf.ui,
        leaf.here("search/"),
        leaf.say("search.label"),
        leaf.say("search.hint"),
        leaf.say("search.label"),
        results,
        leaf.say("search.noscript"),
    )


def examples(leaf: Leaf) -> Markup:
    """Questions that one could ask, each a link that asks it: the base's own, else its fullest topics."""
    asked = [one.pick(leaf.ui) for one in leaf.catalog.settings.questions if one.has(leaf.ui)]
    if not asked:
        asked = [one.label.pick(leaf.ui) for one in fullest_topics(leaf)]
    links = Markup(" ").join(
        Markup('<a href="{}?q={}">{}</a>').format(leaf.here("search/"), quote(one), one) for one in asked[:SHOWN]
    )
    return (
        Markup('<p class="kb-examples"><span>{}</span> {}</p>\n').format(leaf.say("search.try"), links)
        if links
        else links
    )
