"""What the site's search index holds of one document: the only slow step of the index, and the same every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kb.ports.search import Document
from kb.query.concepts import Concepts
from kb.query.holding import words_and_tokens
from kb.query.weights import searched, weights

Forms = dict[str, int]  # a word as it is written → how often


@dataclass(frozen=True, slots=True)
class Terms:
    """`frequencies` by token are weighted, whole ones as integers; `forms` by token count the words that gave it."""

    length: float
    frequencies: Mapping[str, float]
    forms: Mapping[str, Forms]


def terms_of(document: Document, concepts: Concepts) -> Terms:
    found = weights(document, concepts)
    forms: dict[str, Forms] = defaultdict(dict)
    for _, text in searched(document):
        for token, word, count in words_and_tokens(text):
            written = forms[token]
            written[word] = written.get(word, 0) + count
    frequencies = {token: _number(frequency) for token, frequency in found.frequencies.items()}
    return Terms(_number(found.length), frequencies, dict(forms))


def _number(value: float) -> float:
    whole = int(value)
    return whole if value == whole else value
