"""schema.org's words for a page (JSON-LD): article, event with its sessions, person, and the way to the page.

The theme prints the result inside a script element as it is: no character in it can end that element. Addresses are
absolute or, without `site_url`, relative to the page, as JSON-LD allows. It says nothing that the page does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from kb.model.entry import Entry, Person, Project, Salon
from kb.model.fields import ProgrammeItem
from kb.model.kinds import Kind, Status
from kb.pages import addresses
from kb.pages.brief import about, called
from kb.pages.conventions.calendar import moment, zone_of
from kb.pages.conventions.places import absolute
from kb.pages.conventions.values import encoded
from kb.pages.leaf import Leaf
from kb.pages.rows import topics_of

Crumb = tuple[str, str]
_UNSAFE = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


def of_entry(leaf: Leaf, entry: Entry, crumbs: Sequence[Crumb]) -> str:
    """The JSON-LD of an entry's page."""
    match entry.detail:
        case Salon() as salon:
            thing = _event(leaf, entry, salon)
        case Person() as person:
            thing = _person(leaf, entry, person)
        case Project() as project:
            thing = _project(leaf, entry, project)
        case _:
            thing = _article(leaf, entry)
    return _printed([thing, _way(leaf, [*crumbs, (called(entry, entry.lang), leaf.url)])])


def of_page(leaf: Leaf, title: str, crumbs: Sequence[Crumb]) -> str:
    """The JSON-LD of a generated page: the site itself at home, else the way to the page, if there is one."""
    if leaf.url == addresses.generated(leaf.ui, ""):
        return _printed([_site(leaf)])
    return _printed([_way(leaf, [*crumbs, (title, leaf.url)])]) if crumbs else ""


def _printed(things: list[dict[str, Any]]) -> str:
    whole = {"@context": "https://schema.org", "@graph": [_full(one) for one in things]}
    return encoded(whole).translate(_UNSAFE)


def _full(value: Any) -> Any:
    """Without what is empty."""
    if isinstance(value, dict):
        return {key: _full(one) for key, one in value.items() if one not in (None, "", [], {})}
    return [_full(one) for one in value] if isinstance(value, list) else value


def _site(leaf: Leaf) -> dict[str, Any]:
    settings = leaf.catalog.settings
    return {
        "@type": "WebSite",
        "name": settings.name.pick(leaf.ui),
        "description": settings.tagline.pick(leaf.ui) if settings.tagline else "",
        "url": absolute(leaf, leaf.url),
        "inLanguage": list(settings.languages),
    }


