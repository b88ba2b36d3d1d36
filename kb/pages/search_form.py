"""The search box, the same on every page; the script finds it by `data-kb-search`, a reader without one sees why."""

from __future__ import annotations

from markupsafe import Markup

from kb.pages.leaf import Leaf


def search_form(leaf: Leaf, modifier: str = "") -> Markup:
    """The form and the place for its results. `modifier` is a second class for how it looks."""
    root = leaf.to("")
    return Markup(
        '<form class="kb-search{}" data-kb-search data-root="{}" data-lang="{}" action="{}" method="get" role="search">'
        '\n<label class="kb-hear" for="kb-q">{}</label>\n'
        '<input id="kb-q" type="search" name="q" placeholder="{}" autocomplete="off" maxlength="512">\n'
        '<button type="submit">{}</button>\n</form>\n<div data-kb-results></div>\n'
        '<noscript><p class="kb-quiet">{}</p></noscript>\n'
    ).format(
        f" {modifier}" if modifier else "",
        root,
        leaf.ui,
        leaf.here("search/"),
        leaf.say("search.label"),
        leaf.say("search.hint"),
        leaf.say("search.label"),
        leaf.say("search.noscript"),
    )
