"""How to hear of what is new: the addresses for a feed reader and a calendar, said in words, and the same as data."""

from __future__ import annotations

from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.conventions.places import API, CALENDAR, REGISTER, absolute, feed_base
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import links, section

ADDRESS = "follow/"


def follow_page(leaf: Leaf) -> Page:
    """A feed is no page that one could read: this one says what its address is for."""
    feed = addresses.generated(leaf.ui, feed_base())
    calendar = addresses.generated(leaf.ui, CALENDAR)
    register = addresses.generated(leaf.ui, REGISTER)
    data = [(f"{API}index.json", "llms.api"), (register, "llms.register"), (f"{feed}feed.json", "follow.json")]
    title, lead = leaf.say("nav.follow"), leaf.say("follow.lead")
    html = Markup().join(
        [
            frame.title_block(title, lead),
            section("feed", leaf.say("follow.feed"), _address(leaf, "follow.feed.how", f"{feed}feed.xml")),
            section("calendar", leaf.say("follow.calendar"), _address(leaf, "follow.calendar.how", calendar)),
            section("data", leaf.say("follow.data"), links(leaf, data)),
        ]
    )
    return frame.generated_page(leaf, ADDRESS, title, html, description=lead)


def _address(leaf: Leaf, how: str, address: str) -> Markup:
    """What to do, and the address; the script writes it out in full where the settings do not name the site's."""
    shape = Markup('<p>{}</p>\n<p class="kb-address"><a href="{}" data-kb-address>{}</a></p>\n')
    return shape.format(leaf.say(how), leaf.to(address), absolute(leaf, address))
