"""How wide a text is on a terminal, and cutting it to fit: a Han character takes two columns."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Terminal columns of a text without control characters."""
    if text.isascii():
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """The columns of each character that was asked for."""

    def __missing__(self, character: str) -> int:
        wide = unicodedata.east_asian_width(character) in "WF"
        found = self[character] = 0 if unicodedata.combining(character) else 2 if wide else 1
        return found


_WIDTHS = _Widths()


def fitting(text: str, width: int) -> int:
    """How many characters from the beginning of `text` fit into `width` columns."""
    used = 0
    for at, character in enumerate(text):
        used += _WIDTHS[character]
        if used > width:
            return at
    return len(text)


def shortened(text: str, width: int) -> str:
    """`text`, or as much of it as fits with an ellipsis behind."""
    return text if columns(text) <= width else text[: fitting(text, width - 1)].rstrip() + "…"


def lines(text: str, width: int) -> list[tuple[int, int]]:
    """(begin, end) of each line when `text` is broken to `width` columns: at spaces, or beside Han characters."""
    found: list[tuple[int, int]] = []
    begin = 0
    while begin < len(text):
        end = begin + max(1, fitting(text[begin:], width))
        if end < len(text):
            end = next((at for at in range(end, begin, -1) if _breaks(text, at)), end)
        found.append((begin, end))
        begin = end + 1 if end < len(text) and text[end] == " " else end
    return found


_CLOSING, _OPENING = frozenset("，。；：！？、）》」』】”’…—％"), frozenset("（《「『【“‘")


def _breaks(text: str, at: int) -> bool:
    """Whether a line may end before `text[at]`: at a space, or where one of both sides is a wide character, but not
    before what closes nor behind what opens."""
    before, after = text[at - 1], text[at]
    if after == " ":
        return True
    if before == " " or after in _CLOSING or before in _OPENING:
        return False  # a space is where the line before it ends
    return _WIDTHS[before] == 2 or _WIDTHS[after] == 2
