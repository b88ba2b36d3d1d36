"""The evidence on a lesson's page: how far it has come, who took it up, what came of it, where it was said."""

from __future__ import annotations

from kb.model.entry import Entry, Lesson, Practice, Project
from kb.model.fields import Change, Disposition, Source
from kb.model.kinds import Kind
from kb.pages.facts import source_name, told_among_the_facts
from kb.pages.labels import word
from kb.pages.leaf import Leaf
from kb.pages.markup import DOT, Markup, escape
from kb.pages.rows import row, row_list, section
from kb.pages.way import way

_CELL = Markup("<td>{}</td>")
_NO_RESULT = Markup('<td class="kb-none">–</td>')


def changes_because_of(leaf: Leaf, lesson_id: str) -> list[tuple[Entry, Change]]:
    """(practice, change) for every changelog line that names this lesson, by practice and date."""
    found = []
    for practice in leaf.catalog.referring(lesson_id, "changelog"):
        if isinstance(practice.detail, Practice):
            named = [one for one in practice.detail.changelog if lesson_id in one.because]
            found += [(practice, one) for one in named]
    return sorted(found, key=lambda pair: (pair[0].id, pair[1].date))


def dispositions_of(leaf: Leaf, lesson_id: str) -> list[tuple[Entry, Disposition]]:
    """(project, what it decided) for this lesson, by project."""
    return [
        (project, one)
        for project in leaf.catalog.referring(lesson_id, "dispositions")
        if isinstance(project.detail, Project)
        for one in project.detail.dispositions
        if one.lesson == lesson_id
    ]


def supported(leaf: Leaf, entry: Entry, lesson: Lesson) -> list[Entry]:
    """Practices that this lesson supports or has changed, by id."""
    found = [one for one in map(leaf.catalog.get, lesson.practices) if one is not None]
    found += leaf.catalog.referring(entry.id, "changelog")
    return sorted({one.id: one for one in found}.values(), key=lambda one: one.id)


