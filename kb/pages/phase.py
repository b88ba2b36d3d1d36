"""The page behind “I am about to …”: what lessons and practices say for one phase of a project."""

from __future__ import annotations

from markupsafe import Markup

from kb.model.entry import Entry, Lesson, Practice
from kb.model.kinds import PHASES, Kind, Status
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.leaf import Leaf
from kb.pages.rows import empty, newest, rows, section

OUT_OF_USE = (Status.REJECTED, Status.SUPERSEDED, Status.RETIRED, Status.DEPRECATED)


def phases_of(entry: Entry) -> tuple[str, ...]:
    """The phases for which an entry is meant."""
    match entry.detail:
        case Lesson(phase=phase, applies_when=wanted):
            return ((phase,) if phase else ()) + (wanted.phases if wanted else ())
        case Practice(when=wanted):
            return wanted.phases if wanted else ()
    return ()


def for_phase(leaf: Leaf, phase: str) -> list[Entry]:
    """Lessons and practices in use that are meant for a phase, newest first."""
    both = (*leaf.catalog.of(Kind.LESSON), *leaf.catalog.of(Kind.PRACTICE))
    return newest(one for one in both if phase in phases_of(one) and one.status not in OUT_OF_USE)


def phase_chips(leaf: Leaf, current: str = "") -> Markup:
    """Links to all phases; the one that is open is marked."""
    items = Markup("").join(
        Markup('<li><a href="{}"{}>{}</a></li>').format(
            leaf.here(addresses.of_phase(one)),
            Markup(' aria-current="page"') if one == current else "",
            leaf.say(f"todo.{one}"),
        )
        for one in PHASES
    )
    return Markup('<nav class="kb-phases" aria-label="{}">\n{}<ul>{}</ul>\n</nav>\n').format(
        leaf.say("home.about_to"),
        "" if current else Markup("<span>{}</span>\n").format(leaf.say("home.about_to")),
        items,
    )


def phase_page(leaf: Leaf, phase: str) -> Page:
    found = for_phase(leaf, phase)
    parts = [
        (
            "practices",
            leaf.say("nav.practices"),
            rows(leaf, [one for one in found if one.kind is Kind.PRACTICE], False),
        ),
        ("lessons", leaf.say("nav.lessons"), rows(leaf, [one for one in found if one.kind is Kind.LESSON], False)),
    ]
    title = leaf.say("phase.title", do=leaf.say(f"todo.{phase}"))
    html = Markup().join(
        [
            frame.title_block(title, leaf.say("phase.lead")),
            phase_chips(leaf, phase),
            Markup().join(section(*one) for one in parts)
            or empty(leaf, "empty.phase", "do.write", fragment="kb.lesson"),
        ]
    )
    return frame.generated_page(leaf, addresses.of_phase(phase), title, html, tab="", phase=phase)
