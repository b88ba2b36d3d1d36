"""RSS 2.0 and JSON Feed 1.1: what is new in the base, and in each topic, for readers of one language.

News is what has a date and is more than a draft. An item says what it is about in plain text; the page has the rest.
Readers take a description for HTML, and some a title too: what people wrote is escaped once more than XML asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.etree import ElementTree

from kb.editions import Edition
from kb.model.entry import Case, Entry, Lesson, Salon
from kb.model.kinds import Kind, Status
from kb.model.page import DataFile
from kb.model.topic import Topic
from kb.pages import addresses
from kb.pages.body import PAGE_LANG
from kb.pages.brief import about, called
from kb.pages.conventions.places import absolute, feed_base, lasting_id
from kb.pages.conventions.values import encoded
from kb.pages.leaf import Leaf
from kb.pages.markup import escape
from kb.pages.rows import newest, topics_of

KINDS = (Kind.LESSON, Kind.PRACTICE, Kind.CASE, Kind.SALON)
ITEMS = 30
_NO_NEWS = (Status.DRAFT, Status.REJECTED)
_ATOM, _DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def is_news(entry: Entry) -> bool:
    return entry.kind in KINDS and entry.date is not None and entry.status not in _NO_NEWS


def has_feed(edition: Edition, topic_id: str) -> bool:
    """Whether a topic has anything that could be news."""
    return any(is_news(one) for one in edition.catalog.tagged(topic_id))


def feeds(edition: Edition, ui: str, today: date) -> Iterator[DataFile]:
    """Both forms for the whole base and for every topic that has news, in one language."""
    yield from feed(edition, ui, today)
    for topic in edition.catalog.vocabulary.topics:
        yield from feed(edition, ui, today, topic)


def feed(edition: Edition, ui: str, today: date, topic: Topic | None = None) -> Iterator[DataFile]:
    """Both forms for the whole base, or for one topic if it has news."""
    if topic is not None and not has_feed(edition, topic.id):
        return
    entries = edition.catalog.entries if topic is None else edition.catalog.tagged(topic.id)
    base = addresses.generated(ui, feed_base(topic.id if topic else ""))
    leaf = Leaf(edition, ui, base, today)
    items = newest(leaf.readable(one for one in entries if is_news(one)))[:ITEMS]
    yield DataFile(f"{base}feed.xml", _rss(leaf, items, topic))
    yield DataFile(f"{base}feed.json", _json(leaf, items, topic))


def feed_title(leaf: Leaf, topic: Topic | None = None) -> str:
    name = leaf.catalog.settings.name.pick(leaf.ui)
    return f"{topic.label.pick(leaf.ui)} · {name}" if topic is not None else name


def _description(leaf: Leaf, topic: Topic | None) -> str:
    if topic is not None and topic.definition is not None:
        return topic.definition.pick(leaf.ui)
    tagline = leaf.catalog.settings.tagline
    return tagline.pick(leaf.ui) if tagline is not None else leaf.say("home.title")


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _names(leaf: Leaf, entry: Entry) -> list[Entry]:
    """Who wrote an entry, and who presented a case at a salon."""
    return _people(leaf, (*entry.authors, *_presenters(leaf, entry)))


def _presenters(leaf: Leaf, entry: Entry) -> tuple[str, ...]:
    if not isinstance(entry.detail, Case) or not entry.detail.presented_at:
        return ()
    where, _, part = entry.detail.presented_at.partition("#")
    salon = leaf.catalog.get(where)
    session = salon.detail.session(part) if salon is not None and isinstance(salon.detail, Salon) else None
    return session.speakers if session is not None else ()


def _reviewers(leaf: Leaf, entry: Entry) -> list[Entry]:
    """Who confirmed it."""
    return _people(leaf, (entry.detail.validated_by,)) if isinstance(entry.detail, Lesson) else []


def _people(leaf: Leaf, ids: Iterable[str]) -> list[Entry]:
    found = map(leaf.catalog.get, dict.fromkeys(ids))
    return [one for one in found if one is not None and one.kind is Kind.PERSON]


def _rss(leaf: Leaf, items: list[Entry], topic: Topic | None) -> bytes:
    root = ElementTree.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:dc": _DC})
    channel = ElementTree.SubElement(root, "channel")
    said = {
        "title": feed_title(leaf, topic),
        "link": absolute(leaf, leaf.url),
        "description": _description(leaf, topic),
        "language": PAGE_LANG[leaf.ui],
    }
    _add(channel, said)
    past = [one.date for one in items if one.date is not None and one.date <= leaf.today]
    if past:
        _add(channel, {"lastBuildDate": format_datetime(_moment(past[0]), usegmt=True)})
    if leaf.catalog.settings.site_url:
        link = {"rel": "self", "type": "application/rss+xml", "href": absolute(leaf, f"{leaf.url}feed.xml")}
        ElementTree.SubElement(channel, "atom:link", link)
    head, end, rest = _xml(root).rpartition("</channel>")
    written = "".join([_once(leaf, "rss", _item, one) for one in items])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{written}{end}{rest}'.encode()


def _xml(element: ElementTree.Element) -> str:
    """Each element on a line of its own."""
    ElementTree.indent(element, "")
    written: str = ElementTree.tostring(element, "unicode")
    return f"{written}\n"


def _once(leaf: Leaf, name: str, write: Callable[[Leaf, Entry], str], entry: Entry) -> str:
    """What is written of an entry, once for all feeds of a language that lie as deep: links to it are the same there.

    (No feed lies in a folder that entries lie in.)
    """
    return leaf.once((name, entry.id, leaf.to("")), lambda: write(leaf, entry))


def _add(parent: ElementTree.Element, said: dict[str, str]) -> None:
    """Elements of text in which no reader finds a tag; `&` stays as it is, for readers that show what they get."""
    for name, words in said.items():
        ElementTree.SubElement(parent, name).text = _NOT_XML.sub("", words).replace("<", "&lt;")


def _item(leaf: Leaf, entry: Entry) -> str:
    """What lies in the future has no date of news: readers would hold it back until then."""
    item = ElementTree.Element("item")
    _add(item, {"title": called(entry, leaf.ui), "link": absolute(leaf, addresses.of_entry(entry.id))})
    ElementTree.SubElement(item, "guid", {"isPermaLink": "false"}).text = lasting_id(entry)
    if entry.date is not None and entry.date <= leaf.today:
        _add(item, {"pubDate": format_datetime(_moment(entry.date), usegmt=True)})
    _add(item, {"description": str(escape(about(entry, leaf.ui)))})
    for person in _names(leaf, entry):
        _add(item, {"dc:creator": called(person, leaf.ui)})
    for person in _reviewers(leaf, entry):
        _add(item, {"dc:contributor": called(person, leaf.ui)})
    for one in topics_of(leaf, entry):
        _add(item, {"category": one.label.pick(leaf.ui)})
    return _xml(item)


def _json(leaf: Leaf, items: list[Entry], topic: Topic | None) -> bytes:
    feed: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed_title(leaf, topic),
        "description": _description(leaf, topic),
        "language": PAGE_LANG[leaf.ui],
        "home_page_url": absolute(leaf, leaf.url),
        "items": [],
    }
    if leaf.catalog.settings.site_url:
        feed["feed_url"] = absolute(leaf, f"{leaf.url}feed.json")
    head, begin, end = encoded(feed).partition('"items":[')  # no text of a feed can hold a bare quotation mark
    written = ",".join([_once(leaf, "json", _json_item, one) for one in items])
    return f"{head}{begin}{written}{end}\n".encode()


def _json_item(leaf: Leaf, entry: Entry) -> str:
    item: dict[str, object] = {
        "id": lasting_id(entry),
        "url": absolute(leaf, addresses.of_entry(entry.id)),
        "title": called(entry, leaf.ui),
        "content_text": about(entry, leaf.ui) or called(entry, leaf.ui),
        "language": entry.lang,
        "tags": [one.label.pick(leaf.ui) for one in topics_of(leaf, entry)],
    }
    if entry.date is not None and entry.date <= leaf.today:
        item["date_published"] = _moment(entry.date).isoformat()
    authors = [_author(leaf, one) for one in _names(leaf, entry)]
    reviewers = [_author(leaf, one) for one in _reviewers(leaf, entry)]
    item |= {"_lessonbook": {"reviewers": reviewers}} if reviewers else {}
    return encoded(item | ({"authors": authors} if authors else {}))


def _author(leaf: Leaf, person: Entry) -> dict[str, str]:
    """The name; an address only of those who have a page."""
    author = {"name": called(person, leaf.ui)}
    if leaf.edition.has_page(person):
        author["url"] = absolute(leaf, addresses.of_entry(person.id))
    return author
