"""The nearest known spelling of a query: words that no document holds, each replaced by one that some do.

English words are compared with the words that documents hold: first with how those begin, which their stems tell,
then as they are written. Chinese runs are compared with the names of topics, in which one character may differ.

What is near is offered. Only where nothing but a slip of the keys explains a word is the other one searched at once: a
letter is missing or there twice, or two are exchanged. Another letter mostly makes another word (`charge`, `change`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from string import ascii_lowercase
from typing import Protocol

from kb.analysis.folding import fold
from kb.analysis.words import is_han, word_tokens, word_unit
from kb.ports.search import Query
from kb.query.holding import is_word
from kb.query.reading import respelt

CANDIDATES = 6  # stems of which the written forms are looked at
SHORTEST = 4  # letters of an English word; a shorter one has too many neighbours
SURE = 5  # letters from which on one slip is beyond doubt, on either side


class Known(Protocol):
    """What an index holds, as far as spelling asks."""

    def holding(self, token: str) -> int:
        """How many documents hold a token."""
        ...

    def lexicon(self, prefix: str) -> Iterable[str]:
        """The tokens that begin with `prefix`."""
        ...

    def forms(self, token: str) -> Sequence[str]:
        """The words of which `token` is the stem, as people wrote them, the most frequent first: a quick look."""
        ...

    def written(self, token: str) -> Sequence[str]:
        """The few words of which `token` is the stem that most documents have: those that the site lists."""
        ...


def suggestion(query: Query, known: Known, names: Mapping[str, Sequence[str]]) -> str:
    """The query with its unknown words corrected, or nothing when there is nothing near.

    `names` are the words of every topic.
    """
    text = respelt(fold(query.text), dict(query.instead))
    called = sorted({fold(name) for words in names.values() for name in words})
    changed = False
    for word in query.words:
        better = _near_name(word, known, called) if is_han(word) else _near_word(word, known)
        if better and better != word:
            text, changed = _replaced(text, word, better), True
    return text if changed else ""


def as_meant(query: Query) -> str:
    """What was searched in the place of a query with slips of the keys; nothing where there were none."""
    return respelt(fold(query.text), dict(query.instead)) if query.instead else ""


def _replaced(text: str, word: str, better: str) -> str:
    if is_han(word):
        return text.replace(word, better)
    return re.sub(rf"\b{re.escape(word)}\b", lambda match: better, text)


def slips(query: Query, known: Known) -> tuple[tuple[str, str], ...]:
    """The plain words of a query that nobody has, each with the known one of which it is a slip of the keys.

    Names of topics and what stands in quotes are left as they are. While all words are known, nothing is compared.
    """
    asked = query.alternatives or (query,)
    quoted = {unit for one in asked for phrase in one.phrases for unit in phrase}
    named = {one.terms[at].token for one in asked for topic in one.expansions for at in topic.covers}
    return tuple(
        (word, better)
        for word in query.words
        if word_tokens(word) and not {word_unit(word)} & (quoted | named) and (better := _meant(word, known))
    )


def _meant(word: str, known: Known) -> str:
    """The one known word of which a word is a slip; nothing if there are two of them, or none.

    Only words with these beginnings are looked at: on the site, each is a list of its own.
    """
    if len(word) < SURE or not _is_unknown(word, known):
        return ""
    listed = {token for beginning in {word[:2], word[0] + word[2]} for token in known.lexicon(beginning)}
    found: dict[str, str] = {}
    for better in sorted(_without_slip(word)):
        token = word_unit(better)
        if token in listed and is_word(token) and word_tokens(better) and better in known.written(token):
            found.setdefault(token, better)
    return next(iter(found.values())) if len(found) == 1 else ""


def _without_slip(word: str) -> set[str]:
    """What may have been meant: two letters exchanged, one that is there twice left out, any letter put in."""
    found = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)}
    found.update(
        word[:at] + word[at + 1 :] for at in range(1, len(word)) if word[at] == word[at - 1] and len(word) > SURE
    )
    return found.union(word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in ascii_lowercase)


def _is_unknown(word: str, known: Known) -> bool:
    return len(word) >= SHORTEST and word.isascii() and word.isalpha() and not known.holding(word_unit(word))


def _near_word(word: str, known: Known) -> str:
    """The known word that is fewest typing mistakes away, the more frequent one of two that are equally near."""
    wanted = word_unit(word)
    if not _is_unknown(word, known):
        return ""
    limit = 1 if len(word) < 6 else 2
    near: dict[str, int] = {}
    for beginning in dict.fromkeys((word[:2], word[1::-1])):
        for token in known.lexicon(beginning):
            if max(3, len(wanted) - 5) <= len(token) <= len(word) + limit and token.isascii() and token.isalpha():
                near[token] = distance(token, word, limit, begun=True)
    stems = sorted(
        (token for token, apart in near.items() if apart <= limit),
        key=lambda token: (near[token], -len(token), -known.holding(token), token),
    )
    forms = [
        (apart, -known.holding(token), form)
        for token in stems[:CANDIDATES]
        for form in known.forms(token)
        if (apart := distance(word, form, limit)) <= limit
    ]
    return min(forms, default=(0, 0, ""))[2]


def _near_name(run: str, known: Known, called: Iterable[str]) -> str:
    """The Chinese name of a topic that is one character away from a run of which not every pair is known.

    Not a shorter name: without spaces, one character more may be another word.
    """
    if len(run) < 2 or all(known.holding(first + second) for first, second in pairwise(run)):
        return ""
    near = [name for name in called if 0 <= len(name) - len(run) <= 1 and distance(run, name, 1) == 1 and is_han(name)]
    return min(near, key=lambda name: (len(name), name), default="")


def distance(one: str, other: str, limit: int, begun: bool = False) -> int:
    """Typing mistakes between two words: a letter wrong, missing, too many, or two exchanged; `limit` + 1 if more.

    `begun`: of the other one only so much is compared as fits best.
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
    return min(min(row) if begun else row[-1], limit + 1)
