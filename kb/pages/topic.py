"""The page of a topic, in each language: what the word means, and everything that is filed under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.model.topic import Topic
from kb.pages import addresses, frame
from kb.pages.conventions.feeds import has_feed
from kb.pages.conventions.places import feed_base
from kb.pages.labels import number
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup, escape
from kb.pages.paging import LongList, beginning, further, home_of_page, of_entries
from kb.pages.person import person_row
from kb.pages.rows import chips, empty, links, newest, section
from kb.pages.sheet import sheet

SHORT = 12  # rows of a page that needs no contents
ORDER = (Kind.PRACTICE, Kind.LESSON, Kind.CASE, Kind.SALON, Kind.PROJECT)


def _head(leaf: Leaf, topic: Topic) -> Markup:
    definition = leaf.said(topic.definition)
    after = frame.other_languages(str(definition), topic.definition, "kb-quiet")
    head = frame.title_block(leaf.said(topic.label), definition, alt=topic.label)
    return head + after


def _relations(leaf: Leaf, topic: Topic) -> Markup:
    """Other names in the reader's language, and the topics around this one."""
    vocabulary = leaf.catalog.vocabulary
    aliases = [escape(alias) for lang, alias in topic.aliases if lang == leaf.ui]
    broader = vocabulary.get(topic.broader) if topic.broader else None
    parts = [
        ("fact.aliases", Markup("<p>{}</p>").format(leaf.joined(aliases)) if aliases else ""),
        ("head.broader", chips(leaf, [broader]) if broader is not None else ""),
        ("head.narrower", chips(leaf, filter(leaf.edition.has_topic, vocabulary.narrower(topic.id)), counts=True)),
    ]
    return Markup().join(
        Markup('<div class="kb-relation"><h2>{}</h2>{}</div>\n').format(leaf.say(key), inner)
        for key, inner in parts
        if inner
    )


def _counted(label: str, count: int) -> Markup:
    """A heading with the number of entries under it."""
    return Markup('{} <span class="kb-count">{}</span>').format(label, number(count))


def _lists(leaf: Leaf, topic: Topic, people: Sequence[Entry]) -> dict[Kind, LongList[Entry]]:
    """What is filed under a topic and is for readers of this language, newest first, and who knows about it."""
    entries = leaf.catalog.tagged(topic.id)
    address = addresses.of_topic(topic.id)
    filed = {
        kind: of_entries(leaf, newest(one for one in entries if one.kind is kind), f"{address}{kind}/", topics=False)
        for kind in ORDER
    }
    return {**filed, Kind.PERSON: LongList(people, person_row, f"{address}person/")}


def _register(leaf: Leaf, topic: Topic, kind: Kind, one: LongList[Entry]) -> Markup:
    """The way to the same lessons where they can be sorted and filtered, for more than one would read in a row."""
    if kind is not Kind.LESSON or len(one.items) <= SHORT:
        return Markup()
    way = f"{leaf.here(addresses.LISTS[kind])}?topic={quote(topic.id)}"
    return Markup('<p class="kb-more"><a href="{}">{}</a></p>\n').format(way, leaf.say("topic.register"))


def _crumbs(leaf: Leaf, topic: Topic) -> list[frame.Crumb]:
    above = reversed(leaf.catalog.vocabulary.ancestors(topic.id))
    named = [(one.label.pick(leaf.ui), addresses.of_topic(one.id)) for one in above]
    return [(leaf.say("nav.topics"), "topics/"), *named]


