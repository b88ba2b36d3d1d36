"""The nearest known spelling of a query: words that no document holds, each replaced by one that some do.

English words are compared by their stems, so that whatever is suggested is found; Chinese runs with the names
of topics, in which one character may differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from kb.analysis.folding import fold
from kb.analysis.words import is_han, pieces, word_unit
from kb.ports.search import Query

SHORTEST = 4  # letters of an English word; a shorter one has too many neighbours

Lexicon = Callable[[str], Iterable[str]]  # the beginning of tokens → the tokens that begin with it


def suggestion(
    query: Query,
    known: Callable[[str], bool],
    lexicon: Lexicon,
    surface: Callable[[str], str],
    names: Mapping[str, Sequence[str]],
) -> str:
    """The query with its unknown words corrected, or nothing when there is nothing near.

    `known` tells whether a token is in the index, `surface` gives a word of which a token is the stem, and
    `names` are the words of every topic.
    """
    text = fold(query.text)
    called = sorted({fold(name) for words in names.values() for name in words})
    changed = False
    for word in query.words:
        if is_han(word):
            better = _near_name(word, called) if not _all_known(word, known) else ""
        else:
            better = "" if known(word_unit(word)) else _near_word(word, lexicon, surface, called)
        if better and better != word:
            text, changed = _replaced(text, word, better), True
    return text if changed else ""


def _replaced(text: str, word: str, better: str) -> str:
    if is_han(word):
        return text.replace(word, better)
    return re.sub(rf"\b{re.escape(word)}\b", lambda match: better, text)


def _all_known(run: str, known: Callable[[str], bool]) -> bool:
    return all(known(first + second) for first, second in zip(run, run[1:], strict=False)) if len(run) > 1 else known(run)


def _near_word(word: str, lexicon: Lexicon, surface: Callable[[str], str], called: Iterable[str]) -> str:
    """The known word that is fewest typing mistakes away, and shares a letter at the beginning."""
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return ""
    wanted = word_unit(word)
    limit = 1 if len(wanted) < 6 else 2
    from_names = {piece for name in called for piece in pieces(name) if piece.isascii() and piece.isalpha()}
    stems = {word_unit(piece): piece for piece in sorted(from_names, reverse=True)}
    best: tuple[int, int, str] | None = None
    for beginning in dict.fromkeys((wanted[0], wanted[1])):
        for candidate in (*(stem for stem in stems if stem.startswith(beginning)), *lexicon(beginning)):
            if abs(len(candidate) - len(wanted)) > limit or not candidate.isalpha():
                continue
            apart = distance(wanted, candidate, limit)
            if apart <= limit and (best is None or (apart, candidate not in stems, candidate) < best):
                best = (apart, candidate not in stems, candidate)
    return (stems.get(best[2]) or surface(best[2])) if best else ""


def _near_name(run: str, called: Iterable[str]) -> str:
    """The Chinese name of a topic that differs in one character, or that the run holds with one more or less."""
    if len(run) < 2:
        return ""
    near = [
        name
        for name in called
        if is_han(name + " ") and len(name) > 1 and abs(len(name) - len(run)) <= 1 and distance(run, name, 1) == 1
    ]
    return min(near, key=lambda name: (abs(len(name) - len(run)), name), default="")


def distance(one: str, other: str, limit: int) -> int:
    """Typing mistakes between two words: a letter wrong, missing, too many, or two exchanged; `limit` + 1 if more.

    Optimal string alignment (Damerau 1964), row by row, given up as soon as a row is above the limit.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row = row, [i] + [0] * len(other)
        for j, against in enumerate(other, 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > limit:
            return limit + 1
        before = last
    return min(row[-1], limit + 1)
