"""The page that search has to itself: the box, the facets, and the place where the script puts what it found."""

from __future__ import annotations

from kb.model.page import Page
from kb.pages import frame
from kb.pages.code_host import not_found_form
from kb.pages.leaf import Leaf
from kb.pages.search_form import search_form, with_facets


def search_page(leaf: Leaf) -> Page:
    title = leaf.say("search.title")
    html = frame.title_block(title) + search_form(leaf, results=with_facets(leaf)) + not_found_form(leaf)
    return frame.generated_page(leaf, "search/", title, html, search="page", wide=True)
