"""The home page: search first, then what one is about to do, then what was confirmed, next and missing."""

from __future__ import annotations

from kb.model.entry import Entry, Lesson, Salon
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.about_to import about_to, shown
from kb.pages.framework import Coverage, counted, coverage, star_of
from kb.pages.gaps import invitation
from kb.pages.leaf import Leaf
from kb.pages.lists import salons_by_time
from kb.pages.markup import Markup
from kb.pages.rows import chips, empty, fullest_topics, newest, row, row_list
from kb.pages.salon import when
from kb.pages.search_form import examples, search_form

SHOWN, FEW, TOPICS = 5, 3, 12


def _hero(leaf: Leaf) -> Markup:
    return Markup('<div class="kb-hero">\n<h1>{}</h1>\n{}{}</div>\n').format(
        leaf.say("home.title"), search_form(leaf, "kb-search--hero"), examples(leaf)
    )


def recent(leaf: Leaf) -> tuple[str, list[Entry]]:
    """(key of the heading, lessons): those that were validated last and do not stand above already.

    Few say nothing of what is new, so there are none then; the newest lessons take their place where nothing stands
    above.
    """
    above = shown(leaf)
    lessons = [one for one in leaf.readable(leaf.catalog.of(Kind.LESSON)) if one.id not in above]
    days = [(one.detail.validated_on, one) for one in lessons if isinstance(one.detail, Lesson)]
    validated = sorted(((-day.toordinal(), one.id, one) for day, one in days if day), key=lambda found: found[:2])
    if len(validated) >= FEW:
        return "home.validated", [one for _, _, one in validated[:SHOWN]]
    return "home.latest", [] if above else newest(lessons)[:SHOWN]


def _block(key: str, heading: str, inner: Markup, more: Markup | str = "") -> Markup:
    return Markup(
        '<section class="kb-block" aria-labelledby="kb.{}">\n<h2 id="kb.{}">{}</h2>\n{}{}</section>\n'
    ).format(key, key, heading, inner, more)


def _more(leaf: Leaf, address: str, key: str) -> Markup:
    return Markup('<p class="kb-more"><a href="{}">{}</a></p>\n').format(leaf.here(address), leaf.say(key))


def _lessons(leaf: Leaf) -> Markup:
    key, found = recent(leaf)
    if not found and shown(leaf):
        return Markup()
    inner = row_list(row(leaf, one, kind=False) for one in found)
    more = _more(leaf, "lessons/", "home.all_lessons") if found else ""
    return _block("lessons", leaf.say(key), inner or empty(leaf, "empty.lesson", "do.write"), more)


def _salon(leaf: Leaf) -> Markup:
    coming, past = salons_by_time(leaf)
    entry = next(iter([*coming, *past]), None)
    if entry is None or not isinstance(entry.detail, Salon):
        return Markup()
    key = "home.next_salon" if coming else "home.last_salon"
    inner = Markup('<p class="kb-salon"><a href="{}">{}</a>{}{}</p>\n').format(
        leaf.href(entry),
        leaf.name(entry),
        Markup('<span class="kb-salon__when">{}</span>').format(when(leaf, entry, entry.detail)),
        Markup("<span>{}</span>").format(leaf.said(entry.summary)) if entry.summary else "",
    )
    return _block("salon", leaf.say(key), inner, _more(leaf, "salons/", "home.all_salons"))


def _model(leaf: Leaf) -> Markup:
    """The first model as a star with its elements, each with the number of practices."""
    if not leaf.catalog.frameworks:
        return Markup()
    model = leaf.catalog.frameworks[0]
    covered = coverage(leaf, model)
    items = Markup("\n").join(_element(leaf, model.id, one) for one in covered)
    inner = Markup('<div class="kb-coverage kb-coverage--home">\n{}<ol class="kb-elements">\n{}\n</ol></div>\n').format(
        star_of(leaf, covered, 150), items
    )
    link = Markup('<p class="kb-more"><a href="{}">{}</a></p>\n').format(
        leaf.here(addresses.of_framework(model.id)), leaf.said(model.title)
    )
    return _block("model", leaf.say("home.by_star"), inner, link)


def _element(leaf: Leaf, model_id: str, one: Coverage) -> Markup:
    return Markup('<li><a href="{}">{}</a> <span class="{}">{}</span></li>').format(
        leaf.here(addresses.of_framework(model_id), f"kb.{one.element.id}"),
        leaf.said(one.element.title),
        "kb-quiet" if one.practices else "kb-gap",
        counted(leaf, one),
    )


def _topics(leaf: Leaf) -> Markup:
    """The fullest topics, and the way to all."""
    found = chips(leaf, fullest_topics(leaf)[:TOPICS], counts=True)
    more = _more(leaf, "topics/", "home.all_topics")
    return _block("topics", leaf.say("nav.topics"), found, more) if found else found


def home_page(leaf: Leaf) -> Page:
    text, beside = _lessons(leaf) + _model(leaf), [_salon(leaf), _topics(leaf)]
    html = Markup('{}{}<div class="kb-home">\n<div>\n{}</div>\n<div>\n{}</div>\n</div>\n{}').format(
        _hero(leaf), about_to(leaf), text or beside.pop(0), Markup().join(beside), invitation(leaf)
    )
    title = leaf.catalog.settings.name.pick(leaf.ui)
    return frame.generated_page(leaf, "", title, html, search="hero", wide=True)
