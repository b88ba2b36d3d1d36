"""The page behind “I am about to …”: what lessons and practices say for one phase of a project."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.entry import Entry, Lesson, Practice
from kb.model.kinds import PHASES, Kind
from kb.model.page import Page
from kb.pages import addresses, frame
from kb.pages.checklist import checklist
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.paging import LongList, beginning, further, home_of_page, of_entries
from kb.pages.rows import empty, section
from kb.pages.trust import OUT_OF_USE, by_trust


def phases_of(entry: Entry) -> tuple[str, ...]:
    """The phases for which an entry is meant."""
    match entry.detail:
        case Lesson(phase=phase, applies_when=wanted):
            return ((phase,) if phase else ()) + (wanted.phases if wanted else ())
        case Practice(when=wanted):
            return wanted.phases if wanted else ()
    return ()


def for_phase(leaf: Leaf, phase: str) -> list[Entry]:
    """Lessons and practices in use that are meant for a phase, those first that one would rely on."""
    both = (*leaf.catalog.of(Kind.LESSON), *leaf.catalog.of(Kind.PRACTICE))
    return by_trust(leaf, (one for one in both if phase in phases_of(one) and one.status not in OUT_OF_USE))


def phase_chips(leaf: Leaf, current: str) -> Markup:
    """Links to all phases; the one that is open is marked."""
    items = Markup("").join(
        Markup('<li><a href="{}"{}>{}</a></li>').format(
            leaf.here(addresses.of_phase(one)),
            Markup(' aria-current="page"') if one == current else "",
            leaf.say(f"todo.{one}"),
        )
        for one in PHASES
    )
    return Markup('<nav class="kb-phases" aria-label="{}">\n<ul>{}</ul>\n</nav>\n').format(
        leaf.say("home.about_to"), items
    )


def _lists(leaf: Leaf, phase: str) -> dict[Kind, LongList[Entry]]:
    found = for_phase(leaf, phase)
    return {
        kind: of_entries(leaf, [one for one in found if one.kind is kind], f"{addresses.of_phase(phase)}{kind}/")
        for kind in (Kind.PRACTICE, Kind.LESSON)
    }


def phase_page(leaf: Leaf, phase: str) -> Page:
    address = addresses.of_phase(phase)
    lists = _lists(leaf, phase)
    parts = [
        (
            addresses.NAV_KEYS[kind],
            leaf.say(f"nav.{addresses.NAV_KEYS[kind]}"),
            beginning(leaf, one),
        )
        for kind, one in lists.items()
    ]
    title = leaf.say("phase.title", do=leaf.say(f"todo.{phase}"))
    html = Markup().join(
        [
            frame.title_block(title, leaf.say("phase.lead")),
            phase_chips(leaf, phase),
            Markup('<div class="kb-for-phase">\n{}<div>\n{}</div>\n</div>\n').format(
                checklist(leaf, lists[Kind.LESSON].items),
                Markup().join(section(*one) for one in parts) or empty(leaf, "empty.phase", "do.write"),
            ),
        ]
    )
    return frame.generated_page(
        leaf, address, title, html, tab="", wide=True, phase=phase, description=leaf.say("phase.lead")
    )


def further_phase_pages(leaf: Leaf, phase: str) -> Iterator[Page]:
    """What the phase's page has no room for, kind by kind."""
    name = leaf.say("phase.title", do=leaf.say(f"todo.{phase}"))
    home = home_of_page(leaf, addresses.of_phase(phase), name, [], "")
    for kind, one in _lists(leaf, phase).items():
        yield from further(leaf, one, home, f"{name} · {leaf.say(f'nav.{addresses.NAV_KEYS[kind]}')}")
