"""Words that stand beside each other in a query, near each other in a document: what that adds to its score.

Only the first ten by words are put in order with it. On the judged collections that is where it helps, and a browser
has fetched their texts anyway. A Chinese run needs none of it within itself: its pairs of characters say it already.
In step with `kb/scripts/search/nearness.js`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from kb.analysis.ranking import K1, impact
from kb.ports.search import Neighbours

# Measured on two judged collections: reaches from 40 to 100 and shares from 0.2 to 0.4 are a plateau, looking at
# twenty documents gives less than looking at ten.
FIRST = 10  # documents
REACH = 40  # characters of the sequence between both: seven English words, or twenty Chinese characters
WITHIN = 1_600  # characters of a field's sequence: what a browser has when it has the beginning of a long text
SHARE = 0.3  # of what a token that is as rare as the more frequent of both words would add


def neighbours(words: Iterable[tuple[Sequence[str], Sequence[str]]]) -> tuple[Neighbours, ...]:
    """What stands side by side in a query, each pair once; a word is (its units, the tokens that stand for it)."""
    made = (
        Neighbours(f" {' '.join(first)} ", f" {' '.join(second)} ", (*tokens, *others))
        for (first, tokens), (second, others) in pairwise(words)
        if first != second
    )
    return tuple(dict.fromkeys(made))


def rarities(pairs: Iterable[Neighbours], rarity_of: Callable[[str], float]) -> list[tuple[Neighbours, float]]:
    """Each pair with what its more frequent word says; none of which a word is unknown (`rarity_of` gives 0)."""
    found = ((pair, min(map(rarity_of, pair.tokens))) for pair in pairs)
    return [(pair, says) for pair, says in found if says > 0]


def near(pairs: Iterable[tuple[Neighbours, float]], sequence: str) -> list[tuple[Neighbours, int, float]]:
    """Each pair that is near in a document with this sequence of units: how often, and what that adds to its score."""
    lines = [line[:WITHIN] for line in sequence.split("\n")]
    counted = ((pair, says, sum(_times(pair, line) for line in lines)) for pair, says in pairs)
    return [(pair, times, SHARE * says * impact(times, K1)) for pair, says, times in counted if times]


def _times(pair: Neighbours, line: str) -> int:
    """How often the first word stands in a field with the second one near it, on either side."""
    if pair.first not in line or pair.second not in line:
        return 0
    others = _places(pair.second, line)
    count = at = 0
    for place in _places(pair.first, line):
        while at < len(others) and others[at] + len(pair.second) < place - REACH:
            at += 1
        count += at < len(others) and others[at] <= place + len(pair.first) + REACH
    return count


def _places(word: str, line: str) -> list[int]:
    found: list[int] = []
    at = line.find(word)
    while at >= 0:
        found.append(at)
        at = line.find(word, at + len(word) - 1)
    return found
