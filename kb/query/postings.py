"""Which documents hold a token, and how often: asked for all of them as a set, and for one of them by its number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from kb.query import sets


class Postings:
    """The numbers of living documents, rising, and the weighted frequency in each of them."""

    __slots__ = ("_bits", "_frequencies", "_numbers")

    def __init__(self, numbers: Sequence[int] = (), frequencies: Sequence[float] = ()) -> None:
        self._numbers, self._frequencies = numbers, frequencies
        self._bits: int | None = None

    @classmethod
    def of(cls, frequencies: Mapping[int, float]) -> Postings:
        numbers = sorted(frequencies)
        return cls(numbers, [frequencies[number] for number in numbers])

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[int]:
        return iter(self._numbers)

    def items(self) -> Iterator[tuple[int, float]]:
        return zip(self._numbers, self._frequencies, strict=True)

    @property
    def bits(self) -> int:
        """The documents as a set."""
        if self._bits is None:
            self._bits = sets.of(self._numbers)
        return self._bits

    def frequency(self, number: int) -> float:
        """How often a document holds the token; 0 for one that does not."""
        at = bisect_left(self._numbers, number)
        return self._frequencies[at] if at < len(self._numbers) and self._numbers[at] == number else 0


NONE = Postings()
