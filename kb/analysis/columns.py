"""How wide a text is on a terminal, and cutting it to fit: a Han character takes two columns."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Terminal columns of a text without control characters."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fitting(text: str, width: int) -> int:
    """How many characters from the beginning of `text` fit into `width` columns."""
    used = 0
    for at, character in enumerate(text):
        used += _width(character)
        if used > width:
            return at
    return len(text)


def shortened(text: str, width: int) -> str:
    """`text`, or as much of it as fits with an ellipsis behind."""
    return text if columns(text) <= width else text[: fitting(text, width - 1)].rstrip() + "…"