def lesson_evidence(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    """The whole part; what nobody has done yet is left to the end of the page."""
    practices = supported(leaf, entry, lesson)
    decided = dispositions_of(leaf, entry.id)
    inner = Markup().join(
        [
            way(leaf, entry, lesson),
            _bar(leaf, lesson, len(practices), decided),
            _practices(leaf, entry, practices),
            section("used", leaf.say("head.dispositions"), disposition_table(leaf, decided), level=3),
            section("effect", leaf.say("head.effect"), _effect(leaf, lesson), level=3),
            section("again", leaf.say("head.recurs"), _recurring(leaf, entry, lesson), level=3),
            section("sources", leaf.say("head.sources"), further_sources(leaf, entry), level=3),
        ]
    )
    return section("evidence", leaf.say("head.evidence"), inner)


def _bar(leaf: Leaf, lesson: Lesson, practices: int, decided: list[tuple[Entry, Disposition]]) -> Markup:
    used = {project.id for project, one in decided if one.decision in ("adopted", "adapted")}
    counts = [("supports.n", practices), ("used.n", len(used))]
    for result, key in (("helped", "helped.n"), ("no-effect", "no_effect.n"), ("harmful", "harmful.n")):
        counts.append((key, sum(one.result == result for _, one in decided)))
    counts.append(("checked.n", len(lesson.effectiveness)))
    return bar(leaf, [leaf.say(key, n=count) for key, count in counts if count])


def bar(leaf: Leaf, parts: list[str]) -> Markup:
    """Counts in one line; nothing if there is but one, which the list below it shows as well."""
    if len(parts) < 2:
        return Markup()
    return Markup('<p class="kb-evidence">{}</p>\n').format(
        DOT.join(Markup("<span>{}</span>").format(one) for one in parts)
    )


def _practices(leaf: Leaf, entry: Entry, practices: list[Entry]) -> Markup:
    changed = {practice.id: change for practice, change in changes_because_of(leaf, entry.id)}
    items = []
    for practice in practices:
        change = changed.get(practice.id)
        note = Markup()
        if change is not None:
            note = Markup("{} – {}").format(leaf.day(change.date), leaf.said(change.change))
        items.append(row(leaf, practice, note))
    return section("supports", leaf.say("head.supports"), row_list(items), level=3)


def disposition_table(leaf: Leaf, decided: list[tuple[Entry, Disposition]]) -> Markup:
    """A table of (project or lesson, decision); nothing if there is none, and no column that nobody has filled."""
    if not decided:
        return Markup()
    results = [word(leaf.ui, "result", one.result) if one.result else "" for _, one in decided]
    reasons = [one.reason for _, one in decided]
    columns = [
        (f"kind.{decided[0][0].kind}", [Markup("<th scope=row>{}</th>").format(leaf.link(one)) for one, _ in decided]),
        ("fact.decision", [_CELL.format(_decision(leaf, one)) for _, one in decided]),
        ("fact.result", [_CELL.format(one) if one else _NO_RESULT for one in results] if any(results) else []),
        ("fact.reason", [_CELL.format(one) for one in reasons] if any(reasons) else []),
    ]
    shown = [(leaf.say(key), cells) for key, cells in columns if cells]
    head = Markup("").join(Markup("<th scope=col>{}</th>").format(name) for name, _ in shown)
    lines = zip(*(cells for _, cells in shown), strict=True)
    return Markup(
        '<div class="kb-scroll"><table class="kb-table">\n<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table></div>\n'
    ).format(head, Markup("\n").join(Markup("<tr>{}</tr>").format(Markup().join(line)) for line in lines))


def _decision(leaf: Leaf, one: Disposition) -> Markup:
    about = [leaf.day(one.on)] if one.on is not None else []
    about += [by] if (by := leaf.people((one.by,))) else []
    decided = escape(word(leaf.ui, "decision", one.decision))
    if not about:
        return decided
    return Markup('{}<br><span class="kb-quiet">{}</span>').format(decided, leaf.joined(about))


def _effect(leaf: Leaf, lesson: Lesson) -> Markup:
    lines = []
    for check in sorted(lesson.effectiveness, key=lambda one: one.date):
        who = leaf.people((check.by,))
        lines.append(
            Markup("<li><strong>{}</strong> · {}{}{}</li>").format(
                word(leaf.ui, "result", check.result),
                leaf.day(check.date),
                Markup(" · {}").format(who) if who else "",
                Markup("<br>{}").format(check.note) if check.note else "",
            )
        )
    return Markup('<ul class="kb-plain">{}</ul>').format(Markup("\n").join(lines)) if lines else Markup()


def _recurring(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    found = [one for one in map(leaf.catalog.get, lesson.recurs) if one is not None]
    found += leaf.catalog.referring(entry.id, "recurs")
    unique = sorted({one.id: one for one in found if one.kind is Kind.LESSON}.values(), key=lambda one: one.id)
    return row_list(row(leaf, one) for one in unique)


def further_sources(leaf: Leaf, entry: Entry) -> Markup:
    """The sources, unless the facts have said all that is known of them."""
    return Markup() if told_among_the_facts(entry) else sources(leaf, entry)


def sources(leaf: Leaf, entry: Entry) -> Markup:
    """Where an entry comes from, if it says so; an uncited claim says so in words."""
    lines = [_source(leaf, one) for one in entry.sources]
    shown = [one for one in lines if one]
    return Markup('<ul class="kb-sources">\n{}\n</ul>\n').format(Markup("\n").join(shown)) if shown else Markup()


def _source(leaf: Leaf, source: Source) -> Markup:
    name = source_name(leaf, source)
    quote = Markup("<blockquote>{}</blockquote>").format(source.quote) if source.quote else Markup()
    doubt = "" if source.cited else Markup('<p class="kb-caution">{}</p>').format(leaf.say("uncited"))
    if not (name or quote):
        return Markup()
    return Markup("<li>{}{}{}</li>").format(name, quote, doubt)
