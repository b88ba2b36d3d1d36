"""Text → tokens: the one analyzer for documents, queries, snippets and the site's search.

A word of letters and digits gives its English stem (stop words give nothing; `opm3` also gives `opm`, and
`kick-off` also `kickoff`). A run of Han or kana gives its characters and its overlapping pairs. No dictionary
is loaded. `VERSION` is part of every cache key: raise it whenever the same text would give other tokens.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from operator import add
from typing import NamedTuple

from kb.analysis.folding import fold, folded_spans
from kb.analysis.porter2 import stem
from kb.analysis.stopwords import STOP_WORDS

VERSION = 2

# What is written without spaces: Han, kana, iteration marks. Few ranges: each costs time to compile.
HAN = "\u3005-\u3007\u3021-\u3029\u3031-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"

_PLAIN = re.compile("[a-z0-9]+")  # what `_pattern` gives for a folded text of ASCII alone
_APART = {code: chr(code) if _PLAIN.match(chr(code)) else " " for code in range(128)}
_APART_BYTES = bytes(ord(_APART.get(code, "x")) if code < 128 else code for code in range(256))  # for UTF-8
_LETTERS = re.compile("[a-z]{2,}")
_HYPHENED = re.compile("[a-z]{2,}(?:-[a-z]{2,})+")
LONGEST = 64  # characters of a word that count; nobody searches for the rest of a checksum


def is_han(piece: str) -> bool:
    """Whether a piece of folded text (never empty) is a run of what is written without spaces."""
    first = piece[0]
    return first >= "\u3005" and (
        first <= "\u30ff"
        or "\u3400" <= first <= "\u9fff"
        or "\uf900" <= first <= "\ufaff"
        or "\U00020000" <= first <= "\U000323af"
    )


@lru_cache(maxsize=1 << 18)
def word_unit(word: str) -> str:
    """The form in which a folded word is compared: the stem of an English word, anything else as it is."""
    word = word[:LONGEST]
    return stem(word) if word.isascii() and word.isalpha() else word


@lru_cache(maxsize=1 << 18)
def word_tokens(word: str) -> tuple[str, ...]:
    """The tokens of a folded word: none, one, or a mixed word and the words that it holds."""
    if word in STOP_WORDS:
        return ()
    unit = word_unit(word)
    if not word.isascii() or word.isalpha() or word.isdigit():
        return (unit,)
    return (unit, *(word_unit(part) for part in _LETTERS.findall(word) if part not in STOP_WORDS))


def pieces(folded: str) -> list[str]:
    """The words and Han runs of a folded text, in order."""
    if folded.isascii():
        return folded.translate(_APART).split()  # what `_PLAIN` finds, in a third of the time
    found: list[str] = []
    begin = 0
    apart = folded.encode("utf-8", "surrogatepass").translate(_APART_BYTES).decode("utf-8", "surrogatepass").split()
    for at in [at for at, one in enumerate(apart) if not one.isascii()]:  # few of the words even where there are many
        found += apart[begin:at]
        found += _anything().findall(apart[at])
        begin = at + 1
    return found + apart[begin:]


def _pattern(folded: str) -> re.Pattern[str]:
    return _PLAIN if folded.isascii() else _anything()


@cache
def _anything() -> re.Pattern[str]:
    """Words and Han runs; compiled when the first text needs it, because that costs as much as a search."""
    return re.compile(f"[{HAN}]+|[^\\W_{HAN}]+")


def joined(folded: str) -> list[str]:
    """The hyphened words of a folded text as people also write them: `kick-off` gives `kickoff`."""
    if "-" not in folded:
        return []
    held = " ".join([one for one in folded.split() if "-" in one])  # looking at these alone takes a tenth of the time
    return [word.replace("-", "") for word in _HYPHENED.findall(held)]


class Counted(NamedTuple):
    """What of a text can be searched: how often each token occurs in it, the text as a sequence of units for phrases,
    and the words of letters and digits, as they are written, each once.

    Units are the stems of all words, stop words too, and single Han characters, in order.
    """

    tokens: dict[str, int]
    units: list[str]
    words: set[str]


def counted(text: str) -> Counted:
    """Every word is looked at once, however often it stands there: an index asks this of every field of a document."""
    folded = fold(text)
    found = pieces(folded)
    words, runs, units = (found, [], [*map(word_unit, found)]) if folded.isascii() else _apart(found)
    distinct = Counter(words)
    counts: dict[str, int] = {}
    for tokens, count in zip(map(word_tokens, distinct), distinct.values(), strict=True):
        for token in tokens:
            counts[token] = counts.get(token, 0) + count
    hyphened = joined(folded)
    for word in hyphened:
        for token in word_tokens(word):
            counts[token] = counts.get(token, 0) + 1
    if runs:
        counts.update(Counter("".join(runs)))
        counts.update(Counter([pair for run in runs for pair in map(add, run, run[1:])]))
    return Counted(counts, units, {*filter(str.isascii, distinct), *hyphened})


def _apart(found: list[str]) -> tuple[list[str], list[str], list[str]]:
    """The words, the Han runs and the units of a text's pieces."""
    words: list[str] = []
    runs: list[str] = []
    units: list[str] = []
    begin = 0
    for at in [at for at, piece in enumerate(found) if piece[0] >= "\u3005" and is_han(piece)]:
        between = found[begin:at]  # all at once: most texts have few runs among many words, or few words
        words += between
        units += map(word_unit, between)
        units += found[at]
        runs.append(found[at])
        begin = at + 1
    return words + found[begin:], runs, [*units, *map(word_unit, found[begin:])]


def tokens(text: str) -> list[str]:
    """What of `text` can be searched, each as often as it occurs, in no promised order."""
    return [token for token, count in counted(text).tokens.items() for _ in range(count)]


def units(text: str) -> list[str]:
    return counted(text).units


def unit_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The units of `text`, each with where it begins and ends in `text`."""
    folded, offsets = folded_spans(text)
    for match in _pattern(folded).finditer(folded):
        piece, start = match.group(), match.start()
        if is_han(piece):
            for at, character in enumerate(piece, start):
                yield character, offsets[at], offsets[at + 1]
        else:
            yield word_unit(piece), offsets[start], offsets[match.end()]