def topic_page(leaf: Leaf, topic: Topic, people: Sequence[Entry]) -> Page:
    """`people` are those who say that they know about the topic."""
    address = addresses.of_topic(topic.id)
    lists = {kind: one for kind, one in _lists(leaf, topic, people).items() if one.items}
    names = {kind: leaf.say(f"nav.{addresses.NAV_KEYS[kind]}") for kind in lists}
    body = Markup().join(
        section(kind, _counted(names[kind], len(one.items)), beginning(leaf, one) + _register(leaf, topic, kind, one))
        for kind, one in lists.items()
    )
    feed = addresses.generated(leaf.ui, feed_base(topic.id)) if has_feed(leaf.edition, topic.id) else ""
    rest = Markup().join(
        [
            body or empty(leaf, "empty.topic", "do.write"),
            links(leaf, [(f"{feed}feed.xml", "feed.topic")] if feed else []),
        ]
    )
    rows = sum(one.begins for one in lists.values())
    parts = [(kind.value, name) for kind, name in names.items()] if rows > SHORT else []
    html = sheet(leaf, _head(leaf, topic), _relations(leaf, topic), rest, parts)
    description = topic.definition.pick(leaf.ui) if topic.definition else ""
    title = topic.label.pick(leaf.ui)
    return frame.generated_page(
        leaf,
        address,
        title,
        html,
        tab="topics",
        crumbs=_crumbs(leaf, topic),
        description=description,
        topic=topic.id,
        feed=feed,
    )


def further_topic_pages(leaf: Leaf, topic: Topic, people: Sequence[Entry]) -> Iterator[Page]:
    """What the topic's page has no room for, kind by kind."""
    label = topic.label.pick(leaf.ui)
    home = home_of_page(leaf, addresses.of_topic(topic.id), label, _crumbs(leaf, topic), "topics")
    for kind, one in _lists(leaf, topic, people).items():
        yield from further(leaf, one, home, f"{label} · {leaf.say(f'nav.{addresses.NAV_KEYS[kind]}')}")


def topics_page(leaf: Leaf) -> Page:
    """All topics: the broadest as headings, what is narrower below them; those that are only a word come last."""
    vocabulary = leaf.catalog.vocabulary
    shown = [one for one in vocabulary.topics if leaf.edition.has_topic(one)]
    tops = [one for one in shown if not one.broader or one.broader not in vocabulary]
    tops.sort(key=lambda one: (-len(_below(leaf, one)), -len(leaf.catalog.tagged(one.id))))
    told = [one for one in tops if one.definition or vocabulary.narrower(one.id)]
    items = [_branch(leaf, top) for top in told]
    tree = Markup('<div class="kb-tree">\n{}\n</div>\n').format(Markup("\n").join(items)) if items else Markup()
    others = chips(leaf, [one for one in tops if one not in told], counts=True)
    tree += section("others", leaf.say("list.topics.others"), others) if tree else others
    title = leaf.say("list.topics")
    html = frame.title_block(title, leaf.say("list.topics.lead")) + (tree or empty(leaf, "empty.topics"))
    return frame.generated_page(leaf, "topics/", title, html, tab="topics", wide=True)


def _below(leaf: Leaf, topic: Topic) -> list[Topic]:
    """Every narrower topic at any depth, in the file's order; a circle ends where it closes."""
    found: list[Topic] = []
    todo = list(leaf.catalog.vocabulary.narrower(topic.id))
    while todo:
        one = todo.pop(0)
        if one not in found and one.id != topic.id:
            found.append(one)
            todo = [*leaf.catalog.vocabulary.narrower(one.id), *todo]
    return found


def _branch(leaf: Leaf, topic: Topic) -> Markup:
    count = len(leaf.catalog.tagged(topic.id))
    definition = leaf.said(topic.definition)
    return Markup('<section class="kb-branch">\n<h2><a href="{}">{}</a>{}</h2>\n{}{}</section>').format(
        leaf.here(addresses.of_topic(topic.id)),
        leaf.said(topic.label),
        Markup(' <span class="kb-count">{}</span>').format(count) if count else "",
        Markup("<p>{}</p>\n").format(definition) if definition else "",
        chips(leaf, filter(leaf.edition.has_topic, _below(leaf, topic)), counts=True),
    )
