"""The static API below `api/v1/`: the whole edition as JSON, one file for each entry and one for each list.

Version 1 only grows: a key may be added, none changes its meaning or goes away; `schema` says which version a file
is. Addresses (`url`, `data`) are below the site's root. Text is plain, never markup.

    index.json                 what there is           topics.json, frameworks.json   the vocabulary
    lessons.json, cases.json … one row for each entry  entries/<id>.json              an entry whole
    schemas/<kind>.json        of those                schemas/front-matter/<kind>.json   of the files in the base
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.editions import Edition
from kb.model.body import lesson_part
from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.model.page import DataFile
from kb.model.text import INTERFACE_LANGS
from kb.pages import addresses
from kb.pages.brief import about, called
from kb.pages.conventions.places import API, REGISTER, data_of, feed_base
from kb.pages.conventions.values import encoded, entry_schema, front_matter, plain
from kb.parse.json_schema import front_matter_schema

VERSION = 1


def api_files(edition: Edition) -> Iterator[DataFile]:
    yield from api_lists(edition)
    for entry in edition.catalog.entries:
        if edition.has_page(entry):
            yield entry_file(edition, entry)


def api_lists(edition: Edition) -> Iterator[DataFile]:
    """Everything but the files of single entries."""
    yield _file("index", _index(edition))
    for kind in Kind:
        rows = [_row(edition, one) for one in edition.catalog.of(kind)]
        yield _file(addresses.NAV_KEYS[kind], {"schema": VERSION, "kind": kind, "count": len(rows), "entries": rows})
        yield _file(f"schemas/{kind}", entry_schema(kind))
        yield _file(f"schemas/front-matter/{kind}", front_matter_schema(kind))
    yield _file("topics", _topics(edition))
    yield _file("frameworks", _frameworks(edition))


def _file(name: str, value: object) -> DataFile:
    return DataFile(f"{API}{name}.json", encoded(value).encode())


def _index(edition: Edition) -> dict[str, Any]:
    settings = edition.catalog.settings
    dates = [one.date for one in edition.catalog.entries if one.date is not None]
    return {
        "schema": VERSION,
        "name": plain(settings.name),
        "tagline": plain(settings.tagline),
        "site_url": settings.site_url,
        "audience": edition.audience,
        "languages": list(settings.languages),
        "newest": max(dates).isoformat() if dates else None,
        "counts": {kind: len(edition.catalog.of(kind)) for kind in Kind},
        "lists": {kind: f"{API}{addresses.NAV_KEYS[kind]}.json" for kind in Kind},
        "topics": f"{API}topics.json",
        "frameworks": f"{API}frameworks.json",
        "schemas": {kind: f"{API}schemas/{kind}.json" for kind in Kind},
        "feeds": [f"{addresses.generated(ui, feed_base())}feed.json" for ui in INTERFACE_LANGS],
        "register": [addresses.generated(ui, REGISTER) for ui in INTERFACE_LANGS],
    }


def _url(edition: Edition, entry: Entry) -> str:
    """The address of an entry's page; empty for a person who agreed to no page."""
    return addresses.of_entry(entry.id) if edition.has_page(entry) else ""


def _row(edition: Edition, entry: Entry) -> dict[str, Any]:
    """What a list shows of an entry. Whoever has no page agreed to the name only."""
    row: dict[str, Any] = {
        "id": entry.id,
        "title": called(entry, entry.lang),
        "titles": plain(entry.title),
        "lang": entry.lang,
        "url": _url(edition, entry),
    }
    if not edition.has_page(entry):
        return row
    return row | {
        "data": data_of(entry),
        "status": entry.status,
        "date": entry.date.isoformat() if entry.date else None,
        "tags": list(edition.catalog.topic_ids(entry)),
        "about": about(entry, entry.lang),
    }


def entry_file(edition: Edition, entry: Entry) -> DataFile:
    """An entry as its page has it: typed fields, plain text by section, what it links to and what links to it."""
    catalog = edition.catalog
    fields = front_matter(entry)
    if "tags" in fields:
        fields["tags"] = list(dict.fromkeys(catalog.topic_ids(entry)))
    targets = (catalog.get(link.target) for link in catalog.links(entry.id))
    whole = {
        "schema": VERSION,
        "id": entry.id,
        "kind": entry.kind,
        "title": called(entry, entry.lang),
        "titles": plain(entry.title),
        "lang": entry.lang,
        "url": _url(edition, entry),
        "fields": fields,
        "sections": [
            {
                "heading": one.heading.text if one.heading is not None else "",
                "id": one.heading.id if one.heading is not None else "",
                "part": lesson_part(one),
                "text": one.text,
            }
            for one in entry.body.sections
        ],
        "links": sorted({one.id for one in targets if one is not None and one.id != entry.id}),
        "backlinks": [one.id for one in catalog.referring(entry.id)],
    }
    return DataFile(data_of(entry), encoded(whole).encode())


def _topics(edition: Edition) -> dict[str, Any]:
    catalog = edition.catalog
    return {
        "schema": VERSION,
        "topics": [
            {
                "id": one.id,
                "label": plain(one.label),
                "aliases": [{"lang": lang, "alias": alias} for lang, alias in one.aliases],
                "definition": plain(one.definition),
                "broader": one.broader,
                "url": addresses.of_topic(one.id),
                "entries": [entry.id for entry in catalog.tagged(one.id)],
            }
            for one in catalog.vocabulary.topics
            if edition.has_topic(one)
        ],
    }


def _frameworks(edition: Edition) -> dict[str, Any]:
    found = []
    for model in edition.catalog.frameworks:
        placed: dict[str, list[str]] = {one.id: [] for one in model.elements}
        for entry in edition.catalog.of(Kind.PRACTICE):
            for place in getattr(entry.detail, "framework", ()):
                if place.model == model.id and place.element in placed:
                    placed[place.element].append(entry.id)
        elements = [
            {"id": one.id, "title": plain(one.title), "summary": plain(one.summary), "practices": placed[one.id]}
            for one in model.elements
        ]
        found.append(
            {
                "id": model.id,
                "title": plain(model.title),
                "url": addresses.of_framework(model.id),
                "elements": elements,
            }
        )
    return {"schema": VERSION, "frameworks": found}
