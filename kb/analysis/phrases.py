"""Where known sequences of units occur in a text: topics in a document, the words to mark in a snippet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

V = TypeVar("V")


class Phrases(Generic[V]):
    """Unit sequences with a value each. A sequence that is given twice keeps its first value.

    `units` are those of all sequences.
    """

    def __init__(self, pairs: Iterable[tuple[Sequence[str], V]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        seen: set[tuple[str, ...]] = set()
        for sequence, value in pairs:
            phrase = tuple(sequence)
            if phrase and phrase not in seen:
                seen.add(phrase)
                self._by_first.setdefault(phrase[0], []).append((phrase, value))
        for group in self._by_first.values():
            group.sort(key=lambda pair: len(pair[0]), reverse=True)
        self.units = frozenset(unit for phrase in seen for unit in phrase)
        # How every word begins that a first unit may be the stem of; short stems may end in a changed letter.
        self._beginnings: dict[str, set[V]] = {}
        for unit, group in self._by_first.items():
            values = self._beginnings.setdefault(unit[:3] if len(unit) > 3 else unit[:1], set())
            values.update(value for _, value in group)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def may_be_in(self, folded: str) -> int:
        """At most how many different values can be in a folded text: a quick look before a close one."""
        found = [values for beginning, values in self._beginnings.items() if beginning in folded]
        return len(found[0]) if len(found) == 1 else len(set().union(*found))

    def find(self, units: Sequence[str], overlapping: bool = False) -> Iterator[tuple[int, int, V]]:
        """(begin, end, value) of known sequences, from left to right.

        Of those that begin at one unit the longest, and the search goes on behind it; with `overlapping` all of
        them, the longest first, and it goes on at the next unit.
        """
        free = 0
        firsts = self._by_first
        for at in [at for at, unit in enumerate(units) if unit in firsts]:
            if at < free:
                continue
            for phrase, value in firsts[units[at]]:
                end = at + len(phrase)
                if end == at + 1 or tuple(units[at:end]) == phrase:
                    yield at, end, value
                    if not overlapping:
                        free = end
                        break
