"""Entries that refer to what fewer people may read."""

from __future__ import annotations

from collections.abc import Iterator

from kb.catalog import Catalog
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry, Person
from kb.model.kinds import Audience, Consent
from kb.parse import fences
from kb.rules.context import Context


def widest_audience(entry: Entry) -> Audience:
    """The widest audience that may learn of this entry at all; a person's consent narrows it."""
    if isinstance(entry.detail, Person) and entry.detail.consent is Consent.INTERNAL:
        return max(entry.audience, Audience.INTERNAL, key=tuple(Audience).index)
    return entry.audience


def _hidden_lines(entry: Entry) -> frozenset[int]:
    """The file's lines in blocks that the public does not see: what they refer to is nobody's loss."""
    if not entry.body.audiences:
        return frozenset()
    body = entry.body
    shown, _, _ = fences.cut(entry.path, body.markdown, body.line, Audience.PUBLIC)
    return frozenset(number for number, text in enumerate(shown.split("\n"), start=body.line) if not text)


def narrower_references(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """A public entry that refers to an internal one loses the reference in the public edition: say so now."""
    for entry in catalog.entries:
        if entry.audience is not Audience.PUBLIC:
            continue
        hidden = _hidden_lines(entry)
        for link in catalog.links(entry.id):
            target = catalog.get(link.target)
            if target is None or target.id == entry.id or (link.relation == "body" and link.line in hidden):
                continue
            audience = widest_audience(target)
            if not Audience.PUBLIC.may_read(audience):
                yield Diagnostic.at(entry.path, link.line, "KB410", value=target.id, audience=audience)
