"""The sentence of a text that answers a query best, with what matched as spans: faces draw the marks.

It never makes markup. The one idea: the sentence that holds the most different words wins, one that gives advice before
others (which counts as much as one more mark), the earlier one among equals; what does not fit is cut around the marks.
Only sentences that may still win are looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.analysis.columns import columns, fitting
from kb.analysis.folding import fold
from kb.analysis.phrases import Phrases
from kb.analysis.words import unit_spans

Span = tuple[int, int]
_Worth = tuple[int, bool, int, int]  # different words, long enough, marks and advice, place

_SENTENCE = re.compile(r".+?(?:[.!?](?=\s)|[。！？；]|$)\s*")
_SENTENCE_COLUMNS = 24  # a shorter line is a label
_MARKS = 3  # more marks in a sentence make it no better
_LONGEST = 60_000  # characters of a text that are looked through


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of plain text; `marks` are (begin, end) in it, sorted, apart from each other."""

    text: str = ""
    marks: tuple[Span, ...] = ()


def occurrences(text: str, wanted: Phrases[str]) -> list[tuple[int, int, str]]:
    """(begin, end, value) of everything wanted in `text`, by where it begins; they may overlap."""
    spans = list(unit_spans(text))
    found = wanted.find([unit for unit, _, _ in spans], overlapping=True)
    return [(spans[begin][1], spans[end - 1][2], value) for begin, end, value in found]


def joined(found: Iterable[tuple[int, int, str]]) -> tuple[Span, ...]:
    """Occurrences as spans that are apart from each other."""
    merged: list[Span] = []
    for start, stop, _ in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return tuple(merged)


def snippet(text: str, wanted: Phrases[str], width: int, advice: Span = (0, 0)) -> Snippet:
    """At most `width` columns of `text` around its best sentence; empty when nothing wanted is in it.

    `advice` are the lines that tell what to do, from the first to before the last.
    """
    best: _Worth = (0, False, 0, 0)
    chosen: tuple[str, str, tuple[Span, ...]] | None = None
    for most, at, line, begin, end, advises in _candidates(text[:_LONGEST], wanted, advice):
        if (most, True, _MARKS + advises, at) <= best:
            if (most, True, _MARKS + 1, at) <= best:
                break  # this one cannot be better, and no later one can
            continue
        sentence = line[begin:end].rstrip()
        found = occurrences(sentence, wanted)
        marks = joined(found)
        long_enough = columns(sentence[: 2 * _SENTENCE_COLUMNS]) >= _SENTENCE_COLUMNS
        worth = (len({value for _, _, value in found}), long_enough, min(len(marks), _MARKS) + advises, at)
        if found and worth > best:
            best, chosen = worth, (sentence, line[end:], marks)
    return _fitted(*chosen, wanted, width) if chosen else Snippet()


def _candidates(text: str, wanted: Phrases[str], advice: Span) -> list[tuple[int, int, str, int, int, bool]]:
    """(how many different words at most, place, line, begin, end, advice) of every sentence that may hold any.

    Those with the most come first. Places count down from 0, so that the earlier one of two equals is the greater.
    """
    found: list[tuple[int, int, str, int, int, bool]] = []
    place = 0
    for at, part in enumerate(text.split("\n")):
        line = " ".join(part.split())
        folded = fold(line)
        alike = len(folded) == len(line)
        for begin, end in _sentences(line):
            place -= 1
            if most := wanted.may_be_in(folded[begin:end] if alike else fold(line[begin:end])):
                found.append((most, place, line, begin, end, advice[0] <= at < advice[1]))
    found.sort(key=lambda one: (-one[0], -one[1]))
    return found


def _sentences(line: str) -> Iterator[Span]:
    return (match.span() for match in _SENTENCE.finditer(line))


def _fitted(sentence: str, following: str, marks: tuple[Span, ...], wanted: Phrases[str], width: int) -> Snippet:
    """The sentence, filled up with what follows, or cut around its first marks."""
    start = _cut(sentence, marks, width)
    glue = "" if not following or sentence[-1] in "。！？；" else " "
    whole = ("…" if start else "") + (sentence[start:] + glue + following)[: 4 * width]
    if columns(whole) > width:
        whole = _ended(whole[: fitting(whole, width - 1)]) + "…"
    return Snippet(whole, joined(occurrences(whole, wanted)))


def _cut(sentence: str, marks: tuple[Span, ...], width: int) -> int:
    """Where to begin, so that the first mark that matters is well inside: 0 when it is anyway."""
    if columns(sentence) <= width or columns(sentence[: marks[0][1]]) <= width * 2 // 3:
        return 0
    start = marks[0][0]
    spare = width // 3
    while start > 0 and spare > 0:
        start -= 1
        spare -= columns(sentence[start])
    space = sentence.find(" ", start, marks[0][0])
    return space + 1 if space >= 0 else start


def _ended(text: str) -> str:
    """Without a word that was cut in two, where words are apart."""
    space = text.rfind(" ")
    return text[:space] if len(text) - space < 20 < space else text.rstrip()
