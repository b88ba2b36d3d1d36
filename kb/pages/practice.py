"""The page of a practice: its purpose, when to use it and when not, the steps, and the lessons behind it."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.entry import Entry, Practice
from kb.model.fields import Change
from kb.model.kinds import Kind
from kb.model.page import Page
from kb.pages import addresses, facts, frame
from kb.pages.body import finished
from kb.pages.evidence import bar, further_sources
from kb.pages.grade import Evidence, evidence
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup, escape
from kb.pages.open_steps import of_practice
from kb.pages.paging import LongList, beginning, below, further, home_of_entry, of_entries
from kb.pages.related import related_part
from kb.pages.rows import chips, empty, newest, section, topics_of
from kb.pages.sheet import sheet

BEHIND = 8  # lessons that are named behind a practice, two in a line
PROJECTS = 6  # projects that are named behind a practice
_RULES = ("grade.rule.counts", "grade.rule.strong", "grade.rule.moderate", "grade.rule.thin", "grade.rule.less")


def lessons_behind(leaf: Leaf, entry: Entry, practice: Practice) -> list[Entry]:
    """Lessons that support a practice or changed it, or its translation, newest first."""
    pair = leaf.translation(entry)
    changes = practice.changelog + (pair.detail.changelog if pair and isinstance(pair.detail, Practice) else ())
    found = [one for change in changes for one in map(leaf.catalog.get, change.because) if one]
    for one in (entry, pair):
        found += leaf.catalog.referring(one.id, "practices") if one is not None else ()
    return newest({one.id: one for one in found if one.kind is Kind.LESSON}.values())


def _grade(leaf: Leaf, found: Evidence) -> Markup:
    """The grade in a word, what it counts, and the rule itself behind one click."""
    parts = [leaf.say("n.lesson", n=len(found.lessons))]
    parts.append(leaf.say("validated.n", n=found.checked) if found.checked else leaf.say("validated.none"))
    parts.append(leaf.say("n.project", n=len(found.projects)))
    if found.departments:
        parts.append(leaf.say("n.department", n=found.departments))
    for key, count in (("helped.n", found.helped), ("no_effect.n", found.no_effect), ("harmful.n", found.harmful)):
        parts += [leaf.say(key, n=count)] if count else []
    rule = Markup('<details class="kb-details kb-rule"><summary>{}</summary>\n<ul>{}</ul></details>\n').format(
        leaf.say("grade.how"), Markup().join(Markup("<li>{}</li>").format(leaf.say(key)) for key in _RULES)
    )
    grade = Markup('<p class="kb-grade kb-grade--{}"><strong>{}</strong> <span>{}</span></p>\n').format(
        found.grade, leaf.say(f"grade.{found.grade}"), leaf.say(f"grade.{found.grade}.means")
    )
    return grade + bar(leaf, parts) + _projects(leaf, found) + rule + _disputes(leaf, found)


def _projects(leaf: Leaf, found: Evidence) -> Markup:
    """The projects behind the practice by name; of very many the first few, whose lessons lead to the others."""
    if not found.projects:
        return Markup()
    names = leaf.joined([leaf.link(one) for one in found.projects[:PROJECTS]])
    rest = "" if len(found.projects) <= PROJECTS else " …"
    return Markup('<p class="kb-quiet kb-behind">{} {}{}</p>\n').format(leaf.say("behind.projects"), names, rest)


def _disputes(leaf: Leaf, found: Evidence) -> Markup:
    """A line of caution for each lesson that says otherwise than one behind the practice."""
    return Markup().join(
        Markup('<p class="kb-caution">{}</p>\n').format(
            escape(leaf.say("disputed")).format(lesson=leaf.link(one), other=leaf.link(other))
        )
        for one, other in found.disputes
    )


def _when(leaf: Leaf, practice: Practice) -> Markup:
    """When to use it and when not, side by side."""
    boxes = []
    for key, wanted in (("when", practice.when), ("not_when", practice.not_when)):
        lines = facts.conditions(leaf, wanted)
        if lines:
            items = Markup().join(Markup("<li>{}</li>").format(line) for line in lines)
            boxes.append(
                Markup('<div class="kb-when kb-when--{}"><h2 id="kb.{}">{}</h2><ul>{}</ul></div>').format(
                    "yes" if key == "when" else "no", key, leaf.say(f"head.{key}"), items
                )
            )
    return Markup('<div class="kb-columns">\n{}\n</div>\n').format(Markup("\n").join(boxes)) if boxes else Markup()


def framework_places(leaf: Leaf, practice: Practice) -> Markup:
    """The elements of models that a practice belongs to, as chips."""
    items = []
    for place in practice.framework:
        model = leaf.catalog.framework(place.model)
        element = model.element(place.element) if model is not None else None
        if model is not None and element is not None:
            href = leaf.here(addresses.of_framework(model.id), f"kb.{element.id}")
            items.append(Markup('<a href="{}">{}</a>').format(href, leaf.said(element.title)))
    return leaf.joined(items)


def _change(leaf: Leaf, change: Change) -> Markup:
    reasons = [leaf.link(one) for one in map(leaf.catalog.get, change.because) if one is not None]
    because = ""
    if reasons:
        because = Markup('<p class="kb-quiet">{} {}</p>').format(leaf.say("because"), leaf.joined(reasons))
    return Markup("<li>{}<div>{}{}</div></li>").format(leaf.day(change.date), leaf.said(change.change), because)


def _changelog(leaf: Leaf, practice: Practice) -> Markup:
    changes = sorted(practice.changelog, key=lambda one: one.date, reverse=True)
    items = Markup("\n").join(_change(leaf, one) for one in changes)
    return Markup('<ol class="kb-line">\n{}\n</ol>\n').format(items) if items else Markup()


def _evidence(leaf: Leaf, entry: Entry, lessons: list[Entry], proof: Evidence) -> Markup:
    if not lessons:
        return empty(leaf, "empty.lessons_behind", "do.write")
    return _grade(leaf, proof) + beginning(leaf, _behind(leaf, entry, lessons))


def _behind(leaf: Leaf, entry: Entry, lessons: list[Entry]) -> LongList[Entry]:
    return of_entries(leaf, lessons, below(entry, "lessons"), BEHIND, brief=True)


def further_practice_pages(leaf: Leaf, entry: Entry, practice: Practice) -> Iterator[Page]:
    """The lessons that a practice's page has no room for."""
    home = home_of_entry(leaf, entry)
    found = _behind(leaf, entry, lessons_behind(leaf, entry, practice))
    yield from further(leaf, found, home, f"{home.trail[-1][0]} · {leaf.say('head.lessons_behind')}")


