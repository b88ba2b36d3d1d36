"""English words → stems, by Martin Porter's second English stemmer (Porter2) as Snowball 2 defines it.

`kb/theme/assets/kb/porter2.js` is the same algorithm for the browser; a test compares both on one word list.
It never sees an apostrophe: the analyzer treats it as a separator, so Porter2's step 0 has nothing to do.

Source of the rules: https://snowballstem.org/algorithms/english/stemmer.html (the edition of Snowball 2.x).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_EXCEPTIONS = {
    "skis": "ski",
    "skies": "sky",
    "dying": "die",
    "lying": "lie",
    "tying": "tie",
    "idly": "idl",
    "gently": "gentl",
    "ugly": "ugli",
    "early": "earli",
    "only": "onli",
    "singly": "singl",
    **{word: word for word in ("sky", "news", "howe", "atlas", "cosmos", "bias", "andes")},
}
_AFTER_PLURAL = frozenset(("inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"))

_STEP2 = {
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "abli": "able",
    "entli": "ent",
    "izer": "ize",
    "ization": "ize",
    "ational": "ate",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "aliti": "al",
    "alli": "al",
    "fulness": "ful",
    "ousli": "ous",
    "ousness": "ous",
    "iveness": "ive",
    "iviti": "ive",
    "biliti": "ble",
    "bli": "ble",
    "ogi": "og",
    "fulli": "ful",
    "lessli": "less",
    "li": "",
}
_STEP3 = {
    "tional": "tion",
    "ational": "ate",
    "alize": "al",
    "icate": "ic",
    "iciti": "ic",
    "ical": "ic",
    "ful": "",
    "ness": "",
    "ative": "",
}
_STEP4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ism", "ate", "iti", "ous",
    "ive", "ize", "ion",
)  # fmt: skip


def _ending(suffixes: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest of the suffixes that a word has."""
    longest_first = sorted(suffixes, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(longest_first)})$")


_VOWEL = re.compile("[aeiouy]")
_CONSONANT_Y = re.compile("(^|[aeiouy])y")
_REGION = re.compile("[aeiouy][^aeiouy]")
_SHORT = re.compile("(?:(?:^|[^aeiouy])[aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$")
_END2, _END3, _END4 = _ending(_STEP2), _ending(_STEP3), _ending(_STEP4)


def _regions(word: str) -> tuple[int, int]:
    """Where R1 and R2 begin: after the first consonant that follows a vowel, and the same again."""
    if word.startswith(("gener", "arsen")):
        first = 5
    elif word.startswith("commun"):
        first = 6
    else:
        found = _REGION.search(word)
        first = found.end() if found else len(word)
    found = _REGION.search(word, first)
    return first, found.end() if found else len(word)


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and _VOWEL.search(word[:-2]):
        return word[:-1]
    return word


def _past(word: str, first: int) -> str:
    for ending in ("eedly", "eed"):
        if word.endswith(ending):
            return word[: -len(ending)] + "ee" if len(word) - len(ending) >= first else word
    for ending in ("ingly", "edly", "ing", "ed"):
        if word.endswith(ending):
            return _mended(word[: -len(ending)], first) if _VOWEL.search(word[: -len(ending)]) else word
    return word


def _mended(word: str, first: int) -> str:
    """What is left of a past form: `hop` for `hopp`, `hope` for `hop`, `luxuriate` for `luxuriat`."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if word.endswith(("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")):
        return word[:-1]
    return word + "e" if first >= len(word) and _SHORT.search(word) else word


def _step2(word: str, first: int) -> str:
    found = _END2.search(word)
    if found is None or found.start() < first:
        return word
    ending, stem = found.group(), word[: found.start()]
    if ending == "li" and stem[-1:] not in tuple("cdeghkmnrt"):
        return word
    if ending == "ogi" and not stem.endswith("l"):
        return word
    return stem + _STEP2[ending]


def _step3(word: str, first: int, second: int) -> str:
    found = _END3.search(word)
    if found is None or found.start() < first or (found.group() == "ative" and found.start() < second):
        return word
    return word[: found.start()] + _STEP3[found.group()]


def _step4(word: str, second: int) -> str:
    found = _END4.search(word)
    if found is None or found.start() < second:
        return word
    stem = word[: found.start()]
    return word if found.group() == "ion" and not stem.endswith(("s", "t")) else stem


def _step5(word: str, first: int, second: int) -> str:
    at = len(word) - 1
    if word.endswith("e"):
        return word[:-1] if at >= second or (at >= first and not _SHORT.search(word[:-1])) else word
    return word[:-1] if word.endswith("ll") and at >= second else word


def stem(word: str) -> str:
    """The stem of a lower-case English word without apostrophes; words of one or two letters are their own."""
    if len(word) < 3:
        return word
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    word = _CONSONANT_Y.sub(r"\1Y", word) if "y" in word else word
    first, second = _regions(word)
    word = _plural(word)
    if word in _AFTER_PLURAL:
        return word
    word = _past(word, first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouy":
        word = word[:-1] + "i"
    word = _step3(_step2(word, first), first, second)
    return _step5(_step4(word, second), first, second).replace("Y", "y")
