"""The programme of a salon: times in order, no overlap, sessions that others can refer to."""

from __future__ import annotations

from collections.abc import Iterator

from kb.catalog import Catalog
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry, Salon
from kb.model.kinds import Kind
from kb.rules.context import Context


def programme(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Times are `HH:MM` of one day, so they compare as text. A missing time asks for a note and breaks no order."""
    for entry in catalog.of(Kind.SALON):
        if isinstance(entry.detail, Salon):
            yield from _times(entry, entry.detail)
            yield from _sessions(entry, entry.detail)


def _times(entry: Entry, salon: Salon) -> Iterator[Diagnostic]:
    if salon.start and salon.end and salon.end < salon.start:
        yield Diagnostic.at(entry.path, entry.line("end"), "KB607", time=salon.start, until=salon.end)
    begun, ended = "", ""
    for position, item in enumerate(salon.programme):
        line = entry.line("programme", position, "time" if item.time else "kind")
        if not item.time and not item.note:
            yield Diagnostic.at(entry.path, line, "KB606", item=position + 1)
        if item.time and item.until and item.until < item.time:
            yield Diagnostic.at(entry.path, line, "KB601", item=position + 1, time=item.time, until=item.until)
        if item.time and begun and item.time < begun:
            yield Diagnostic.at(entry.path, line, "KB602", item=position + 1, time=item.time, before=begun)
        elif item.time and ended and item.time < ended:
            yield Diagnostic.at(entry.path, line, "KB603", item=position + 1, time=item.time, until=ended)
        begun = max(begun, item.time)
        ended = max(ended, item.until)


def _sessions(entry: Entry, salon: Salon) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for position, item in enumerate(salon.programme):
        if item.id and item.id in seen:
            line = entry.line("programme", position, "id")
            yield Diagnostic.at(entry.path, line, "KB604", value=item.id)
        seen.add(item.id)
        if item.kind == "session" and not (item.id and item.title):
            yield Diagnostic.at(entry.path, entry.line("programme", position), "KB605", item=position + 1)
