"""Where the files of the conventions are, and how they and the pages name an address."""

from __future__ import annotations

from urllib.parse import quote

from kb.model.entry import Entry
from kb.pages import addresses
from kb.pages.leaf import Leaf

API = "api/v1/"
LLMS = "llms.txt"
REGISTER = "lessons/register.csv"
CALENDAR = "salons/calendar.ics"


def feed_base(topic_id: str = "") -> str:
    """The folder of a feed: the site's own, or a topic's. The files are `feed.xml` and `feed.json` in it."""
    return addresses.of_topic(topic_id) if topic_id else ""


def calendar_of(entry: Entry) -> str:
    return f"{entry.id}.ics"


def data_of(entry: Entry) -> str:
    return f"{API}entries/{entry.id}.json"


def absolute(leaf: Leaf, address: str, fragment: str = "") -> str:
    """An address as others can follow it: below `site_url`, or relative to the leaf where there is none."""
    root = leaf.catalog.settings.site_url
    if not root:
        return leaf.to(address, fragment)
    return f"{root.rstrip('/')}/{quote(address, safe='/.~-_')}" + (f"#{quote(fragment)}" if fragment else "")


def lasting_id(entry: Entry) -> str:
    """The oldest id that an entry had: renaming it makes it no news."""
    return entry.old_ids[0] if entry.old_ids else entry.id
