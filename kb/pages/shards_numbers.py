"""The numbers of documents in the site's search index, and numbers as text.

The one idea: a number depends on an entry's own id, and on others only where two want the same one. So an entry that
comes or goes leaves the numbers of nearly all others as they are, and with them most files. There are at least twice as
many numbers as entries, at most four times; when the entries have become twice as many, all are numbered anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from kb.errors import KbError

LEAST = 64
MOST = 1 << 19  # the gap between two numbers, doubled, is still a character

_FIRST = 33  # the character for 0: nothing that JSON would escape, but for `"` and `\`
_SURROGATES, _AFTER = 0xD800, 0xE000


def room(entries: int) -> int:
    """How many numbers there are. Raises `KbError` for more entries than a site's search can have."""
    found = LEAST
    while found < 2 * entries:
        found *= 2
    if found > MOST:
        raise KbError(
            f"{entries} entries are more than the site's search can hold ({MOST // 2})",
            zh=(f"网站搜索最多容纳 {MOST // 2} 个条目，这里有 {entries} 个", ""),
        )
    return found


def numbers(ids: Collection[str]) -> dict[str, int]:
    """The number of each entry, in the order of the numbers: the same for the same ids, however they came together.

    Each takes the place that its hash names, or the next free one; the hash says, too, who is first (Amble and Knuth,
    "Ordered hash tables", 1974).
    """
    size = room(len(ids))
    taken: dict[int, str] = {}
    for wish, one in sorted((_hash(one), one) for one in ids):
        place = wish[1] % size
        while place in taken:
            place = (place + 1) % size
        taken[place] = one
    return {taken[place]: place for place in sorted(taken)}


def _hash(entry_id: str) -> tuple[int, int]:
    """Who comes first, and to what place."""
    found = blake2b(entry_id.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return int.from_bytes(found[:8], "big"), int.from_bytes(found[8:], "big")


class _Characters(dict[int, str]):
    def __missing__(self, value: int) -> str:
        code = value + _FIRST
        found = self[value] = chr(code if code < _SURROGATES else code + _AFTER - _SURROGATES)
        return found


CHARACTERS: Mapping[int, str] = _Characters()
"""The character that stands for a whole number, none below zero."""


def as_text(values: Iterable[int]) -> str:
    """Whole numbers, none below zero, as a text of one character each: small ones take one byte."""
    return "".join(map(CHARACTERS.__getitem__, values))


def of_text(text: str) -> list[int]:
    """The numbers that `as_text` was given."""
    codes = map(ord, text)
    return [(one if one < _SURROGATES else one - _AFTER + _SURROGATES) - _FIRST for one in codes]
