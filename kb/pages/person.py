"""The page of a person, made only with that person's consent; everybody else is a name without a link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.model.entry import Entry, Person, Salon
from kb.model.fields import ProgrammeItem
from kb.model.page import Page
from kb.pages import facts, frame
from kb.pages.body import finished
from kb.pages.leaf import Leaf
from kb.pages.markup import DOT, Markup, escape
from kb.pages.paging import ON_HUB, LongList, beginning, below, further, home_of_entry, of_entries
from kb.pages.rows import chips, empty, newest, row, section
from kb.pages.salon import media
from kb.pages.sheet import sheet

Talk = tuple[Entry, ProgrammeItem]  # the salon, and the line of its programme


def talks(leaf: Leaf, person_id: str) -> list[Talk]:
    """Every session with this speaker, newest salon first."""
    return [
        (salon, item)
        for salon in newest(leaf.catalog.referring(person_id, "speakers"))
        if isinstance(salon.detail, Salon)
        for item in salon.detail.programme
        if person_id in item.speakers
    ]


def _title(leaf: Leaf, talk: Talk) -> Markup:
    salon, item = talk
    return leaf.said(item.title) or leaf.name(salon)


def _talk_row(leaf: Leaf, talk: Talk) -> Markup:
    """A talk with where and when it was given; its slides and its recording below it."""
    salon, item = talk
    where = Markup("{} · {}").format(leaf.name(salon), leaf.day(salon.date)) if salon.date else leaf.name(salon)
    seen = media(leaf, salon, item)
    return Markup(
        '<li class="kb-row"><a href="{}"><span class="kb-moon kb-moon--none"></span>'
        '<span class="kb-row__title">{}</span><span class="kb-row__meta">{}</span></a>{}</li>'
    ).format(
        leaf.href(salon, item.id),
        _title(leaf, talk),
        where,
        Markup('<p class="kb-row__files">{}</p>').format(DOT.join(seen)) if seen else "",
    )


def _kept(leaf: Leaf, entry: Entry) -> Iterator[tuple[str, LongList[Any]]]:
    """(name, list) of everything that is recorded of a person."""
    yield "talks", LongList(talks(leaf, entry.id), _talk_row, below(entry, "talks"), ON_HUB)
    for name, relation in (("owns", "owner"), ("wrote", "authors"), ("reviewed", "validated_by")):
        found = newest(leaf.catalog.referring(entry.id, relation))
        yield name, of_entries(leaf, found, below(entry, name), ON_HUB, kind=True, brief=True)


def _facts(leaf: Leaf, person: Person) -> Markup:
    return facts.strip(
        leaf,
        [
            ("organisation", leaf.said(person.organisation)),
            ("roles", leaf.joined([leaf.said(one) for one in person.roles])),
            ("credentials", leaf.joined([leaf.said(one) for one in person.credentials])),
            ("aliases", leaf.joined([escape(one) for one in person.aliases])),
        ],
    )


def person_page(leaf: Leaf, entry: Entry, person: Person) -> Page:
    vocabulary = leaf.catalog.vocabulary
    knows = [topic for topic in map(vocabulary.find, person.expertise) if topic is not None]
    kept = Markup().join(
        section(name, leaf.say(f"head.{name}"), beginning(leaf, one)) for name, one in _kept(leaf, entry)
    )
    rest = finished(leaf, entry, entry.body.sections)
    rest += kept or empty(leaf, "empty.kept", "do.write")
    beside = _facts(leaf, person) + chips(leaf, knows)
    return frame.entry_page(leaf, entry, sheet(leaf, frame.head(leaf, entry, entry.summary), beside, rest))


def further_person_pages(leaf: Leaf, entry: Entry) -> Iterator[Page]:
    """What a person's page has no room for."""
    home = home_of_entry(leaf, entry)
    for name, one in _kept(leaf, entry):
        yield from further(leaf, one, home, f"{home.trail[-1][0]} · {leaf.say(f'head.{name}')}")


def person_row(leaf: Leaf, entry: Entry) -> Markup:
    """Somebody in a list. Whoever has no page agreed to no more than a name and talks, so no more is shown."""
    return row(leaf, entry, _about(leaf, entry))


def _about(leaf: Leaf, entry: Entry) -> Markup:
    """Role, organisation and number of talks, or the talks alone with links to them."""
    given = talks(leaf, entry.id)
    if not leaf.edition.has_page(entry):
        link = Markup('<a href="{}">{}</a>')
        return leaf.joined([link.format(leaf.href(one[0], one[1].id), _title(leaf, one)) for one in given])
    parts: list[Markup] = []
    if isinstance(entry.detail, Person):
        parts += [leaf.said(role) for role in entry.detail.roles[:1]]
        parts += [leaf.said(entry.detail.organisation)] if entry.detail.organisation else []
    parts += [escape(leaf.say("n.talk", n=len(given)))] if given else []
    return DOT.join(parts)
