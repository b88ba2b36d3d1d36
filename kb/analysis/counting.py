"""How often a text says each of its words, whatever they are compared as: what every index begins with.

The one idea: a base has few different words, and says them often. So a document is only counted here, by words as they
are written; what a word is searched as (`words.tokens_of`) is asked once for all documents by whoever can wait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from kb.analysis.phrases import Phrases
from kb.analysis.stopwords import STOP_WORDS
from kb.analysis.words import LONGEST, is_han, pieces_of, word_tokens, word_unit


@dataclass(frozen=True, slots=True)
class Counted:
    """`words` are those that can be searched, folded, with how often they are said by weight: hyphened ones also as one
    word, Han characters and pairs of them, no stop words.

    `fields` are the weight and the pieces of each field, in order. Those are in `letters` or in `runs` of Han, once.
    """

    words: Mapping[str, int]
    fields: Sequence[tuple[int, Sequence[str]]]
    letters: Sequence[str]
    runs: Sequence[str]


def counted(fields: Iterable[tuple[int, str]]) -> Counted:
    """Count the words of (weight, text) pairs. Weights are whole numbers."""
    said: list[str] = []
    found: list[tuple[int, Sequence[str]]] = []
    for weight, text in fields:
        held, hyphened = pieces_of(text)
        found.append((weight, held))
        said += (held + hyphened) * weight
    words = Counter(said)
    if runs := [one for one in words if one >= "\u3005" and is_han(one)]:
        texts = [run for run in runs for _ in range(words.pop(run))]
    letters = [*words]
    if runs:
        words.update("".join(texts))
        words.update([pair for run in texts for pair in map(add, run, run[1:])])
    for word in [one for one in STOP_WORDS if one in words]:
        del words[word]
    return Counted(words, found, letters, runs)


def length(words: Mapping[str, int]) -> int:
    """How many tokens counted words give: one each, but for mixed ones."""
    mixed = [word for word in words if not word.isalpha() and not word.isdigit() and word.isascii()]
    return sum(words.values()) + sum(words[word] * (len(word_tokens(word)) - 1) for word in mixed)


def frequencies(words: Mapping[str, int]) -> dict[str, int]:
    """How often counted words give each token."""
    found: dict[str, int] = {}
    for word, count in words.items():
        if word.isascii():
            for token in word_tokens(word):
                found[token] = found.get(token, 0) + count
        else:
            found[word[:LONGEST]] = found.get(word[:LONGEST], 0) + count
    return found


def sequence(counted: Counted) -> str:
    """The units of all fields, apart by spaces, fields by lines: a phrase is a part of it."""
    said = dict(zip(counted.letters, map(word_unit, counted.letters), strict=True))
    said.update((run, " ".join(run)) for run in counted.runs)
    return "\n".join([f" {' '.join(map(said.__getitem__, field))} " for _, field in counted.fields])


def phrases_in(counted: Counted, phrases: Phrases[str]) -> dict[str, int]:
    """How often each of the phrases is said, by weight of the field. No phrase reaches from one field to another."""
    said = _in_phrases(counted, phrases)
    found: dict[str, int] = {}
    for weight, field in counted.fields:
        units: list[str] = []
        last = -1
        for at in [at for at, piece in enumerate(field) if piece in said]:
            if at > last + 1:
                units.append("")  # for what is in no phrase
            units += said[field[at]]
            last = at
        for _, _, phrase in phrases.find(units):
            found[phrase] = found.get(phrase, 0) + weight
    return found


def _in_phrases(counted: Counted, phrases: Phrases[str]) -> dict[str, Sequence[str]]:
    """The pieces of a text that may be in a phrase, with their units."""
    known = phrases.units
    units = zip(counted.letters, map(word_unit, counted.letters), strict=True)
    said: dict[str, Sequence[str]] = {one: (unit,) for one, unit in units if unit in known}
    said.update((run, run) for run in counted.runs if not known.isdisjoint(run))
    return said
