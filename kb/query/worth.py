"""What an entry's state, age and proof make of its score, whatever it says: a factor near 1.

Of two entries that say the same, the one that has proved itself and the newer one come first; no entry comes before
one that answers better. Age is counted from the newest entry and not from today: an answer that nobody changed stays.
In step with `kb/scripts/search/worth.js`, which gets these numbers with the index.
"""

from __future__ import annotations

from datetime import date

# How far apart these may be was measured: given out at random on judged collections, where they say nothing, all three
# together take .004 (English) and .001 (Chinese) off nDCG@10; of two copies that differ in one word of twenty, the
# newer one comes first in 75 of 100 questions instead of 50.
STATES = {"learned": 1.1, "applied": 1.06, "validated": 1.03, "adopted": 1.06, "trial": 1.03, "deprecated": 0.8}
EFFECTS = {"effective": 1.05, "ineffective": 0.9}  # what the latest check of a lesson's effect said
FRESH = 0.05  # what the newest entry gets more than a very old one
HALVED = 3 * 365.25  # days after which half of that is left


def worth(status: str, effect: str, day: str, newest: str) -> float:
    """The factor of a score. Dates are ISO; an entry without one is as good as an old one."""
    return STATES.get(status, 1.0) * EFFECTS.get(effect, 1.0) * (1 + FRESH * _freshness(day, newest))


def _freshness(day: str, newest: str) -> float:
    """1 for the newest, half of it for every `HALVED` days before."""
    if not day:
        return 0.0
    age: float = 0.5 ** ((date.fromisoformat(newest) - date.fromisoformat(day)).days / HALVED)
    return age