def _facts(leaf: Leaf, entry: Entry, practice: Practice) -> Markup:
    return facts.strip(
        leaf,
        [
            ("owner", leaf.people((entry.owner,))),
            ("authors", leaf.people(entry.authors)),
            ("reviewed", leaf.day(entry.reviewed) if entry.reviewed else ""),
            ("review", facts.review(leaf, entry)),
            ("framework", framework_places(leaf, practice)),
            ("source", facts.sources(leaf, entry)),
            ("date", leaf.day(entry.date) if entry.date else ""),
        ],
    )


def practice_page(leaf: Leaf, entry: Entry, practice: Practice) -> Page:
    lessons = lessons_behind(leaf, entry, practice)
    proof = evidence(leaf.catalog, lessons)
    graded = Markup('<a href="#kb.evidence">{}</a>').format(leaf.say(f"grade.{proof.grade}"))
    ours = [
        ("evidence", leaf.say("head.lessons_behind"), _evidence(leaf, entry, lessons, proof)),
        ("changes", leaf.say("head.changelog"), _changelog(leaf, practice)),
        ("sources", leaf.say("head.sources"), further_sources(leaf, entry)),
    ]
    related = related_part(leaf, entry)
    top = frame.head(leaf, entry, practice.purpose or entry.summary, frame.means(leaf, entry), graded)
    top += _when(leaf, practice)
    rest = Markup().join(
        [
            finished(leaf, entry, entry.body.sections) or empty(leaf, "empty.steps", "do.write_it"),
            *(section(*one) for one in ours),
            related,
            of_practice(leaf, entry, practice, proof),
        ]
    )
    headings = [one.heading for one in entry.body.sections if one.heading is not None]
    parts = [(name, label) for name, label, inner in (*ours, ("related", leaf.say("head.related"), related)) if inner]
    beside = _facts(leaf, entry, practice) + chips(leaf, topics_of(leaf, entry))
    return frame.entry_page(leaf, entry, sheet(leaf, top, beside, rest, [*headings, *parts]))
