"""Entries that refer to what fewer people may read."""

from __future__ import annotations

from collections.abc import Iterator

from kb.catalog import Catalog
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry, Person
from kb.model.kinds import Audience, Consent
from kb.rules.context import Context


def widest_audience(entry: Entry) -> Audience:
    """The widest audience that may learn of this entry at all; a person's consent narrows it."""
    if isinstance(entry.detail, Person) and entry.detail.consent is Consent.INTERNAL:
        return max(entry.audience, Audience.INTERNAL, key=tuple(Audience).index)
    return entry.audience


def narrower_references(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """A public entry that refers to an internal one loses the reference in the public edition: say so now."""
    for entry in catalog.entries:
        if entry.audience is not Audience.PUBLIC:
            continue
        for link in catalog.links(entry.id):
            target = catalog.get(link.target)
            if target is None or target.id == entry.id:
                continue
            audience = widest_audience(target)
            if not Audience.PUBLIC.may_read(audience):
                yield Diagnostic.at(entry.path, link.line, "KB410", value=target.id, audience=audience)
