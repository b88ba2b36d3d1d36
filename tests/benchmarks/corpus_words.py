"""Text → the same text with other words: as long, as marked up, as frequent, and never twice the same.

A word is replaced by one of the same length that some sample holds, drawn as often as samples use it, so that
an index of the copies looks like an index of real text. One replaced word in forty is a new one, because the
vocabulary of real text grows with its size. Addresses, tags and code languages are left alone; code itself is
changed too, so that nothing can be highlighted once and used twice.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_KEPT = (
    r"\w+://[^\s)>\]\"']+",  # an address
    r"\]\([^)]*\)|\]\[[^\]]*\]",  # where a link leads
    r"^ {0,3}\[[^\]\n]+\]:.*$",
    r"^[ \t>]*(?:`{3,}|~{3,}).*$",  # a fence and its language
    r"<[^>\n]*>|&\w+;|\{[^}\n]*\}|\S+@\S+",
)
_WORD = r"(?<![A-Za-z])[A-Za-z]?[a-z]{3,}(?![A-Za-z])"
_HAN = "[\u4e00-\u9fff]{2}"
_TOKEN = re.compile(rf"(?P<kept>{'|'.join(_KEPT)})|(?P<word>{_WORD})|(?P<han>{_HAN})", re.MULTILINE)
_NEW = 1 / 40
_LETTERS = "aeiouaeioulnrstlnrstbcdfghkmpvwy"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words in small letters by their length, and pairs of Chinese characters: each as often as it was met."""

    words: dict[int, list[str]]
    han: list[str]


def lexicon(texts: Iterable[str]) -> Lexicon:
    """The words of some texts."""
    words: dict[int, list[str]] = defaultdict(list)
    han: list[str] = []
    for text in texts:
        for found in _TOKEN.finditer(text):
            if found.lastgroup == "word":
                words[len(found.group())].append(found.group().lower())
            elif found.lastgroup == "han":
                han.append(found.group())
    return Lexicon(dict(words), han)


def changed(text: str, lexicon: Lexicon, rng: random.Random, share: float = 0.3) -> str:
    """`text` with about `share` of its longer words replaced; length and markup stay."""

    def other(found: re.Match[str]) -> str:
        old = found.group()
        if found.lastgroup == "kept" or rng.random() >= share:
            return old
        if found.lastgroup == "han":
            return _drawn(lexicon.han, rng, old)
        if rng.random() < _NEW:
            new = "".join(rng.choices(_LETTERS, k=len(old)))
        else:
            new = _drawn(lexicon.words.get(len(old), []), rng, old)
        return new.capitalize() if old[0].isupper() else new

    return _TOKEN.sub(other, text)


def _drawn(pool: list[str], rng: random.Random, otherwise: str) -> str:
    return pool[int(rng.random() * len(pool))] if pool else otherwise
