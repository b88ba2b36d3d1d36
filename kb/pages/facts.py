"""The facts strip: a list of labels with their values, two to four side by side."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kb.model.entry import Entry, Salon
from kb.model.fields import Conditions, Duration, Source
from kb.model.settings import Settings
from kb.model.text import Text
from kb.pages.grade import ASIDE
from kb.pages.labels import listed, word
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup, escape

FEW = 3  # sources; more have a part of their own at the end of the page
_BELOW = Markup('<br><span class="kb-quiet">{}</span>')

Fact = tuple[str, Markup | str]  # (key of the label, value); an empty value is left out


def strip(leaf: Leaf, facts: list[Fact]) -> Markup:
    """The strip; facts without a value are left out."""
    shown = [
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(leaf.say(f"fact.{key}"), value)
        for key, value in facts
        if value
    ]
    return Markup('<dl class="kb-facts">\n{}\n</dl>\n').format(Markup("\n").join(shown)) if shown else Markup()


def source_name(leaf: Leaf, source: Source) -> Markup:
    """A source as a link: the entry and, if one is named, the title of its session."""
    entry_id, _, fragment = source.entry.partition("#")
    entry = leaf.catalog.get(entry_id) if entry_id else None
    if entry is not None:
        below = _session(leaf, entry, fragment)
        return leaf.link(entry, fragment) + (_BELOW.format(below) if below else "")
    if source.url.startswith(("https://", "http://")):
        return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(source.url, source.url)
    return escape(source.file)


def _session(leaf: Leaf, entry: Entry, fragment: str) -> Markup:
    """The title of a session of a salon; nothing for anything else."""
    session = entry.detail.session(fragment) if isinstance(entry.detail, Salon) and fragment else None
    return leaf.said(session.title) if session is not None else Markup()


def sources(leaf: Leaf, entry: Entry) -> Markup:
    """Where an entry comes from; several sessions of one salon under its name. Of many sources the first."""
    listed = entry.sources if told_among_the_facts(entry) else entry.sources[:1]
    shown: dict[str, Markup] = {}
    for one in listed:
        entry_id, _, fragment = one.entry.partition("#")
        if entry_id and entry_id in shown:
            found = leaf.catalog.get(entry_id)
            below = _session(leaf, found, fragment) if found is not None else Markup()
            shown[entry_id] += _BELOW.format(below) if below else ""
        elif name := source_name(leaf, one):
            shown[entry_id or name] = name
    return Markup("<br>").join(shown.values())


def told_among_the_facts(entry: Entry) -> bool:
    """Whether the facts have room for all that is known of the sources: no quote, no doubt, and not many of them."""
    return len(entry.sources) <= FEW and all(one.cited and not one.quote for one in entry.sources)


def project(leaf: Leaf, project_id: str) -> Markup:
    found = leaf.catalog.get(project_id) if project_id else None
    return leaf.link(found) if found is not None else Markup()


def configured(leaf: Leaf, ids: tuple[str, ...], words: tuple[tuple[str, Text], ...]) -> Markup:
    """Ids from a list in the settings (causes, types, series) in the reader's words."""
    table = dict(words)
    return leaf.joined([leaf.said(table[one]) if one in table else escape(one) for one in ids])


def conditions(leaf: Leaf, wanted: Conditions | None) -> list[Markup]:
    """When something applies, one line for each kind of condition."""
    if wanted is None:
        return []
    lines: list[Markup] = []
    if wanted.phases:
        lines.append(escape(listed([word(leaf.ui, "phase", one) for one in wanted.phases], leaf.ui)))
    if wanted.project_types:
        lines.append(configured(leaf, wanted.project_types, leaf.catalog.settings.project_types))
    sizes = (
        ("when.departments", wanted.departments),
        ("when.stakeholders", wanted.stakeholders),
        ("when.effort", wanted.effort_hours),
    )
    lines += [escape(leaf.say(key, n=size)) for key, size in sizes if size is not None]
    return lines


def later(start: date, length: Duration) -> date:
    """The day that lies `length` after `start`: the last of a month that is too short, the last day of all days."""
    try:
        if length.unit in ("days", "weeks"):
            return start + timedelta(days=length.count * (7 if length.unit == "weeks" else 1))
        months = start.year * 12 + start.month - 1 + length.count * (12 if length.unit == "years" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError):
        return date.max


def review_due(entry: Entry, settings: Settings) -> date | None:
    """When an entry is to be looked at again: counted from its last review, or from its validation."""
    start = entry.reviewed or getattr(entry.detail, "validated_on", None)
    if start is None or entry.status in ASIDE:
        return None
    return later(start, entry.review_every or settings.review_every)


def overdue(leaf: Leaf, entry: Entry) -> bool:
    """Whether the day on which an entry was to be looked at again has passed."""
    due = review_due(entry, leaf.catalog.settings)
    return due is not None and due < leaf.today


def review(leaf: Leaf, entry: Entry) -> Markup:
    """The day of the next review. One that is overdue stands over the title already."""
    due = review_due(entry, leaf.catalog.settings)
    return leaf.day(due) if due is not None and due >= leaf.today else Markup()


def freshness(leaf: Leaf, entry: Entry) -> Markup:
    """When an entry was looked at last; one that nobody looked at again says so."""
    if entry.status in ASIDE:
        return Markup()
    seen = entry.reviewed or getattr(entry.detail, "validated_on", None)
    return escape(leaf.say("fresh.seen")).format(day=leaf.day(seen)) if seen else escape(leaf.say("fresh.never"))


def behind(leaf: Leaf, entry: Entry) -> Markup:
    """The line over a translation whose original was reviewed or dated later: what has changed is not in it yet."""
    original = leaf.catalog.get(entry.translation_of) if entry.translation_of else None
    if original is None:
        return Markup()
    ours, theirs = entry.reviewed or entry.date, original.reviewed or original.date
    if theirs is None or ours is None or theirs <= ours:
        return Markup()
    sentence = escape(leaf.say("behind")).format(day=leaf.day(theirs), original=leaf.link(original))
    return Markup('<p class="kb-stale">{}</p>\n').format(sentence)


def stale(leaf: Leaf, entry: Entry) -> Markup:
    """The thin line over the title of an entry whose review is overdue."""
    due = review_due(entry, leaf.catalog.settings)
    if due is None or due >= leaf.today:
        return Markup()
    # The sentence is escaped first; the date takes its place as markup of ours.
    sentence = escape(leaf.say("stale", day="\x00")).replace("\x00", leaf.day(due))
    return Markup('<p class="kb-stale">{}</p>\n').format(sentence)
