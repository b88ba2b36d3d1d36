"""Whether a sentence of advice is a wish or a deed: could somebody say a month later whether it was done?

It reads words and knows no meaning. A sentence is a wish when it says how well or how much without a measure, or names
only what cannot be seen, and nothing beside it can be: no deed, and for the soft verbs no date, number or event either.
What it cannot tell it leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.analysis import vague_words as words

_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(])|(?<=[。！？])|\n+")
_HAN = re.compile("[\u4e00-\u9fff]")
# Characters of a wish, in Chinese or not; who writes more has said something. The second: where only a noun tells.
_LONGEST = {True: (36, 20), False: (120, 80)}


@dataclass(frozen=True, slots=True)
class Wish:
    """A vague sentence, and the word or two that make it so."""

    sentence: str
    phrase: str


def sentences(text: str) -> Iterator[str]:
    """The sentences of a plain text, one list item or line at least each."""
    for part in _ENDS.split(text):
        if part.strip():
            yield part.strip()


def wish(sentence: str) -> Wish | None:
    """The sentence as a wish, or None when it names something that can be seen, or when nothing tells."""
    chinese = _HAN.search(sentence) is not None
    longest, short = _LONGEST[chinese]
    if len(sentence) > longest or (words.ZH_DEED if chinese else words.EN_DEED).search(sentence):
        return None
    found = (words.ZH_DEGREE if chinese else words.EN_DEGREE).search(sentence)
    if found is None and len(sentence) <= short:
        found = _soft(sentence, chinese)
    return Wish(sentence, found[0]) if found else None


def _soft(sentence: str, chinese: bool) -> re.Match[str] | None:
    """What names no deed by itself, unless a date, a number or an event stands beside it."""
    if (words.ZH_ANCHOR if chinese else words.EN_ANCHOR).search(sentence):
        return None
    if chinese:
        return words.ZH_SOFT.search(sentence)
    return words.EN_SOFT.search(sentence) or words.EN_OPENING.search(sentence)
