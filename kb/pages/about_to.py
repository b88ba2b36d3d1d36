"""“I am about to …” on the home page: for each phase of a project the few entries that one would rely on first."""

from __future__ import annotations

from kb.model.entry import Entry
from kb.model.kinds import PHASES
from kb.pages import addresses
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.phase import for_phase
from kb.pages.rows import row, row_list
from kb.pages.trust import far

EACH = 3


def about_to(leaf: Leaf) -> Markup:
    """The phases that somebody has written for, each with its first entries; the others in one line under them."""
    found, first = _found(leaf)
    cells = Markup().join(
        Markup('<section class="kb-phase">\n<h3>{}</h3>\n{}</section>\n').format(
            _link(leaf, phase, len(entries)),
            row_list(row(leaf, one, brief=True) for one in first[phase]),
        )
        for phase, entries in found.items()
        if entries
    )
    without = Markup(" ").join(_link(leaf, phase) for phase, entries in found.items() if not entries)
    rest = Markup('<p class="kb-phase__rest">{} {}</p>\n').format(leaf.say("home.no_phase"), without)
    return Markup(
        '<section class="kb-about" aria-labelledby="kb.about">\n<h2 id="kb.about">{}</h2>\n{}{}</section>\n'
    ).format(
        leaf.say("home.about_to"),
        Markup('<div class="kb-about__phases">\n{}</div>\n').format(cells) if cells else "",
        rest if without else "",
    )


def shown(leaf: Leaf) -> set[str]:
    """Ids of the entries that stand under a phase."""
    return {one.id for entries in _found(leaf)[1].values() for one in entries}


def _found(leaf: Leaf) -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
    """By phase all entries that are meant for it, and those of them that home shows."""

    def find() -> tuple[dict[str, list[Entry]], dict[str, list[Entry]]]:
        found = {phase: leaf.readable(for_phase(leaf, phase)) for phase in PHASES}
        return found, _first(found)

    return leaf.once("about to", find)


def _first(found: dict[str, list[Entry]]) -> dict[str, list[Entry]]:
    """The first entries of each phase; of those that have come equally far, one that no phase before it shows."""
    shown: set[str] = set()
    chosen = {}
    for phase, entries in found.items():
        chosen[phase] = sorted(entries, key=lambda one: (-far(one), one.id in shown))[:EACH]
        shown.update(one.id for one in chosen[phase])
    return chosen


def _link(leaf: Leaf, phase: str, count: int = 0) -> Markup:
    shown = Markup(' <span class="kb-count">{}</span>').format(count) if count else ""
    way = leaf.here(addresses.of_phase(phase))
    return Markup('<a href="{}">{}</a>{}').format(way, leaf.say(f"todo.{phase}"), shown)
