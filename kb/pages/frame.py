"""A finished page: what stands between header and footer, and what the theme must know about it (`Page.meta`).

The keys of `meta`: `ui` language of the frame; `kind` and `entry` of an entry's page; `tab` the section that is
open; `crumbs` (label, address) pairs; `twin` the address in the other language and `twin_exact` whether that is the
same page; `description`; `linked_data` (JSON-LD that is safe inside a script element); `feed` the folder of the
page's own feed, if it has one; `search` (`hero`: the page has its own box, `page`: it is there for that); `wide`;
`edit` and `history`; `redirect`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.model.entry import Entry
from kb.model.kinds import Kind, Status
from kb.model.page import Page
from kb.model.text import Text, base_lang
from kb.pages import addresses, facts
from kb.pages.body import PAGE_LANG, own_lang
from kb.pages.brief import DESCRIPTION, about
from kb.pages.code_host import edit_links, entry_forms
from kb.pages.conventions import linked_data
from kb.pages.labels import say, word
from kb.pages.leaf import Leaf
from kb.pages.markup import DOT, Markup, escape
from kb.pages.rows import state
from kb.pages.trust import OUT_OF_USE

OTHER = {"en": "zh", "zh": "en"}
Crumb = tuple[str, str]
_AUTO = Markup(' dir="auto"')  # a title may be in a script from the right whatever its entry's language says


def head(leaf: Leaf, entry: Entry, lead: Text | None, *said: Markup | str) -> Markup:
    """The head of an entry's page: overdue review, both titles, one line of trust, and what it is about.

    The line is the state, then what is `said` of it; an entry that is simply published has none.
    """
    return Markup('<header class="kb-head">\n{}<h1{}>{}</h1>\n{}{}{}{}</header>\n').format(
        facts.stale(leaf, entry) + facts.behind(leaf, entry),
        own_lang(leaf, entry) or _AUTO if entry.kind is not Kind.PERSON else _AUTO,
        leaf.name(entry) if entry.kind is Kind.PERSON else entry.name,
        _other_title(leaf, entry),
        _trust(leaf, entry, said),
        only(leaf, entry),
        Markup('<p class="kb-lead">{}</p>\n').format(leaf.said(lead)) if lead is not None else "",
    )


def _trust(leaf: Leaf, entry: Entry, said: Sequence[Markup | str]) -> Markup:
    parts = [escape(one) for one in said if one]
    if entry.status is not None and entry.status is not Status.PUBLISHED:
        parts.insert(0, state(leaf, entry.status))
    return Markup('<p class="kb-trustline">{}</p>\n').format(DOT.join(parts)) if parts else Markup()


def means(leaf: Leaf, entry: Entry) -> str:
    """What the state of an entry that was put aside means for its reader; the other states speak for themselves."""
    return word(leaf.ui, "means", entry.status) if entry.status in OUT_OF_USE else ""


def only(leaf: Leaf, entry: Entry) -> Markup:
    """The line for readers of the other language: there is no translation, and how to write one.

    It is in their language, and shown by the script that gives them their frame around this page.
    """
    if entry.kind is Kind.PERSON or leaf.translation(entry) is not None:
        return Markup()
    reader = OTHER[leaf.ui]
    href = leaf.to(addresses.generated(reader, "contribute/"), "kb.translate")
    link = Markup('<a href="{}">{}</a>').format(href, say(reader, "only.do")) if leaf.edition.invites else ""
    line = Markup('<p class="kb-only" lang="{}" hidden>{} {}</p>\n')
    return line.format(
        PAGE_LANG[reader], say(reader, f"only.{lang if (lang := base_lang(entry.lang)) in OTHER else 'other'}"), link
    )


def _other_title(leaf: Leaf, entry: Entry) -> Markup:
    other = entry.title.other(entry.lang if entry.kind is not Kind.PERSON else leaf.ui)
    pair = leaf.translation(entry)
    if pair is not None:
        other = (pair.lang, pair.name)
    if other is None:
        return Markup()
    lang, title = other
    words = escape(title)
    if pair is not None:
        words = Markup('<a href="{}" hreflang="{}">{}</a>').format(leaf.href(pair), lang, title)
    return Markup('<p class="kb-alt" lang="{}">{}</p>\n').format(PAGE_LANG.get(lang, lang), words)


def entry_page(leaf: Leaf, entry: Entry, html: Markup) -> Page:
    """The page of an entry. Its path mirrors the repository."""
    section = addresses.NAV_KEYS[entry.kind]
    list_address = addresses.LISTS[entry.kind]
    pair = leaf.translation(entry)
    other = addresses.generated(OTHER[leaf.ui], list_address)
    trail = [(leaf.say(f"nav.{section}"), addresses.generated(leaf.ui, list_address))]
    title = str(leaf.name(entry).striptags()) if entry.kind is Kind.PERSON else entry.name
    meta: dict[str, object] = {
        "ui": leaf.ui,
        "kind": entry.kind.value,
        "entry": entry.id,
        "tab": section,
        "crumbs": [list(crumb) for crumb in trail],
        "twin": addresses.of_entry(pair.id) if pair is not None else other,
        "twin_exact": pair is not None,
        "source_path": entry.path,
        "linked_data": linked_data.of_entry(leaf, entry, trail),
        **edit_links(leaf, entry),
    }
    if described := about(entry, entry.lang, DESCRIPTION):
        meta["description"] = described
    return Page(f"{entry.id}.md", title, str(html + entry_forms(leaf, entry)), PAGE_LANG[leaf.ui], (), meta)


def generated_page(
    leaf: Leaf,
    address: str,
    title: str,
    html: Markup,
    *,
    tab: str = "",
    crumbs: Sequence[Crumb] = (),
    trail: Sequence[Crumb] = (),
    wide: bool = False,
    **more: object,
) -> Page:
    """A page that no file holds, in the leaf's language; `address` and those of `crumbs` are without its prefix.

    `trail` are crumbs with addresses as they are, for a page that goes on from an entry's.
    """
    trail = trail or [(label, addresses.generated(leaf.ui, where)) for label, where in crumbs]
    meta: dict[str, object] = {
        "ui": leaf.ui,
        "kind": "page",
        "tab": tab,
        "crumbs": [list(crumb) for crumb in trail],
        "linked_data": linked_data.of_page(leaf, title, trail),
        "twin": addresses.generated(OTHER[leaf.ui], address),
        "twin_exact": True,
        "wide": wide,
        **more,
    }
    path = addresses.staged_path(addresses.generated(leaf.ui, address))
    return Page(path, title, str(html), PAGE_LANG[leaf.ui], (), meta)


def title_block(
    title: Markup | str, lead: Markup | str = "", kicker: Markup | str = "", alt: Text | None = None
) -> Markup:
    """The head of a generated page; `alt` is the title in all its languages."""
    return Markup('<header class="kb-head">\n{}<h1>{}</h1>\n{}{}</header>\n').format(
        Markup('<p class="kb-kicker">{}</p>\n').format(kicker) if kicker else "",
        title,
        other_languages(str(title), alt, "kb-alt"),
        Markup('<p class="kb-lead">{}</p>\n').format(lead) if lead else "",
    )


def other_languages(shown: str, text: Text | None, css: str) -> Markup:
    """The versions of a text that are not the one shown, each marked with its language."""
    lines = [] if text is None else [(lang, words) for lang, words in text.values if str(escape(words)) not in shown]
    return Markup().join(
        Markup('<p class="{}" lang="{}">{}</p>\n').format(css, PAGE_LANG.get(lang, lang), words)
        for lang, words in lines
    )
