"""The home page: search first, then what one is about to do, then what is new, next and missing."""

from __future__ import annotations

from kb.model.entry import Entry, Lesson, Salon
from kb.model.kinds import Kind, Status
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.framework import Coverage, counted, coverage, star_of
from kb.pages.leaf import Leaf
from kb.pages.lists import salons_by_time, unused_practice
from kb.pages.markup import Markup
from kb.pages.phase import phase_chips
from kb.pages.rows import empty, newest, row, row_list
from kb.pages.salon import when
from kb.pages.search_form import search_form

SHOWN = 5


def _hero(leaf: Leaf) -> Markup:
    return Markup('<div class="kb-hero">\n<h1>{}</h1>\n{}{}</div>\n').format(
        leaf.say("home.title"), search_form(leaf, "kb-search--hero"), phase_chips(leaf)
    )


def recent(leaf: Leaf) -> tuple[str, list[Entry]]:
    """(key of the heading, lessons): those that were validated last or, if there are few, the newest."""
    lessons = leaf.catalog.of(Kind.LESSON)
    validated = [one for one in lessons if isinstance(one.detail, Lesson) and one.detail.validated_on]
    if len(validated) >= SHOWN:
        validated.sort(key=lambda one: (-_validated(one), one.id))
        return "home.validated", validated[:SHOWN]
    return "home.latest", newest(lessons)[:SHOWN]


def _validated(entry: Entry) -> int:
    day = entry.detail.validated_on if isinstance(entry.detail, Lesson) else None
    return day.toordinal() if day else 0


def _block(key: str, heading: str, inner: Markup, more: Markup | str = "") -> Markup:
    return Markup(
        '<section class="kb-block" aria-labelledby="kb.{}">\n<h2 id="kb.{}">{}</h2>\n{}{}</section>\n'
    ).format(key, key, heading, inner, more)


def _more(leaf: Leaf, address: str, key: str) -> Markup:
    return Markup('<p class="kb-more"><a href="{}">{}</a></p>\n').format(leaf.here(address), leaf.say(key))


def _lessons(leaf: Leaf) -> Markup:
    key, found = recent(leaf)
    inner = row_list(row(leaf, one, kind=False) for one in found)
    more = _more(leaf, "lessons/", "home.all_lessons") if found else ""
    return _block(
        "lessons", leaf.say(key), inner or empty(leaf, "empty.lesson", "do.write", fragment="kb.lesson"), more
    )


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
    return _block("salon", leaf.say(key), inner)


def _model(leaf: Leaf) -> Markup:
    """The first model as a star with its elements, each with the number of practices."""
    if not leaf.catalog.frameworks:
        return Markup()
    model = leaf.catalog.frameworks[0]
    covered = coverage(leaf, model)
    items = Markup("\n").join(_element(leaf, model.id, one) for one in covered)
    inner = Markup('<div class="kb-coverage kb-coverage--home">\n{}<ol class="kb-elements">\n{}\n</ol></div>\n').format(
        star_of(leaf, covered, 200), items
    )
    heading = Markup('<a href="{}">{}</a>').format(leaf.here(addresses.of_framework(model.id)), leaf.said(model.title))
    return _block("model", leaf.say("home.by_star"), Markup('<p class="kb-quiet">{}</p>\n').format(heading) + inner)


def _element(leaf: Leaf, model_id: str, one: Coverage) -> Markup:
    return Markup('<li><a href="{}">{}</a> <span class="{}">{}</span></li>').format(
        leaf.here(addresses.of_framework(model_id), f"kb.{one.element.id}"),
        leaf.said(one.element.title),
        "kb-quiet" if one.practices else "kb-gap",
        counted(leaf, one),
    )


def gaps(leaf: Leaf) -> list[tuple[str, str, str]]:
    """(sentence, words of the button, link): what this base lacks most, at most three."""
    found: list[tuple[str, str, str]] = []
    waiting = sum(one.status in (None, Status.PROPOSED) for one in leaf.catalog.of(Kind.LESSON))
    if waiting:
        link = f"{leaf.here('lessons/')}?status=proposed"
        found.append((leaf.say("gap.proposed", n=waiting), leaf.say("gap.proposed.do"), link))
    trial = [one for one in leaf.catalog.of(Kind.PRACTICE) if one.status is Status.TRIAL and unused_practice(one)]
    if trial:
        found.append((leaf.say("gap.trial", n=len(trial)), leaf.say("gap.trial.do"), leaf.here("practices/")))
    for model in leaf.catalog.frameworks:
        for one in coverage(leaf, model):
            if not one.practices:
                name = one.element.title.pick(leaf.ui)
                link = leaf.here(addresses.of_framework(model.id), f"kb.{one.element.id}")
                found.append((leaf.say("gap.element", name=name), leaf.say("gap.element.do"), link))
    for topic in leaf.catalog.vocabulary.topics:
        if len(found) < 3 and not leaf.catalog.tagged(topic.id) and not leaf.catalog.vocabulary.narrower(topic.id):
            link = leaf.here(addresses.of_topic(topic.id))
            found.append((leaf.say("gap.topic", name=topic.label.pick(leaf.ui)), leaf.say("gap.topic.do"), link))
    return found[:3]


def _gaps(leaf: Leaf) -> Markup:
    items = Markup("\n").join(
        Markup('<li><span>{}</span> <a class="kb-button" href="{}">{}</a></li>').format(sentence, link, button)
        for sentence, button, link in gaps(leaf)
    )
    inner = Markup('<ul class="kb-gaps">\n{}\n</ul>\n').format(items) if items else empty(leaf, "gap.none")
    return _block("missing", leaf.say("home.missing"), inner)


def home_page(leaf: Leaf) -> Page:
    html = Markup('{}<div class="kb-home">\n<div>\n{}{}</div>\n<div>\n{}{}</div>\n</div>\n').format(
        _hero(leaf), _lessons(leaf), _model(leaf), _salon(leaf), _gaps(leaf)
    )
    title = leaf.catalog.settings.name.pick(leaf.ui)
    return frame.generated_page(leaf, "", title, html, search="hero", wide=True)
