"""The page of a salon: when and where, the programme as a time line, what each session said and what was born there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.catalog import file_path
from kb.model.body import Section
from kb.model.entry import Entry, Salon
from kb.model.fields import ProgrammeItem
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.model.text import Text
from kb.pages import addresses, facts, frame
from kb.pages.body import finished, own_lang
from kb.pages.brief import shortened
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
TAKEAWAY = 140  # characters of a point in the programme
_POINT = re.compile(r"<li>(.*?)(?:</li>|<[uo]l)", re.DOTALL)
_SENTENCE = re.compile(r".+?(?:[。！？]|[.!?](?=\s)|$)", re.DOTALL)
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
            shown += Markup(' <span class="kb-quiet">{}</span>').format(salon.timezone)
    return shown


def _time(item: ProgrammeItem) -> Markup:
    if not item.time:
        return Markup("<span></span>")
    until = Markup("–{}").format(item.until) if item.until else ""
    return Markup('<span class="kb-time">{}{}</span>').format(item.time, until)


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


def _media(leaf: Leaf, entry: Entry, item: ProgrammeItem) -> list[Markup]:
    """Links to slides, elsewhere or in the base, and to a video."""
    links = []
    for key in ("slides", "video"):
        address = getattr(item, key)
        path = file_path(entry.path, address, picture=False)
        if address.startswith(("https://", "http://")):
            links.append(Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, leaf.say(key)))
        elif path is not None:
            ending = path.rpartition(".")[2].upper()
            links.append(Markup('<a href="{}" download>{} ({})</a>').format(leaf.to(path), leaf.say(key), ending))
    return links


def takeaway(part: Section) -> str:
    """The first sentence of the first point of a session's text; empty if it makes no points."""
    point = _POINT.search(part.html)
    first = _SENTENCE.match(Markup(point[1]).striptags()) if point else None
    return shortened(first[0], TAKEAWAY) if first else ""


def _item(leaf: Leaf, entry: Entry, item: ProgrammeItem, part: Section | None, note: Text | None) -> Markup:
    """One line of the programme. A session that the body describes (`part`) links there; another holds its own id."""
    title = leaf.said(item.title) if item.title else escape(leaf.say(f"item.{item.kind}"))
    if part is not None:
        title = Markup('<a href="#{}">{}</a>').format(item.id, title)
    about = [leaf.people(item.speakers)] if item.speakers else []
    if item.session:
        about.append(escape(word(leaf.ui, "session", item.session)))
    about += _media(leaf, entry, item)
    lines = [Markup('<span class="kb-programme__title">{}</span>').format(title)]
    if any(about):
        joined = DOT.join(one for one in about if one)
        lines.append(Markup('<span class="kb-programme__who">{}</span>').format(joined))
    if part is not None and (point := takeaway(part)):
        lines.append(Markup('<span class="kb-programme__point"{}>{}</span>').format(own_lang(leaf, entry), point))
    if note and part is None:  # beside a session's own text it stands there
        lines.append(Markup('<span class="kb-unclear">{}</span>').format(leaf.said(note)))
    return Markup('<li class="kb-programme__{}"{}>{}<div>{}</div></li>').format(
        "session" if item.kind == "session" else "between",
        Markup(' id="{}"').format(item.id) if item.id and part is None else "",
        _time(item),
        Markup("\n").join(lines),
    )


def programme(leaf: Leaf, entry: Entry, salon: Salon) -> Markup:
    """The programme as a time line, in the order in which it was written."""
    if not salon.programme:
        return empty(leaf, "empty.programme", "do.write_it", fragment="kb.salon")
    described = {one.heading.id: one for one in entry.body.sections if one.heading is not None}
    repeated = _repeated(salon)
    items = Markup("\n").join(
        _item(leaf, entry, one, described.get(one.id), None if one.note in repeated else one.note)
        for one in salon.programme
    )
    return Markup('{}<ol class="kb-programme">\n{}\n</ol>\n').format(_unclear(leaf, salon), items)


def born_in(leaf: Leaf, entry: Entry, fragment: str | None = None) -> list[Entry]:
    """Lessons, practices and cases that name this salon (or one session of it) as their source, by kind and id."""
    links = leaf.catalog.backlinks(entry.id, "sources", "presented_at")
    ids = {link.source for link in links if fragment is None or link.fragment == fragment}
    found = [one for one in map(leaf.catalog.get, ids) if one is not None and one.kind in BORN]
    return sorted(leaf.readable(found), key=lambda one: (BORN.index(one.kind), one.id))


def _session(leaf: Leaf, entry: Entry, part: Section, item: ProgrammeItem, note: Text | None) -> Markup:
    """What the body says about a session, with who spoke and what was kept from it."""
    who = leaf.people(item.speakers)
    kept = born_in(leaf, entry, item.id)
    counts = [leaf.say(f"n.{kind}", n=count) for kind in BORN if (count := sum(one.kind is kind for one in kept))]
    return Markup('<section class="kb-session">\n{}{}{}{}</section>\n').format(
        Markup('<p class="kb-session__who">{}</p>\n').format(who) if who else "",
        finished(leaf, entry, [part]),
        Markup('<p class="kb-unclear">{}</p>\n').format(leaf.said(note)) if note else "",
        Markup('<p class="kb-session__kept"><a href="#kb.born">{} {}</a></p>\n').format(
            _apart(leaf.say("born.in")), _apart(listed(counts, leaf.ui))
        )
        if kept
        else "",
    )


def _story(leaf: Leaf, entry: Entry, salon: Salon) -> Markup:
    """The body in its order; sections that belong to a session are dressed as such."""
    sessions = {item.id: item for item in salon.programme if item.id}
    repeated = _repeated(salon)
    parts = []
    for part in entry.body.sections:
        item = sessions.get(part.heading.id) if part.heading is not None else None
        if item is None:
            parts.append(finished(leaf, entry, [part]))
        else:
            parts.append(_session(leaf, entry, part, item, None if item.note in repeated else item.note))
    return Markup().join(parts)


def _born(leaf: Leaf, entry: Entry) -> Markup:
    """Everything that was born here, by kind; briefly, because the sessions above have said what it is about."""
    shown = Markup().join(
        Markup("<h3>{}</h3>\n{}").format(leaf.say(f"nav.{addresses.NAV_KEYS[kind]}"), beginning(leaf, one))
        for kind, one in _by_kind(leaf, entry)
        if one.items
    )
    return shown or empty(leaf, "empty.born", "do.write", fragment="kb.lesson")


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
    shown = when(leaf, entry, salon)
    if entry.date is None:
        return shown
    return Markup('{}<br><a class="kb-calendar" href="{}" download>{}</a>').format(
        shown, leaf.to(calendar_of(entry)), leaf.say("calendar.add")
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
    born = leaf.say("head.born")
    rest = Markup().join(
        [
            section("programme", leaf.say("head.programme"), programme(leaf, entry, salon)),
            _story(leaf, entry, salon),
            section("born", born, _born(leaf, entry)),
            turn(leaf, entry, salon),
            related_part(leaf, entry),
        ]
    )
    headings = [one.heading for one in entry.body.sections if one.heading is not None]
    parts: list[Part] = [("programme", leaf.say("head.programme")), *headings, ("born", born)]
    beside = _facts(leaf, entry, salon) + chips(leaf, topics_of(leaf, entry))
    top = frame.head(leaf, entry, entry.summary, frame.means(leaf, entry))
    return frame.entry_page(leaf, entry, sheet(leaf, top, beside, rest, parts))
