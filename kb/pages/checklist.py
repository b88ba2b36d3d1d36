"""What lessons tell to do, as one list to tick off: for whoever is about to begin something and has a minute.

The steps are the points under *Do this next time*, as plain text, word for word. Lessons that have come furthest come
first; each step's lesson stands over it, because a step without its reason is an order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from kb.model.entry import Entry
from kb.model.kinds import Status
from kb.pages.body import own_lang
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import state
from kb.pages.way import WAY

LESSONS, STEPS = 6, 3  # lessons of a list, and steps of each; more is read by nobody who is about to begin
_POINT = re.compile(r"<li>(.*?)(?:</li>|<[uo]l)", re.DOTALL)


def steps(entry: Entry) -> list[str]:
    """The points under *Do this next time*, as plain text."""
    part = entry.part("do")
    found = _POINT.findall(part.html) if part is not None else []
    return [text for one in found if (text := " ".join(str(Markup(one).striptags()).split()))]


def checklist(leaf: Leaf, lessons: Iterable[Entry]) -> Markup:
    """The first steps of the lessons that have come furthest, those in the reader's language first."""
    ordered = sorted(lessons, key=lambda one: (bool(leaf.foreign(one)), -WAY.index(one.status or Status.PROPOSED)))
    items = Markup("\n").join(islice(_items(leaf, ordered), LESSONS))
    if not items:
        return Markup()
    button = Markup('<p class="kb-do__tools" hidden><button type="button" data-kb-print>{}</button></p>\n')
    return Markup('<section class="kb-do kb-check">\n<h2 id="kb.checklist">{}</h2>\n{}\n{}</section>\n').format(
        leaf.say("phase.do"), items, button.format(leaf.say("nav.print"))
    )


def _items(leaf: Leaf, lessons: Iterable[Entry]) -> Iterator[Markup]:
    for entry in lessons:
        if found := steps(entry)[:STEPS]:
            points = Markup("").join(Markup("<li>{}</li>").format(one) for one in found)
            signed = Markup("{} {}").format(leaf.link(entry), state(leaf, entry.status or Status.PROPOSED))
            yield Markup("<h3>{}</h3>\n<ul{}>{}</ul>").format(signed, own_lang(leaf, entry), points)
