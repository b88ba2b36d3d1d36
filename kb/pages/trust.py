"""Which of several lessons and practices one would rather rely on: what has come further and has more behind it."""

from __future__ import annotations

from collections.abc import Iterable

from kb.model.entry import Entry, Lesson, Practice
from kb.model.kinds import Status
from kb.pages.leaf import Leaf

OUT_OF_USE = (Status.REJECTED, Status.SUPERSEDED, Status.RETIRED, Status.DEPRECATED)
_FAR = {Status.LEARNED: 3, Status.ADOPTED: 3, Status.APPLIED: 2, Status.TRIAL: 1, Status.VALIDATED: 1}


def far(entry: Entry) -> int:
    """How far an entry has come, from 0: nobody has confirmed it."""
    return _FAR.get(entry.status or Status.PROPOSED, 0)


def _behind(entry: Entry) -> int:
    """How many practices, checks and lessons an entry itself names as standing behind it."""
    match entry.detail:
        case Lesson(practices=practices, effectiveness=checks):
            return len(practices) + len(checks)
        case Practice(changelog=changes):
            return sum(len(one.because) for one in changes)
    return 0


def by_trust(leaf: Leaf, entries: Iterable[Entry]) -> list[Entry]:
    """Furthest first; of equals those in the reader's language, then by what stands behind them, then the newest."""
    return sorted(
        entries,
        key=lambda one: (
            -far(one),
            one.ui != leaf.ui,
            -_behind(one),
            -(one.date.toordinal() if one.date else 0),
            one.id,
        ),
    )
