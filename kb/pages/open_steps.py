"""What would make an entry more trusted: the steps that are still open, said once, at the end of its page.

It is for the curator, and so not in the public edition. Readers learn from the line under the title how far the entry
has come; what nobody has done yet is not repeated among the facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.model.entry import Entry, Lesson, Practice
from kb.model.kinds import Audience, Status
from kb.pages.grade import Evidence
from kb.pages.leaf import Leaf
from kb.pages.markup import Markup
from kb.pages.rows import section
from kb.pages.trust import OUT_OF_USE

_NEXT = {Status.PROPOSED: "check", Status.VALIDATED: "use", Status.APPLIED: "effect"}


def of_lesson(leaf: Leaf, entry: Entry, lesson: Lesson) -> Markup:
    """The open steps of a lesson; nothing for one that has come all the way or was put aside."""
    return _part(leaf, entry, _open_steps(entry, lesson))


def _open_steps(entry: Entry, lesson: Lesson) -> Iterator[str]:
    if not entry.sources and not lesson.project:
        yield "source"
    if not entry.owner:
        yield "owner"
    if entry.status in _NEXT:
        yield _NEXT[entry.status]


def of_practice(leaf: Leaf, entry: Entry, practice: Practice, proof: Evidence) -> Markup:
    """The open steps of a practice. One without lessons says so where they would stand."""
    steps = [("owner", not entry.owner), ("lessons", bool(proof.lessons) and not proof.checked)]
    steps += [("result", bool(proof.lessons) and not proof.helped), ("review", entry.reviewed is None)]
    return _part(leaf, entry, (key for key, is_open in steps if is_open))


def _part(leaf: Leaf, entry: Entry, steps: Iterator[str]) -> Markup:
    if entry.status in OUT_OF_USE or leaf.edition.audience is Audience.PUBLIC:
        return Markup()
    items = Markup("\n").join(Markup("<li>{}</li>").format(leaf.say(f"trust.{key}")) for key in steps)
    return section(
        "trust", leaf.say("head.trust"), Markup('<ul class="kb-trust">{}</ul>\n').format(items) if items else items
    )
