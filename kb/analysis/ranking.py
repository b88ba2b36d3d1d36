"""How much a document says about a token: BM25 over weighted fields. Pure arithmetic, the same in the browser.

The fields of a document are counted as one text in which a word of the title stands several times ("simple
BM25F", Robertson, Zaragoza, Taylor 2004). So a posting is one number, and the index needs one posting per
token and document whatever the number of fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from kb.analysis.counting import counted, frequencies, phrases_in, sequence
from kb.analysis.phrases import Phrases

# On judged questions a plateau from 1.6 to 2.0 in English, and flat in Chinese; `b` as everybody has it.
K1 = 1.8
B = 0.75


@dataclass(frozen=True, slots=True)
class Weighted:
    """What an index holds of a document: how often it has each token, by weight of field, and its length.

    `sequence` is the units of all fields, apart by spaces, fields by lines: a phrase is a part of it.
    """

    frequencies: dict[str, int]
    length: int
    sequence: str


def weighted(fields: Iterable[tuple[int, str]], concepts: Phrases[str]) -> Weighted:
    """Count the tokens of (weight, text) pairs; each concept that occurs counts as a token of its own.

    Concepts add nothing to the length: they repeat what the words have said.
    """
    found = counted(fields)
    tokens = frequencies(found.words)
    return Weighted({**tokens, **phrases_in(found, concepts)}, sum(tokens.values()), sequence(found))


def rarity(documents: int, holding: int) -> float:
    """Inverse document frequency, never negative: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def dampening(length: float, average: float) -> float:
    """The part of BM25's denominator that only the document decides."""
    return K1 * (1 - B + B * length / average) if average else K1


def impact(frequency: float, damping: float) -> float:
    """What a token adds to a score before its rarity: grows with its frequency, never above K1 + 1."""
    return frequency * (K1 + 1) / (frequency + damping)
