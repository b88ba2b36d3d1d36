"""Whether two texts say much of the same in the same words, and which sentences of them do.

A text is cut into runs of five words (or Han characters), each run becomes a number; the smallest of these numbers are
its sketch. Two sketches share about as much as the two texts do (A. Broder, "On the resemblance and containment of
documents", 1997), so that thousands of texts are compared without reading any of them again.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from kb.analysis.vagueness import sentences

SKETCH = 64  # numbers of a sketch; the error of an estimate is about 1 / sqrt(64)
_UNIT = re.compile(r"[a-z0-9\u00e0-\u024f]+|[\u3400-\u9fff]")  # quick: no stems, a word is alike or it is not
_LONGEST = 6_000  # characters of a text that are compared; who copies does so from the beginning
_RUN = 5  # units of a run
_SHORT_RUN = 3  # of a run when two sentences are compared
_CANDIDATE = 0.12  # share of a sketch from which on two texts are worth a closer look
ALIKE = 0.4  # share of the shorter text that the other one has too

Sketch = tuple[int, ...]


def _runs(text: str, length: int) -> frozenset[int]:
    found = _UNIT.findall(text[:_LONGEST].lower())
    cut = (" ".join(found[at : at + length]) for at in range(len(found) - length + 1))
    return frozenset(zlib.crc32(run.encode()) for run in cut)


def sketch(text: str) -> Sketch:
    """At most `SKETCH` numbers, sorted, that stand for a text; the same ones for the same text always."""
    return tuple(sorted(_runs(text, _RUN))[:SKETCH])


def candidates(asked: Mapping[str, Sketch], every: Mapping[str, Sketch]) -> dict[str, tuple[str, ...]]:
    """For each name of `asked`, the other names of `every` that may be alike, sorted."""
    values: dict[int, list[str]] = defaultdict(list)
    for name, numbers in asked.items():
        for number in numbers:
            values[number].append(name)
    shared: dict[str, Counter[str]] = {name: Counter() for name in asked}
    for other, numbers in every.items():
        for number in values.keys() & numbers:
            for name in values[number]:
                shared[name][other] += 1
    return {
        name: tuple(
            sorted(one for one, both in found.items() if one != name and _enough(asked[name], every[one], both))
        )
        for name, found in shared.items()
    }


def _enough(one: Sketch, other: Sketch, both: int) -> bool:
    return both >= max(2, _CANDIDATE * min(len(one), len(other)))


def likeness(one: str, other: str) -> float:
    """The share of the shorter text's runs that the other text has too, 0 to 1."""
    first, second = _runs(one, _RUN), _runs(other, _RUN)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0


def passages(one: str, other: str) -> tuple[str, str]:
    """The sentence of each text that is most like one of the other's; two empty ones where none is."""
    theirs = [(sentence, _runs(sentence, _SHORT_RUN)) for sentence in sentences(other)]
    pairs = (
        (len(runs & beside), -at, mine, sentence)
        for at, (mine, runs) in enumerate(_cut(sentences(one)))
        for sentence, beside in theirs
    )
    best = max(pairs, default=(0, 0, "", ""))
    return (best[2], best[3]) if best[0] else ("", "")


def _cut(found: Iterable[str]) -> Iterable[tuple[str, frozenset[int]]]:
    return ((sentence, _runs(sentence, _SHORT_RUN)) for sentence in found)
