"""The parts that lists are made of: the moon with its word, entry rows, topic chips, empty states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.model.entry import Entry, Person
from kb.model.kinds import Kind, Status
from kb.model.topic import Topic
from kb.pages import addresses
from kb.pages.labels import word
from kb.pages.leaf import Leaf
from kb.pages.markup import DOT, Markup, escape

LONGEST_LIST = 60  # rows; what is beyond is a page or a search away


def moon(sign: str) -> Markup:
    """The sign of the house for a state (or `none`); always beside its word, so it says nothing by itself."""
    return Markup('<span class="kb-moon kb-moon--{}"></span>').format(sign)


def state(leaf: Leaf, status: Status) -> Markup:
    means = word(leaf.ui, "means", status)
    shape = Markup('<span class="kb-state" title="{}">{}{}</span>')
    return shape.format(means, moon(status), word(leaf.ui, "status", status))


def sign(entry: Entry) -> str:
    """Lessons and practices show how far they have come; of the others only drafts and retired ones do."""
    if entry.status is None or entry.status is Status.PUBLISHED:
        return "none"
    return entry.status.value


def topic_link(leaf: Leaf, topic: Topic) -> Markup:
    return Markup('<a href="{}">{}</a>').format(leaf.here(addresses.of_topic(topic.id)), leaf.said(topic.label))


def topics_of(leaf: Leaf, entry: Entry) -> tuple[Topic, ...]:
    """The topics of an entry that the vocabulary knows, in the writer's order."""
    return leaf.catalog.vocabulary.known(entry.tags)


def fullest_topics(leaf: Leaf) -> list[Topic]:
    """The topics that something is filed under, those with most first."""
    counted = [(len(leaf.catalog.tagged(one.id)), one) for one in leaf.catalog.vocabulary.topics]
    return [topic for count, topic in sorted(counted, key=lambda pair: (-pair[0], pair[1].id)) if count]


def chips(leaf: Leaf, topics: Iterable[Topic], counts: bool = False) -> Markup:
    """Topic chips in the reader's language; if asked for, with the number of entries, and those without any bare."""
    items = []
    for topic in topics:
        count = len(leaf.catalog.tagged(topic.id)) if counts else 0
        shown = Markup(' <span class="kb-count">{}</span>').format(count) if count else ""
        bare = Markup(' class="kb-bare"') if counts and not count else ""
        link = Markup('<li><a{} href="{}">{}{}</a></li>')
        items.append(link.format(bare, leaf.here(addresses.of_topic(topic.id)), leaf.said(topic.label), shown))
    return Markup('<ul class="kb-chips">{}</ul>').format(Markup().join(items)) if items else Markup()


def _meta(leaf: Leaf, entry: Entry, kind: bool, brief: bool, topics: bool) -> Markup:
    parts: list[Markup] = []
    if entry.status is not None and entry.status is not Status.PUBLISHED:
        parts.append(escape(word(leaf.ui, "status", entry.status)))
    if kind:
        parts.append(escape(leaf.say(f"kind.{entry.kind}")))
    if entry.date is not None and not brief:
        parts.append(leaf.day(entry.date))
    parts += [leaf.said(topic.label) for topic in topics_of(leaf, entry)[:2]] if topics and not brief else []
    if entry.kind is not Kind.PERSON and (foreign := leaf.foreign(entry)):
        parts.append(escape(foreign))
    return DOT.join(parts)


def _summary(leaf: Leaf, entry: Entry) -> Markup:
    if isinstance(entry.detail, Person):
        if not leaf.edition.has_page(entry):
            return Markup()  # consent to the name only
        person = entry.detail
        parts = [leaf.said(role) for role in person.roles[:1]]
        return leaf.joined(parts + ([leaf.said(person.organisation)] if person.organisation else []))
    said = leaf.said(entry.summary)
    return Markup() if said == leaf.name(entry) else said  # an import may have taken both from one line


def row(
    leaf: Leaf, entry: Entry, note: Markup | str = "", kind: bool = True, brief: bool = False, topics: bool = True
) -> Markup:
    """One entry in a list: the whole row is the target. `note` replaces the summary; `brief` leaves it out."""
    if note:
        inner = _inner(leaf, entry, escape(note), kind)
    else:
        inner = leaf.once(
            ("row", entry.id, kind, brief, topics),
            lambda: _inner(leaf, entry, Markup() if brief else _summary(leaf, entry), kind, brief, topics),
        )
    href = leaf.href(entry)
    if href is None:
        return Markup('<li class="kb-row"><div>{}</div></li>').format(inner)
    return Markup('<li class="kb-row"><a href="{}">{}</a></li>').format(href, inner)


def _inner(leaf: Leaf, entry: Entry, summary: Markup, kind: bool, brief: bool = False, topics: bool = True) -> Markup:
    meta = _meta(leaf, entry, kind and entry.kind is not Kind.PERSON, brief, topics)
    return Markup('{}<span class="kb-row__title">{}</span>{}{}').format(
        moon(sign(entry)),
        leaf.name(entry),
        Markup('<span class="kb-row__summary">{}</span>').format(summary) if summary else "",
        Markup('<span class="kb-row__meta">{}</span>').format(meta) if meta else "",
    )


def row_list(items: Iterable[Markup]) -> Markup:
    joined = Markup("\n").join(items)
    return Markup('<ul class="kb-rows">\n{}\n</ul>\n').format(joined) if joined else Markup()


def rows(leaf: Leaf, entries: Sequence[Entry], kind: bool = True) -> Markup:
    """Entry rows; a list longer than `LONGEST_LIST` ends with a link to search. `paging` has lists that go on."""
    found = leaf.readable(entries)
    shown = row_list(row(leaf, entry, kind=kind) for entry in found[:LONGEST_LIST])
    more = len(found) - LONGEST_LIST
    if more <= 0:
        return shown
    link = Markup('<p class="kb-more"><a href="{}">{}</a></p>')
    return shown + link.format(leaf.here("search/"), leaf.say("list.more", n=more))


def newest(entries: Iterable[Entry]) -> list[Entry]:
    """Newest first; undated ones last; equal dates by id."""
    return sorted(entries, key=lambda one: (-(one.date.toordinal() if one.date else 0), one.id))


def links(leaf: Leaf, files: Iterable[tuple[str, str]]) -> Markup:
    """A quiet line of links to files of the site: (address, key of the words)."""
    items = [Markup('<a href="{}">{}</a>').format(leaf.to(address), leaf.say(key)) for address, key in files]
    return Markup('<p class="kb-links">{}</p>\n').format(Markup(" ").join(items)) if items else Markup()


def empty(leaf: Leaf, key: str, action: str = "") -> Markup:
    """One sentence and, where its reader can do something, one button."""
    button = Markup()
    if action and leaf.edition.invites:
        button = Markup(' <a class="kb-button" href="{}">{}</a>').format(leaf.here("contribute/"), leaf.say(action))
    return Markup('<p class="kb-empty"><span>{}</span>{}</p>\n').format(leaf.say(key), button)


def section(heading_id: str, heading: Markup | str, inner: Markup, level: int = 2) -> Markup:
    """A part of a page under a heading of ours; nothing if there is nothing in it."""
    if not inner:
        return Markup()
    return Markup('<section class="kb-part">\n<h{} id="kb.{}">{}</h{}>\n{}</section>\n').format(
        level, heading_id, heading, level, inner
    )
