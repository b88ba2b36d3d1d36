"""The page of a salon: when and where, the day as one time line that holds what each session said, what was born there.

Each thing is said once: what the body writes about a session stands in that session's place in the programme. What it
writes before the first of them leads to the programme, and the rest follows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.catalog import file_path
from kb.model.body import Section
from kb.model.entry import Entry, Salon
from kb.model.fields import ProgrammeItem
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.model.text import Text
from kb.pages import addresses, facts, frame
from kb.pages.body import finished
from kb.pages.conventions.calendar import offset
from kb.pages.conventions.places import calendar_of
from kb.pages.labels import day, listed, weekday, word
from kb.pages.leaf import Leaf
from kb.pages.markup import DOT, Markup, escape
from kb.pages.paging import LongList, beginning, below, further, home_of_entry, of_entries
from kb.pages.related import related_part
from kb.pages.rows import chips, empty, section, topics_of
from kb.pages.series import series_link, turn
from kb.pages.sheet import Part, sheet

BORN = (Kind.LESSON, Kind.PRACTICE, Kind.CASE)
SHOWN = 6  # of each of these


def when(leaf: Leaf, entry: Entry, salon: Salon) -> Markup:
    """`Sunday, 27 May 2018`, the hours and their zone below it; what is not known is left out."""
    date = entry.date
    if date is None:
        return escape(leaf.say("not.recorded"))
    shape = "{day}（{weekday}）" if leaf.ui == "zh" else "{weekday}, {day}"
    name = shape.format(day=day(date, leaf.ui), weekday=weekday(date, leaf.ui))
    shown = Markup('<time datetime="{}">{}</time>').format(date.isoformat(), name)
    if salon.start:
        hours = f"{salon.start}–{salon.end}" if salon.end else salon.start
        shown += Markup('<br><span class="kb-time">{}</span>').format(hours)
        if salon.timezone:
            zone = Markup(' <span class="kb-quiet" title="{}">{}</span>')
            shown += zone.format(salon.timezone, offset(date, salon.start, salon.timezone))
    return shown


def _margin(leaf: Leaf, item: ProgrammeItem) -> Markup:
    """What stands beside the line: the hours, and what kind of session it is."""
    until = f"–{item.until}" if item.until else ""
    hours = Markup('<span class="kb-time">{}{}</span>').format(item.time, until) if item.time else Markup()
    form = Markup("<span>{}</span>").format(word(leaf.ui, "session", item.session)) if item.session else Markup()
    return Markup('<div class="kb-programme__margin">{}</div>').format(Markup(" ").join(filter(None, (hours, form))))


def _repeated(salon: Salon) -> list[Text]:
    """Notes that more than one line of a programme has, in their order: said once for all of them."""
    notes = [one.note for one in salon.programme if one.note]
    return [one for one in dict.fromkeys(notes) if notes.count(one) > 1]


def _apart(words: Markup | str) -> Markup:
    """A sentence of its own, so that each is said in the reader's language."""
    return Markup("<span>{}</span>").format(words)


def _unclear(leaf: Leaf, salon: Salon) -> Markup:
    """Said once for the whole programme: whose time nobody knows, and what several lines note alike."""
    sessions = [one for one in salon.programme if one.kind == "session"]
    count = sum(not one.time for one in sessions)
    said = []
    if count:
        every = count == len(sessions)
        said.append(leaf.say("time.unclear.all") if every else leaf.say("time.unclear", n=count))
    said += [leaf.said(one) for one in _repeated(salon)]
    return Markup('<p class="kb-unclear">{}</p>\n').format(Markup(" ").join(map(_apart, said))) if said else Markup()


