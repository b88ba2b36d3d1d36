"""The page that search has to itself: the box, the facets, and the place where the script puts what it found.

Before anything is asked it offers where to begin, which is all there without a script: questions, kinds and topics,
the entries that have come furthest, and how a query is written.
"""

from __future__ import annotations

from urllib.parse import quote

from kb.model.kinds import Kind
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.code_host import not_found_form
from kb.pages.labels import number
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import chips, fullest_topics, row, row_list, section
from kb.pages.search_form import examples, search_form, with_facets
from kb.pages.trust import by_trust, far

TOPICS, TRUSTED = 12, 5
_HOW = (
    ("words", {"en": "how to start a project", "zh": "项目怎么启动"}),
    ("phrase", {"en": '"project kickoff"', "zh": '"启动会"'}),
    ("without", {"en": "kickoff -agenda", "zh": "启动会 -议程"}),
    ("or", {"en": "risk OR issue", "zh": "风险 OR 问题"}),
    ("prefix", {"en": "stakehold*", "zh": "stakehold*"}),
    ("filter", {"en": "kind:practice status:adopted after:2020", "zh": "kind:practice status:adopted after:2020"}),
)


def search_page(leaf: Leaf) -> Page:
    title = leaf.say("search.title")
    html = Markup().join(
        [
            frame.title_block(title),
            search_form(leaf, results=with_facets(leaf)),
            Markup('<div class="kb-start">\n{}<div>\n{}{}</div>\n{}{}</div>\n').format(
                examples(leaf), _kinds(leaf), _topics(leaf), _trusted(leaf), _how(leaf)
            ),
            not_found_form(leaf),
        ]
    )
    return frame.generated_page(leaf, "search/", title, html, search="page", wide=True)


def _kinds(leaf: Leaf) -> Markup:
    counted = [(kind, len(leaf.readable(leaf.catalog.of(kind)))) for kind in Kind]
    items = Markup().join(
        Markup('<li><a href="{}">{} <span class="kb-count">{}</span></a></li>').format(
            leaf.here(addresses.LISTS[kind]), leaf.say(f"nav.{addresses.NAV_KEYS[kind]}"), number(count)
        )
        for kind, count in counted
        if count
    )
    return section("browse", leaf.say("search.browse"), Markup('<ul class="kb-chips">{}</ul>').format(items))


def _topics(leaf: Leaf) -> Markup:
    found = chips(leaf, fullest_topics(leaf)[:TOPICS], counts=True)
    more = Markup('<p class="kb-more"><a href="{}">{}</a></p>\n').format(
        leaf.here("topics/"), leaf.say("home.all_topics")
    )
    return section("topics", leaf.say("nav.topics"), found + more if found else found)


def _trusted(leaf: Leaf) -> Markup:
    both = (*leaf.catalog.of(Kind.LESSON), *leaf.catalog.of(Kind.PRACTICE))
    found = by_trust(leaf, leaf.readable(one for one in both if far(one)))
    return section(
        "trusted", leaf.say("search.trusted"), row_list(row(leaf, one, brief=True) for one in found[:TRUSTED])
    )


def _how(leaf: Leaf) -> Markup:
    lines = Markup("\n").join(
        Markup('<div><dt><a href="{}?q={}"><code>{}</code></a></dt><dd>{}</dd></div>').format(
            leaf.here("search/"), quote(said[leaf.ui]), said[leaf.ui], leaf.say(f"search.how.{key}")
        )
        for key, said in _HOW
    )
    return section("how", leaf.say("search.how"), Markup('<dl class="kb-how">\n{}\n</dl>\n').format(lines))
