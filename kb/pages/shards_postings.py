"""Posting lists of the site's search index: which documents hold a token, how often, in which file it says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from kb.analysis.words import tokens_of
from kb.pages.shards_numbers import CHARACTERS, of_text

Cell = tuple[int, int]  # the number of a document, and how often it holds what the list is of

_SHARDS = ((300, 64), (600, 256), (5_000, 1024))
_MOST_SHARDS = 4096


def shards(documents: int) -> int:
    """How many files the tokens are divided among: one or two kilobytes each, as a host compresses them."""
    return next((count for limit, count in _SHARDS if documents < limit), _MOST_SHARDS)


def lists(documents: int) -> int:
    """How many files the words are divided among, by their first two letters."""
    return shards(documents) // 16


def shard_of(token: str, count: int) -> int:
    """CRC-32 over the token's UTF-8."""
    return crc32(token.encode()) % count


def by_token(words: Mapping[str, Sequence[Cell]]) -> dict[str, Sequence[Cell]]:
    """The posting lists of tokens from those of words as they are written, both with the numbers rising."""
    found: dict[str, Sequence[Cell]] = {}
    more: dict[str, list[Sequence[Cell]]] = {}
    for word, cells in words.items():
        for token in tokens_of(word):
            if token in found:
                more.setdefault(token, [found[token]]).append(cells)
            else:
                found[token] = cells
    found.update((token, _together(several)) for token, several in more.items())
    return found


def _together(lists: Iterable[Iterable[Cell]]) -> list[Cell]:
    total: dict[int, int] = {}
    for cells in lists:
        for number, frequency in cells:
            total[number] = total.get(number, 0) + frequency
    return sorted(total.items())


def packed(held: Iterable[Cell]) -> str:
    """A posting list, with the numbers rising.

    Each document is twice the gap to the one before it, which is -1 first; one more if a frequency follows, which it
    does unless it is 1.
    """
    found: list[str] = []
    last = -1
    for number, frequency in held:
        if frequency == 1:
            found.append(CHARACTERS[2 * (number - last)])
        else:
            found.append(CHARACTERS[2 * (number - last) + 1])
            found.append(CHARACTERS[frequency])
        last = number
    return "".join(found)


def unpacked(text: str) -> dict[int, int]:
    """Document number → frequency, in order, of what `packed` gave."""
    found: dict[int, int] = {}
    number, rest = -1, iter(of_text(text))
    for one in rest:
        number += one // 2
        found[number] = next(rest) if one % 2 else 1
    return found


def repacked(held: Mapping[int, int]) -> str:
    """`packed`, of document number → frequency in any order; those of 0 are left out."""
    return packed((number, held[number]) for number in sorted(held) if held[number])
