"""Salons as iCalendar files (RFC 5545): one for each, and one with all of them.

Times are written in UTC, which every calendar understands without a table of time zones; the zone's rules are those
of the machine that builds. A salon without a beginning is an event of the whole day; one without a day is no event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from kb.editions import Edition
from kb.model.entry import Entry, Salon
from kb.model.kinds import Kind, Status
from kb.model.page import DataFile
from kb.model.text import INTERFACE_LANGS
from kb.pages import addresses
from kb.pages.brief import about, called
from kb.pages.conventions.places import CALENDAR, absolute, calendar_of, lasting_id
from kb.pages.leaf import Leaf
from kb.pages.rows import topics_of

_LINE = 75  # octets


def calendars(edition: Edition, today: date) -> Iterator[DataFile]:
    """A file for each salon with a day, in its own language, and one for all in each language."""
    for entry in edition.catalog.of(Kind.SALON):
        yield from salon_calendar(edition, entry.id, today)
    for ui in INTERFACE_LANGS:
        yield whole_calendar(edition, ui, today)


def salon_calendar(edition: Edition, entry_id: str, today: date) -> Iterator[DataFile]:
    """The file of one salon, if it has a day."""
    entry = edition.catalog.get(entry_id)
    if entry is not None and entry.date is not None:
        leaf = Leaf(edition, entry.ui, addresses.of_entry(entry.id), today)
        yield DataFile(calendar_of(entry), calendar(leaf, [entry], called(entry, entry.ui)))


def whole_calendar(edition: Edition, ui: str, today: date) -> DataFile:
    """Every salon with a day, for readers of one language."""
    salons = [one for one in edition.catalog.of(Kind.SALON) if one.date is not None]
    leaf = Leaf(edition, ui, addresses.generated(ui, addresses.LISTS[Kind.SALON]), today)
    name = f"{leaf.say('list.salons')} · {edition.catalog.settings.name.pick(ui)}"
    return DataFile(addresses.generated(ui, CALENDAR), calendar(leaf, leaf.readable(salons), name))


def calendar(leaf: Leaf, salons: Iterable[Entry], name: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lessonbook//Salons//EN", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]
    for entry in salons:
        if isinstance(entry.detail, Salon) and entry.date is not None:
            lines += _event(leaf, entry, entry.detail, entry.date)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """A value of type TEXT."""
    clean = "".join(one for one in text if one == "\n" or one.isprintable())
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A content line in pieces of at most 75 octets; no character is torn apart."""
    pieces, piece = [], b""
    for letter in line:
        data = letter.encode()
        if len(piece) + len(data) > _LINE:
            pieces.append(piece)
            piece = b" "
        piece += data
    return b"\r\n".join([*pieces, piece]) + b"\r\n"


def zone(name: str) -> tzinfo | None:
    """The zone of that name, or None where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def moment(day: date, clock: str, zone_name: str) -> datetime:
    """`HH:MM` of a day in a zone; without a zone if that is not known."""
    hour, minute = clock.split(":")
    return datetime.combine(day, time(int(hour), int(minute)), zone(zone_name))


def offset(day: date, clock: str, zone_name: str) -> str:
    """How far the clock of a zone is from UTC on that day (`UTC+8`); the zone's own name where it is not known."""
    found = moment(day, clock, zone_name).utcoffset()
    if found is None:
        return zone_name
    hours, minutes = divmod(abs(round(found.total_seconds() / 60)), 60)
    if not hours and not minutes:
        return "UTC"
    return f"UTC{'-' if found.total_seconds() < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def zone_of(leaf: Leaf, salon: Salon) -> str:
    return salon.timezone or leaf.catalog.settings.timezone


def _stamp(when: datetime) -> str:
    """In UTC; a time whose zone is unknown stays a time of the place (RFC 5545 calls it floating)."""
    if when.tzinfo is None:
        return when.strftime("%Y%m%dT%H%M%S")
    return when.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _times(leaf: Leaf, salon: Salon, day: date) -> list[str]:
    if not salon.start:
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
    start = moment(day, salon.start, zone_of(leaf, salon))
    lines = [f"DTSTART:{_stamp(start)}"]
    if salon.end:
        end = moment(day, salon.end, zone_of(leaf, salon))
        lines.append(f"DTEND:{_stamp(end if end > start else end + timedelta(days=1))}")
    return lines


def _event(leaf: Leaf, entry: Entry, salon: Salon, day: date) -> list[str]:
    settings = leaf.catalog.settings
    host = urlsplit(settings.site_url).hostname or "lessonbook"
    places = [one.pick(leaf.ui) for one in (salon.venue, salon.city) if one is not None]
    topics = [escaped(one.label.pick(leaf.ui)) for one in topics_of(leaf, entry)]
    lines = [
        "BEGIN:VEVENT",
        f"UID:{lasting_id(entry)}@{host}",
        f"DTSTAMP:{entry.reviewed or day:%Y%m%d}T000000Z",  # the same content, the same bytes
        *_times(leaf, salon, day),
        f"SUMMARY:{escaped(called(entry, leaf.ui))}",
        f"DESCRIPTION:{escaped(_described(leaf, entry, salon))}",
    ]
    lines += [f"LOCATION:{escaped(', '.join(places))}"] if places else []
    lines += [f"CATEGORIES:{','.join(topics)}"] if topics else []
    lines += [f"URL:{absolute(leaf, addresses.of_entry(entry.id))}"] if settings.site_url else []
    lines.append("STATUS:TENTATIVE" if entry.status is Status.DRAFT else "STATUS:CONFIRMED")
    return [*lines, "END:VEVENT"]


def _described(leaf: Leaf, entry: Entry, salon: Salon) -> str:
    """What it is about, then the programme, a line for each session."""
    lines = [about(entry, leaf.ui)]
    for item in salon.programme:
        if item.kind == "session" and item.title is not None:
            lines.append(f"{item.time} {item.title.pick(leaf.ui)}".strip())
    return "\n".join(line for line in lines if line)
