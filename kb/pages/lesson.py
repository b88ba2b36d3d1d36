"""The page of a lesson: what to do next time, where that comes from, and how far it has come."""

from __future__ import annotations

from kb.model.body import lesson_part
from kb.model.entry import Entry, Lesson
from kb.model.page import Page
from kb.pages import facts, frame
from kb.pages.body import finished
from kb.pages.evidence import lesson_evidence
from kb.pages.grade import confidence, contradicting
from kb.pages.labels import word
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup, escape
from kb.pages.related import related_part
from kb.pages.rows import chips, empty, topics_of


def do_box(leaf: Leaf, entry: Entry) -> Markup:
    """The box with the steps. Its buttons appear only where a script can answer them."""
    part = entry.part("do")
    if part is None or not part.text.strip():
        return empty(leaf, "empty.do", "do.write_it", fragment="kb.lesson")
    buttons = Markup(
        '<p class="kb-do__tools" hidden><button type="button" data-kb-copy data-done="{}">{}</button>'
        '<button type="button" data-kb-print>{}</button></p>\n'
    ).format(leaf.say("nav.copied"), leaf.say("nav.copy"), leaf.say("nav.print"))
    return Markup('<section class="kb-do">\n{}{}</section>\n').format(finished(leaf, entry, [part]), buttons)


def _facts(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    phase = word(leaf.ui, "phase", lesson.phase) if lesson.phase else ""
    outcome = word(leaf.ui, "outcome", lesson.outcome) if lesson.outcome else ""
    lines = facts.conditions(leaf, lesson.applies_when)
    against = facts.conditions(leaf, lesson.not_when)
    trust = confidence(leaf.catalog, entry)
    return facts.strip(
        leaf,
        [
            ("confidence", leaf.say(f"confidence.{trust}") if trust else ""),
            ("fresh", facts.freshness(leaf, entry)),
            ("source", facts.first_source(leaf, entry)),
            ("project", facts.project(leaf, lesson.project)),
            ("date", leaf.day(entry.date) if entry.date else ""),
            ("phase", phase),
            ("outcome", outcome),
            ("causes", facts.configured(leaf, lesson.causes, leaf.catalog.settings.causes)),
            ("when", Markup("<br>").join(lines)),
            ("not_when", Markup("<br>").join(against)),
            ("authors", leaf.people(entry.authors)),
            ("owner", leaf.people((entry.owner,)) if entry.owner else escape(leaf.say("not.set"))),
        ],
    )


def _warning(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    """What a reader must know before the advice: a contradiction, a newer lesson, why it was rejected."""
    lines: list[Markup] = []
    newer = leaf.catalog.referring(entry.id, "supersedes")
    if newer:
        names = leaf.joined([leaf.link(one) for one in newer])
        lines.append(Markup("{} {}").format(leaf.say("superseded.by"), names))
    if lesson.reason:
        lines.append(Markup("{} {}").format(leaf.say("rejected.why"), lesson.reason))
    for one in contradicting(leaf.catalog, entry):
        lines.append(Markup("{} {}").format(leaf.say("contradicted"), leaf.link(one)))
    return Markup("").join(Markup('<p class="kb-caution">{}</p>\n').format(line) for line in lines)


def _story(leaf: Leaf, entry: Entry) -> Markup:
    """Everything but the box, in the writer's order; the one sentence that is the lesson stands out."""
    parts = []
    for one in entry.body.sections:
        name = lesson_part(one)
        if name != "do":
            part = finished(leaf, entry, [one])
            parts.append(Markup('<div class="kb-lesson">{}</div>\n').format(part) if name == "lesson" else part)
    return Markup().join(parts)


def lesson_page(leaf: Leaf, entry: Entry, lesson: Lesson) -> Page:
    story = [one for one in entry.body.sections if lesson_part(one) != "do"]
    topics = chips(leaf, topics_of(leaf, entry))
    has_box = entry.part("do") is not None  # the box is the second thing on the page
    related = related_part(leaf, entry)
    html = Markup("").join(
        [
            frame.head(leaf, entry, None if has_box else entry.summary),
            _warning(leaf, entry, lesson),
            do_box(leaf, entry),
            _facts(leaf, entry, lesson),
            topics,
            _story(leaf, entry),
            lesson_evidence(leaf, entry, lesson),
            related,
        ]
    )
    headings = [one.heading for one in story if one.heading is not None]
    ours = [("evidence", leaf.say("head.evidence"))]
    if related:
        ours.append(("related", leaf.say("head.related")))
    return frame.entry_page(leaf, entry, html, frame.contents([*headings, *ours]))
