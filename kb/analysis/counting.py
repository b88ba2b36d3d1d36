"""How often a text says each of its words, whatever they are compared as: what every index begins with.

The one idea: a base has few different words, and says them often. So a document is only counted here, by words as they
are written; what a word is searched as (`words.tokens_of`) is asked once for all documents by whoever can wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from operator import add

from kb.analysis.folding import fold
from kb.analysis.phrases import Phrases
from kb.analysis.stopwords import STOP_WORDS
from kb.analysis.words import is_han, joined, pieces, tokens_of, word_tokens, word_unit

_SOMETHING = ("",)  # stands for whatever is in no phrase


@dataclass(frozen=True, slots=True)
class Counted:
    """`words` are those that can be searched, folded, with how often they are said by weight: hyphened ones also as one
    word, Han characters and pairs of them, no stop words.

    `fields` are the weight and the pieces of each field, in order; `pieces` holds each of them once.
    """

    words: Mapping[str, int]
    fields: Sequence[tuple[int, Sequence[str]]]
    pieces: Sequence[str]


def counted(fields: Iterable[tuple[int, str]]) -> Counted:
    """Count the words of (weight, text) pairs. Weights are whole numbers."""
    words: Counter[str] = Counter()
    found: list[tuple[int, Sequence[str]]] = []
    for weight, text in fields:
        folded = fold(text)
        held = pieces(folded)
        found.append((weight, held))
        hyphened = joined(folded)
        for _ in range(weight):
            words.update(held)
            words.update(hyphened)
    distinct = [*words]
    if runs := [one for one in distinct if one >= "\u3005" and is_han(one)]:
        _count_han([run for run in runs for _ in range(words.pop(run))], words)
    for word in STOP_WORDS.intersection(words):
        del words[word]
    return Counted(words, found, distinct)


def _count_han(runs: Sequence[str], words: Counter[str]) -> None:
    words.update("".join(runs))
    words.update([pair for run in runs for pair in map(add, run, run[1:])])


def length(words: Mapping[str, int]) -> int:
    """How many tokens counted words give: one each, but for mixed ones."""
    mixed = [word for word in words if not word.isalpha() and not word.isdigit() and word.isascii()]
    return sum(words.values()) + sum(words[word] * (len(word_tokens(word)) - 1) for word in mixed)


def frequencies(words: Mapping[str, int]) -> dict[str, int]:
    """How often counted words give each token."""
    found: dict[str, int] = {}
    for word, count in words.items():
        for token in tokens_of(word):
            found[token] = found.get(token, 0) + count
    return found


def sequence(counted: Counted) -> str:
    """The units of all fields, apart by spaces, fields by lines: a phrase is a part of it."""
    said = {one: " ".join(one) if is_han(one) else word_unit(one) for one in counted.pieces}
    return "\n".join([f" {' '.join(map(said.__getitem__, field))} " for _, field in counted.fields])


def phrases_in(counted: Counted, phrases: Phrases[str]) -> dict[str, int]:
    """How often each of the phrases is said, by weight of the field. No phrase reaches from one field to another."""
    known = phrases.units
    said: dict[str, Sequence[str]] = {}
    for piece in counted.pieces:
        if is_han(piece):
            if not known.isdisjoint(piece):
                said[piece] = piece
        elif (unit := word_unit(piece)) in known:
            said[piece] = (unit,)
    found: dict[str, int] = {}
    for weight, field in counted.fields:
        units = [*chain.from_iterable(map(said.get, field, repeat(_SOMETHING)))]
        for _, _, phrase in phrases.find(units):
            found[phrase] = found.get(phrase, 0) + weight
    return found
