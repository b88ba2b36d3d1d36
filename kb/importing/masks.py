"""Code out of the way: what stands in code blocks and code spans is put aside, so that no clean-up touches it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_OPEN, _CLOSE = "\ue000", "\ue001"
_BLOCK = re.compile(
    r"^(?P<lead>[ \t>]*)(?P<mark>`{3,}|"
    r"~{3,})[^\n]*(?:\n(?!(?P=lead)?[ \t]*(?P=mark)[`~]*[ \t]*$)[^\n]*)*(?:\n[^\n]*|\Z)",
    re.M,
)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\s*\n)[^`]|(?<!`)(?!\1(?!`))`+){1,5000}?)(?<!`)\1(?!`)")
_TOKEN = re.compile(f"{_OPEN}(\\d+){_CLOSE}")


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` with a token for every piece of code; `restore` puts them back wherever the tokens ended up."""

    text: str
    pieces: tuple[str, ...]

    def restore(self, text: str) -> str:
        for _ in range(3):  # a span may stand in what looked like a block
            text = _TOKEN.sub(lambda found: self.pieces[int(found[1])], text)
        return text


def masked(text: str) -> Masked:
    """Put code blocks and code spans aside."""
    pieces: list[str] = []

    def aside(found: re.Match[str]) -> str:
        pieces.append(found.group())
        return f"{_OPEN}{len(pieces) - 1}{_CLOSE}"

    clean = text.replace(_OPEN, "").replace(_CLOSE, "")
    if "```" in clean or "~~~" in clean:
        clean = _BLOCK.sub(aside, clean)
    if "`" in clean:
        clean = _SPAN.sub(aside, clean)
    return Masked(clean, tuple(pieces))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """`change` applied to everything that is not code."""
    found = masked(text)
    return found.restore(change(found.text))
