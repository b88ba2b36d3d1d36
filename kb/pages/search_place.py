"""The page that search has to itself: the box, and the place where the script puts what it found."""

from __future__ import annotations

from markupsafe import Markup

from kb.model.page import Page
from kb.pages import frame
from kb.pages.leaf import Leaf
from kb.pages.search_form import search_form


def search_page(leaf: Leaf) -> Page:
    title = leaf.say("search.title")
    html = frame.title_block(title) + search_form(leaf) + Markup()
    return frame.generated_page(leaf, "search/", title, html, search="hero", wide=True)
