"""What the site's search index holds of one document: the only slow step of the index, and the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kb.ports.search import Document
from kb.query.concepts import Concepts
from kb.query.holding import words_of
from kb.query.weights import searched, weights

Forms = dict[str, int]  # a word as it is written → how often


@dataclass(frozen=True, slots=True)
class Terms:
    """`frequencies` by token are weighted, whole ones as integers; `words` counts those of letters and digits."""

    length: float
    frequencies: Mapping[str, float]
    words: Mapping[str, int]


def terms_of(document: Document, concepts: Concepts) -> Terms:
    found = weights(document, concepts)
    words: Counter[str] = Counter()
    for _, text in searched(document):
        words += words_of(text)
    frequencies = {token: _number(frequency) for token, frequency in found.frequencies.items()}
    return Terms(_number(found.length), frequencies, dict(words))


def _number(value: float) -> float:
    whole = int(value)
    return whole if value == whole else value
