"""Text → tokens: the one analyzer for documents, queries, snippets and the site's search.

A word of letters and digits gives its English stem (stop words give nothing; `opm3` also gives `opm`, and
`kick-off` also `kickoff`). A run of Han or kana gives its characters and its overlapping pairs. No dictionary
is loaded. `VERSION` is part of every cache key: raise it whenever the same text would give other tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kb.analysis.folding import fold, folded_spans
from kb.analysis.porter2 import stem
from kb.analysis.stopwords import STOP_WORDS

VERSION = 2

# What is written without spaces: Han, kana, iteration marks. Few ranges: each costs time to compile.
HAN = "\u3005-\u3007\u3021-\u3029\u3031-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"

_PLAIN = re.compile("[a-z0-9]+")  # what `_pattern` gives for a folded text of ASCII alone
_APART = {code: chr(code) if _PLAIN.match(chr(code)) else " " for code in range(128)}
_APART_BYTES = bytes(ord(_APART.get(code, "x")) if code < 128 else code for code in range(256))  # for UTF-8
_HYPHENS_BYTES = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or code == 45 else 32 for code in range(128)
) + bytes(range(128, 256))
# The hyphens that folding makes of others, and the signs that stand beside words most often, in UTF-8.
_SIGNS = tuple((one.encode(), b"-") for one in "－﹣") + tuple((one.encode(), b" ") for one in "“”‘’—–…•")
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


_MOST = 1 << 18  # words that are remembered: more than any base has


class _Units(dict[str, str]):
    def __missing__(self, word: str) -> str:
        if len(self) == _MOST:
            self.clear()
        unit = word[:LONGEST]
        self[word] = unit = stem(unit) if unit.isascii() and unit.isalpha() else unit
        return unit


class _Tokens(dict[str, tuple[str, ...]]):
    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) == _MOST:
            self.clear()
        found = self[word] = _tokens(word)
        return found


# Words are asked for a million times, and known nearly always: a dictionary answers sooner than `lru_cache` does.

word_unit: Callable[[str], str] = _Units().__getitem__
"""The form in which a folded word is compared: the stem of an English word, anything else as it is."""

word_tokens: Callable[[str], tuple[str, ...]] = _Tokens().__getitem__
"""The tokens of a folded word: none, one, or a mixed word and the words that it holds."""


def _tokens(word: str) -> tuple[str, ...]:
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


def pieces_of(text: str) -> tuple[list[str], list[str]]:
    """What `pieces` and `joined` find in the folded text, in half the time.

    Letters are lowered and set apart as bytes; what is not ASCII then, a few words or all of it, is folded.
    """
    data = text.encode("utf-8", "surrogatepass")
    if not text.isascii():
        for sign, other in _SIGNS:
            data = data.replace(sign, other)
    plain = data.translate(_HYPHENS_BYTES).decode("utf-8", "surrogatepass")
    hyphened = joined(fold(_with_hyphens(plain))) if "-" in plain else []
    apart = plain.replace("-", " ").split()
    places = [] if plain.isascii() else [at for at, one in enumerate(apart) if not one.isascii()]
    if not places:
        return apart, hyphened
    found: list[str] = []
    begin = 0
    folded = fold("\n".join([apart[at] for at in places])).split("\n")  # at once: a call costs more than a word
    for at, one in zip(places, folded, strict=True):
        found += apart[begin:at]
        found += _anything().findall(one)
        begin = at + 1
    return found + apart[begin:], hyphened


def _with_hyphens(plain: str) -> str:
    """What holds a hyphen of a text whose words are apart by white space: there is little of it."""
    found: list[str] = []
    at = plain.find("-")
    while at >= 0:
        end = plain.find(" ", at) % (len(plain) + 1)  # -1, if it is the last word, is its end
        found.append(plain[plain.rfind(" ", 0, at) + 1 : end])
        at = plain.find("-", end)
    return " ".join(found)


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


def tokens_of(word: str) -> tuple[str, ...]:
    """The tokens of anything that is counted: of a word, or of a Han character or a pair, which give themselves."""
    return word_tokens(word) if word.isascii() else (word[:LONGEST],)


def units(text: str) -> list[str]:
    """A text as phrases are looked for in it: the stems of all words, stop words too, and single Han characters."""
    found: list[str] = []
    for piece in pieces(fold(text)):
        found += piece if is_han(piece) else (word_unit(piece),)
    return found


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