def media(leaf: Leaf, entry: Entry, item: ProgrammeItem) -> list[Markup]:
    """Links to slides, elsewhere or in the base, and to a video."""
    links = []
    for key in ("slides", "video"):
        address = getattr(item, key)
        path = file_path(entry.path, address, picture=False)
        if address.startswith(("https://", "http://")):
            links.append(Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, leaf.say(key)))
        elif path is not None:
            ending = path.rpartition(".")[2].upper()
            shape = Markup('<a href="{}" download>{} <span>({})</span></a>')
            links.append(shape.format(leaf.to(path), leaf.say(key), ending))
    return links


def _title(leaf: Leaf, entry: Entry, item: ProgrammeItem, part: Section | None) -> tuple[Markup, Markup]:
    """The name of a line and what the body says below it: a session that it describes has the body's own heading."""
    if part is None or part.heading is None:
        name = leaf.said(item.title) if item.title else leaf.say(f"item.{item.kind}")
        return Markup('<p class="kb-programme__title">{}</p>\n').format(name), Markup()
    end = f"</h{part.heading.level}>"
    heading, _, text = part.html.partition(end)
    below = finished(leaf, entry, [replace(part, html=text)]) if text.strip() else Markup()
    return finished(leaf, entry, [replace(part, html=heading + end)]), below


def _item(leaf: Leaf, entry: Entry, item: ProgrammeItem, part: Section | None, note: Text | None) -> Markup:
    """One line of the programme with all that is known of it. Unless the body's heading has its id, the line does."""
    title, text = _title(leaf, entry, item, part)
    who = [one for one in (leaf.people(item.speakers), *media(leaf, entry, item)) if one]
    lines = [
        title,
        Markup('<p class="kb-programme__who">{}</p>\n').format(DOT.join(who)) if who else Markup(),
        text,
        Markup('<p class="kb-unclear">{}</p>\n').format(leaf.said(note)) if note else Markup(),
        _kept(leaf, entry, item) if part is not None else Markup(),
    ]
    return Markup('<li class="kb-programme__{}"{}>{}<div>\n{}</div></li>').format(
        "session" if item.kind == "session" else "between",
        Markup(' id="{}"').format(item.id) if item.id and part is None else "",
        _margin(leaf, item),
        Markup().join(lines),
    )


def programme(leaf: Leaf, entry: Entry, salon: Salon) -> Markup:
    """The programme as a time line, in the order in which it was written."""
    if not salon.programme:
        return empty(leaf, "empty.programme", "do.write_it")
    described = _described(entry, salon)
    repeated = _repeated(salon)
    items = Markup("\n").join(
        _item(leaf, entry, one, described.get(one.id), None if one.note in repeated else one.note)
        for one in salon.programme
    )
    return Markup('{}<ol class="kb-programme">\n{}\n</ol>\n').format(_unclear(leaf, salon), items)


def _described(entry: Entry, salon: Salon) -> dict[str, Section]:
    """The sections of the body that are about a session, by its id."""
    sessions = {item.id for item in salon.programme if item.id}
    return {
        one.heading.id: one for one in entry.body.sections if one.heading is not None and one.heading.id in sessions
    }


def born_in(leaf: Leaf, entry: Entry, fragment: str | None = None) -> list[Entry]:
    """Lessons, practices and cases that name this salon (or one session of it) as their source, by kind and id."""
    links = leaf.catalog.backlinks(entry.id, "sources", "presented_at")
    ids = {link.source for link in links if fragment is None or link.fragment == fragment}
    found = [one for one in map(leaf.catalog.get, ids) if one is not None and one.kind in BORN]
    return sorted(leaf.readable(found), key=lambda one: (BORN.index(one.kind), one.id))


def _kept(leaf: Leaf, entry: Entry, item: ProgrammeItem) -> Markup:
    """How much was kept from a session; what it is stands at the end of the page."""
    kept = born_in(leaf, entry, item.id) if item.id else []
    if not kept:
        return Markup()
    counts = [leaf.say(f"n.{kind}", n=count) for kind in BORN if (count := sum(one.kind is kind for one in kept))]
    return Markup('<p class="kb-programme__kept"><a href="#kb.born">{} {}</a></p>\n').format(
        _apart(leaf.say("born.in")), _apart(listed(counts, leaf.ui))
    )


