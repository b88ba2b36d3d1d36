"""A recap's text in pieces that know where they stand: lines, paragraphs, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLANK = re.compile(r"\n[ \t]*\n+")
_ENGLISH_END = re.compile(r"[.!?][\"”’')\]]*(?=\s+[\"“‘(\[]?[A-Z0-9\u4e00-\u9fff]|\s*$)")
_CHINESE_END = re.compile(r"[。！？!?][”’」』）)\"]*")
_SHORT_FORMS = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|St|vs|No|Inc|Ltd|Co|etc|approx|e\.g|i\.e|[A-Z])\.)$")
_BROKEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")
MAX_QUOTE = 1_900


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` stands in the file from character `start` to `end`, exactly."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def trimmed(text: str, start: int) -> Piece:
    """A piece without the white space around it."""
    lead = len(text) - len(text.lstrip())
    return Piece(text.strip(), start + lead)


def lines(text: str, start: int = 0) -> Iterator[Piece]:
    position = start
    for line in text.split("\n"):
        yield Piece(line, position)
        position += len(line) + 1


def paragraphs(text: str, start: int = 0) -> Iterator[Piece]:
    """Runs of lines between empty lines."""
    position = 0
    for gap in _BLANK.finditer(text):
        if text[position : gap.start()].strip():
            yield trimmed(text[position : gap.start()], start + position)
        position = gap.end()
    if text[position:].strip():
        yield trimmed(text[position:], start + position)


def sentences(piece: Piece) -> Iterator[Piece]:
    """The sentences of a paragraph, each with the white space around it cut off."""
    begin = 0
    for end in sorted(
        {found.end() for pattern in (_ENGLISH_END, _CHINESE_END) for found in pattern.finditer(piece.text)}
    ):
        if _SHORT_FORMS.search(piece.text[max(begin, end - 12) : end]):
            continue
        if piece.text[begin:end].strip():
            yield trimmed(piece.text[begin:end], piece.start + begin)
        begin = end
    if piece.text[begin:].strip():
        yield trimmed(piece.text[begin:], piece.start + begin)


def quotable(piece: Piece) -> tuple[Piece, ...]:
    """A sentence as quotes of one line each: it is cut where a line break or hidden character stands."""
    found: list[Piece] = []
    begin = 0
    for gap in [*_BROKEN.finditer(piece.text), None]:
        end = gap.start() if gap is not None else len(piece.text)
        one = trimmed(piece.text[begin:end], piece.start + begin)
        if one.text:
            cut = one.text[:MAX_QUOTE].rstrip()
            found.append(Piece(cut, one.start))
        begin = gap.end() if gap is not None else end
    return tuple(found)
