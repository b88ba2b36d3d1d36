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
from kb.pages.markup import DOT, Markup
from kb.pages.open_steps import of_lesson
from kb.pages.related import related_part
from kb.pages.rows import chips, empty, topics_of
from kb.pages.sheet import sheet


def do_box(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    """The box with the steps and for whom they are. Its buttons appear only where a script can answer them."""
    part = entry.part("do")
    if part is None or not part.text.strip():
        return empty(leaf, "empty.do", "do.write_it")
    buttons = Markup(
        '<p class="kb-do__tools" hidden><button type="button" data-kb-copy data-done="{}">{}</button>'
        '<button type="button" data-kb-print>{}</button></p>\n'
    ).format(leaf.say("nav.copied"), leaf.say("nav.copy"), leaf.say("nav.print"))
    return Markup('<section class="kb-do">\n{}{}{}</section>\n').format(
        finished(leaf, entry, [part]), _fits(leaf, lesson), buttons
    )


def _fits(leaf: Leaf, lesson: Lesson) -> Markup:
    """When the steps apply and when not, in a line each: whoever is about to begin must know before reading on."""
    lines = [
        Markup("<strong>{}</strong> {}").format(leaf.say(f"fact.{key}"), DOT.join(found))
        for key, wanted in (("when", lesson.applies_when), ("not_when", lesson.not_when))
        if (found := facts.conditions(leaf, wanted))
    ]
    return Markup('<p class="kb-do__when">{}</p>\n').format(Markup("<br>").join(lines)) if lines else Markup()


def _said(leaf: Leaf, entry: Entry) -> tuple[Markup | str, ...]:
    """What stands beside the state: how far it can be relied on and how fresh it is, or why it was put aside."""
    trust = confidence(leaf.catalog, entry)
    if not trust:
        return (frame.means(leaf, entry),)
    return leaf.say(f"confidence.{trust}"), facts.freshness(leaf, entry)


def _facts(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    return facts.strip(
        leaf,
        [
            ("source", facts.sources(leaf, entry)),
            ("project", facts.project(leaf, lesson.project)),
            ("phase", word(leaf.ui, "phase", lesson.phase) if lesson.phase else ""),
            ("authors", leaf.people(entry.authors)),
            ("owner", leaf.people((entry.owner,))),
            ("date", leaf.day(entry.date) if entry.date else ""),
            ("review", facts.review(leaf, entry)),
            ("outcome", word(leaf.ui, "outcome", lesson.outcome) if lesson.outcome else ""),
            ("causes", facts.configured(leaf, lesson.causes, leaf.catalog.settings.causes)),
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
    has_box = entry.part("do") is not None  # the box is the second thing on the page
    top = frame.head(leaf, entry, None if has_box else entry.summary, *_said(leaf, entry))
    top += _warning(leaf, entry, lesson) + do_box(leaf, entry, lesson)
    rest = Markup("").join(
        [
            _story(leaf, entry),
            lesson_evidence(leaf, entry, lesson),
            related_part(leaf, entry),
            of_lesson(leaf, entry, lesson),
        ]
    )
    headings = [one.heading for one in entry.body.sections if one.heading is not None and lesson_part(one) != "do"]
    beside = _facts(leaf, entry, lesson) + chips(leaf, topics_of(leaf, entry))
    return frame.entry_page(
        leaf, entry, sheet(leaf, top, beside, rest, [*headings, ("evidence", leaf.say("head.evidence"))])
    )