def _around(entry: Entry, salon: Salon) -> tuple[Sequence[Section], Sequence[Section]]:
    """The sections of the body that are about no session: before the first that is, and after it."""
    described = _described(entry, salon).values()
    first = next((place for place, one in enumerate(entry.body.sections) if one in described), 0)
    rest = [one for one in entry.body.sections[first:] if one not in described]
    return entry.body.sections[:first], rest


def _born(leaf: Leaf, entry: Entry) -> Markup:
    """Everything that was born here, by kind; briefly, because the sessions have said what it is about."""
    shown = Markup().join(
        Markup("<h3>{}</h3>\n{}").format(leaf.say(f"nav.{addresses.NAV_KEYS[kind]}"), beginning(leaf, one))
        for kind, one in _by_kind(leaf, entry)
        if one.items
    )
    return shown or empty(leaf, "empty.born", "do.write")


def _by_kind(leaf: Leaf, entry: Entry) -> Iterator[tuple[Kind, LongList[Entry]]]:
    found = born_in(leaf, entry)
    for kind in BORN:
        here = [one for one in found if one.kind is kind]
        yield kind, of_entries(leaf, here, below(entry, kind), SHOWN, brief=True)


def further_salon_pages(leaf: Leaf, entry: Entry) -> Iterator[Page]:
    """What was born of a salon and has no room on its page."""
    home = home_of_entry(leaf, entry)
    for kind, one in _by_kind(leaf, entry):
        yield from further(leaf, one, home, f"{home.trail[-1][0]} · {leaf.say(f'nav.{addresses.NAV_KEYS[kind]}')}")


def _when_with_calendar(leaf: Leaf, entry: Entry, salon: Salon) -> Markup:
    """The time with its file for a calendar: a button while the salon is still to come."""
    shown = when(leaf, entry, salon)
    if entry.date is None:
        return shown
    coming = " kb-button" if entry.date >= leaf.today else ""
    return Markup('{}<br><a class="kb-calendar{}" href="{}" download>{}</a>').format(
        shown, coming, leaf.to(calendar_of(entry)), leaf.say("calendar.add")
    )


def _facts(leaf: Leaf, entry: Entry, salon: Salon) -> Markup:
    where = leaf.joined([leaf.said(one) for one in (salon.venue, salon.city) if one is not None])
    return facts.strip(
        leaf,
        [
            ("time", _when_with_calendar(leaf, entry, salon)),
            ("venue", where),
            ("host", leaf.said(salon.host)),
            ("organisers", leaf.people(salon.organisers)),
            ("series", series_link(leaf, salon.series) if salon.series else ""),
            ("direction", word(leaf.ui, "direction", salon.direction) if salon.direction else ""),
        ],
    )


def salon_page(leaf: Leaf, entry: Entry, salon: Salon) -> Page:
    day, born = leaf.say("head.programme"), leaf.say("head.born")
    before, after = _around(entry, salon)
    rest = Markup().join(
        [
            finished(leaf, entry, before),
            section("programme", day, programme(leaf, entry, salon)),
            finished(leaf, entry, after),
            section("born", born, _born(leaf, entry)),
            turn(leaf, entry, salon),
            related_part(leaf, entry),
        ]
    )
    told = [*before, *_described(entry, salon).values(), *after]
    headings = [one.heading for one in told if one.heading is not None]
    place = sum(one.heading is not None for one in before)
    parts: list[Part] = [*headings[:place], ("programme", day), *headings[place:], ("born", born)]
    beside = _facts(leaf, entry, salon) + chips(leaf, topics_of(leaf, entry))
    top = frame.head(leaf, entry, entry.summary, frame.means(leaf, entry))
    return frame.entry_page(leaf, entry, sheet(leaf, top, beside, rest, parts))
