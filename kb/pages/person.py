"""The page of a person, made only with that person's consent; everybody else is a name without a link."""

from __future__ import annotations

from kb.model.entry import Entry, Person, Salon
from kb.model.page import Page
from kb.pages import facts, frame
from kb.pages.body import finished
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup, escape
from kb.pages.rows import chips, empty, newest, row, row_list, rows, section


def talks(leaf: Leaf, person_id: str) -> list[tuple[Entry, str, Markup]]:
    """(salon, session id, session title) of every session with this speaker, newest salon first."""
    found = []
    for salon in newest(leaf.catalog.referring(person_id, "speakers")):
        if isinstance(salon.detail, Salon):
            for item in salon.detail.programme:
                if person_id in item.speakers:
                    found.append((salon, item.id, leaf.said(item.title)))
    return found


def talk_rows(leaf: Leaf, person_id: str) -> Markup:
    items = []
    for salon, fragment, title in talks(leaf, person_id):
        where = Markup("{} · {}").format(leaf.name(salon), leaf.day(salon.date)) if salon.date else leaf.name(salon)
        items.append(
            Markup(
                '<li class="kb-row"><a href="{}"><span class="kb-moon kb-moon--none"></span>'
                '<span class="kb-row__title">{}</span><span class="kb-row__meta">{}</span></a></li>'
            ).format(leaf.href(salon, fragment), title or leaf.name(salon), where)
        )
    return row_list(items)


def person_page(leaf: Leaf, entry: Entry, person: Person) -> Page:
    vocabulary = leaf.catalog.vocabulary
    knows = [topic for topic in map(vocabulary.find, person.expertise) if topic is not None]
    wrote = newest(leaf.catalog.referring(entry.id, "authors"))
    owns = newest(leaf.catalog.referring(entry.id, "owner"))
    kept = [
        section("talks", leaf.say("head.talks"), talk_rows(leaf, entry.id)),
        section("owns", leaf.say("head.owns"), rows(leaf, owns)),
        section("wrote", leaf.say("head.wrote"), rows(leaf, wrote)),
    ]
    html = Markup().join(
        [
            frame.head(leaf, entry, entry.summary),
            facts.strip(
                leaf,
                [
                    ("organisation", leaf.said(person.organisation)),
                    ("roles", leaf.joined([leaf.said(one) for one in person.roles])),
                    ("credentials", leaf.joined([leaf.said(one) for one in person.credentials])),
                    ("aliases", leaf.joined([escape(one) for one in person.aliases])),
                ],
            ),
            chips(leaf, knows),
            finished(leaf, entry, entry.body.sections),
            Markup().join(kept) or empty(leaf, "empty.kept", "do.write", fragment="kb.lesson"),
        ]
    )
    return frame.entry_page(leaf, entry, html)


def people_rows(leaf: Leaf, people: list[Entry]) -> Markup:
    """People by name. Whoever has no page agreed to no more than a name and talks, so no more is shown."""
    return row_list(row(leaf, one, _about(leaf, one)) for one in people)


def _about(leaf: Leaf, entry: Entry) -> Markup:
    """Role, organisation and number of talks, or the talks alone with links to them."""
    given = talks(leaf, entry.id)
    if not leaf.edition.has_page(entry):
        link = Markup('<a href="{}">{}</a>')
        return leaf.joined([link.format(leaf.href(salon, at), title or leaf.name(salon)) for salon, at, title in given])
    parts: list[Markup] = []
    if isinstance(entry.detail, Person):
        parts += [leaf.said(role) for role in entry.detail.roles[:1]]
        parts += [leaf.said(entry.detail.organisation)] if entry.detail.organisation else []
    parts += [escape(leaf.say("n.talk", n=len(given)))] if given else []
    return Markup(" · ").join(parts)
