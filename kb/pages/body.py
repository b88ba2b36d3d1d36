"""An entry's own words on its page: sections with their links turned into the site's addresses.

A link leads to a page of this edition, to a file that it offers or outside, or it stays words. A picture is shown only
if it lies in the base and is of a kind that the site publishes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from kb.catalog import entry_target, file_path, files_of
from kb.editions import Edition
from kb.model.body import Section
from kb.model.entry import Entry
from kb.model.text import base_lang
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.render import finish


def assets(edition: Edition) -> tuple[str, ...]:
    """Every file that the edition's pages show or offer, sorted."""
    entries = (entry for entry in edition.catalog.entries if edition.has_page(entry))
    return tuple(sorted({path for entry in entries for path in files_of(entry)}))


def _outside(href: str) -> str | None:
    try:
        scheme = urlsplit(href).scheme.lower()
    except ValueError:
        return None
    return href if scheme in ("http", "https", "mailto") else None


def resolver(leaf: Leaf, entry: Entry) -> Callable[[str, bool], str | None]:
    """What `render.finish` asks for every link and picture of this entry."""

    def resolve(href: str, picture: bool) -> str | None:
        if picture:
            path = file_path(entry.path, href, picture=True)
            return leaf.to(path) if path is not None else None
        if href.startswith("#"):
            return href
        target = entry_target(entry.path, href)
        if target is None:
            path = file_path(entry.path, href, picture=False)
            return leaf.to(path) if path is not None else _outside(href)
        found = leaf.catalog.get(target[0])
        return leaf.href(found, target[1]) if found is not None else None

    return resolve


def finished(leaf: Leaf, entry: Entry, sections: Sequence[Section]) -> Markup:
    """Sections of a body as the site shows them, in one block that says its language if it is not the page's."""
    if not sections:
        return Markup()
    html = finish("\n".join(one.html for one in sections), resolver(leaf, entry), entry.lang)
    return Markup('<div class="kb-body"{}>\n{}\n</div>\n').format(own_lang(leaf, entry), Markup(html))


def own_lang(leaf: Leaf, entry: Entry) -> Markup:
    """` lang="…"` for content in another language or script than the page's frame, with its direction."""
    if entry.lang in (leaf.ui, PAGE_LANG[leaf.ui]):
        return Markup()
    direction = Markup(' dir="rtl"') if base_lang(entry.lang) in _FROM_THE_RIGHT else Markup()
    return Markup(' lang="{}"{}').format(entry.lang, direction)


PAGE_LANG = {"en": "en", "zh": "zh-Hans"}
_FROM_THE_RIGHT = frozenset("ar dv fa he ku ps sd ug ur yi".split())