def _way(leaf: Leaf, crumbs: Sequence[Crumb]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": place, "name": label, "item": absolute(leaf, address)}
        for place, (label, address) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _named(leaf: Leaf, ids: Sequence[str]) -> list[dict[str, Any]]:
    """People by name, with the address of those who have a page."""
    found = [one for one in map(leaf.catalog.get, ids) if one is not None and one.kind is Kind.PERSON]
    return [
        {
            "@type": "Person",
            "name": called(one, leaf.ui),
            "url": absolute(leaf, addresses.of_entry(one.id)) if leaf.edition.has_page(one) else "",
        }
        for one in found
    ]


def _about(leaf: Leaf, entry: Entry) -> list[dict[str, Any]]:
    return [{"@type": "DefinedTerm", "name": one.label.pick(leaf.ui)} for one in topics_of(leaf, entry)]


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _article(leaf: Leaf, entry: Entry) -> dict[str, Any]:
    pair = leaf.translation(entry)
    return {
        "@type": "Article",
        "headline": entry.name,
        "description": about(entry, entry.lang),
        "inLanguage": entry.lang,
        "url": absolute(leaf, leaf.url),
        "datePublished": _day(entry.date),
        "dateModified": _day(max((one for one in (entry.date, entry.reviewed) if one), default=None)),
        "creativeWorkStatus": entry.status or "",
        "author": _named(leaf, entry.authors),
        "about": _about(leaf, entry),
        "workTranslation": {"@id": absolute(leaf, addresses.of_entry(pair.id))} if pair else None,
        "isPartOf": _site_name(leaf),
    }


def _site_name(leaf: Leaf) -> dict[str, Any]:
    return {"@type": "WebSite", "name": leaf.catalog.settings.name.pick(leaf.ui)}


def _person(leaf: Leaf, entry: Entry, person: Person) -> dict[str, Any]:
    topics = [topic for topic in map(leaf.catalog.vocabulary.find, person.expertise) if topic is not None]
    organisation = person.organisation
    return {
        "@type": "Person",
        "name": called(entry, leaf.ui),
        "alternateName": [one for one in person.names.every() if one != called(entry, leaf.ui)],
        "url": absolute(leaf, leaf.url),
        "jobTitle": [one.pick(leaf.ui) for one in person.roles],
        "affiliation": {"@type": "Organization", "name": organisation.pick(leaf.ui)} if organisation else None,
        "knowsAbout": [topic.label.pick(leaf.ui) for topic in topics],
    }


def _project(leaf: Leaf, entry: Entry, project: Project) -> dict[str, Any]:
    return {
        "@type": "Project",
        "name": entry.name,
        "description": about(entry, entry.lang),
        "url": absolute(leaf, leaf.url),
        "foundingDate": project.start,
        "dissolutionDate": project.end,
    }


def _event(leaf: Leaf, entry: Entry, salon: Salon) -> dict[str, Any]:
    venue = salon.venue.pick(leaf.ui) if salon.venue else ""
    city = salon.city.pick(leaf.ui) if salon.city else ""
    sessions = [one for one in salon.programme if one.kind == "session" and one.title is not None]
    return {
        "@type": "Event",
        "name": entry.name,
        "description": about(entry, entry.lang),
        "inLanguage": entry.lang,
        "url": absolute(leaf, leaf.url),
        "startDate": _start(leaf, entry, salon, salon.start) or _day(entry.date),
        "endDate": _end(leaf, entry, salon, salon.start, salon.end),
        "eventStatus": "" if entry.status is Status.DRAFT else "https://schema.org/EventScheduled",
        "location": {"@type": "Place", "name": venue or city, "address": city} if venue or city else None,
        "organizer": [*_host(leaf, salon), *_named(leaf, salon.organisers)],
        "about": _about(leaf, entry),
        "subEvent": [_session(leaf, entry, salon, one) for one in sessions],
    }


def _host(leaf: Leaf, salon: Salon) -> list[dict[str, Any]]:
    return [{"@type": "Organization", "name": salon.host.pick(leaf.ui)}] if salon.host is not None else []


def _session(leaf: Leaf, entry: Entry, salon: Salon, item: ProgrammeItem) -> dict[str, Any]:
    return {
        "@type": "Event",
        "name": item.title.pick(entry.lang) if item.title else "",
        "url": absolute(leaf, leaf.url, item.id) if item.id else "",
        "startDate": _start(leaf, entry, salon, item.time) or _day(entry.date),
        "endDate": _end(leaf, entry, salon, item.time, item.until),
        "performer": _named(leaf, item.speakers),
    }


def _start(leaf: Leaf, entry: Entry, salon: Salon, clock: str) -> str:
    """The moment with its offset; empty if the day or the time is not known."""
    if entry.date is None or not clock:
        return ""
    return moment(entry.date, clock, zone_of(leaf, salon)).isoformat(timespec="minutes")


def _end(leaf: Leaf, entry: Entry, salon: Salon, start: str, end: str) -> str:
    """As `_start`, on the next day if it lies before the beginning."""
    if entry.date is None or not end:
        return ""
    day = entry.date + timedelta(days=1) if start and end <= start else entry.date
    return moment(day, end, zone_of(leaf, salon)).isoformat(timespec="minutes")
