"""Text → the form in which it is compared: NFKC, no case, traditional characters as simplified ones.

It never changes what is shown; `folded_spans` tells where each folded character stood in the original.
The one idea: whatever the browser cannot do the same way is not done here (`casefold` is not known there, so
it is lower case plus the two letters in which the difference matters).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from kb.analysis.vendor.opencc import SIMPLIFIED, TRADITIONAL

# Characters that are there for the layout only: soft hyphen, zero width, direction marks.
INVISIBLE = (
    0xAD,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2065),
    *range(0x2066, 0x206A),
    0xFEFF,
)

_TABLE: dict[int, str | None] = {
    **{ord(one): other for one, other in zip(TRADITIONAL, SIMPLIFIED, strict=True)},
    **dict.fromkeys(INVISIBLE),
    ord("ß"): "ss",
    ord("ς"): "σ",
}
_CHANGING = frozenset(map(chr, _TABLE))


def fold(text: str) -> str:
    """`ＰＭＯ 啟動` gives `pmo 启动`."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", text).lower()
    return (
        plain if _CHANGING.isdisjoint(plain) else plain.translate(_TABLE)
    )  # most texts need none of it: five times faster


def folded_spans(text: str) -> tuple[str, Sequence[int]]:
    """`fold(text)` and, for each of its characters and its end, the offset in `text` that it came from."""
    folded = fold(text)
    if len(folded) == len(text):  # nothing grew or shrank; both at once to the same length is not a text
        return folded, range(len(text) + 1)
    parts: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        part = fold(text[start:end])
        parts.append(part)
        offsets.extend([start] * len(part))
        start = end
    return "".join(parts), [*offsets, len(text)]
