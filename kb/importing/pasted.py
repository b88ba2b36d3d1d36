"""A lesson pasted as plain words → its title, its day and its sections, as far as the writer marked them.

People paste what they wrote in a mail: a first line that says what it is about, the day, some paragraphs, and one
that begins with “Next time:” or 下次：. Only such marks are read; a text without them stays as it is, and no word
is left out but the mark that a heading takes the place of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kb.importing import dates
from kb.importing.registers import section_of

MAX_TITLE = 120
_SENTENCE_END = re.compile(r"[.。!！?？:：;；,，、][\"”’」』）)]*$")
_MARKUP = re.compile(r"^(?:[-*+>#|`~=<]|\d+[.)、])")
_LABEL = re.compile(r"^(?:[-*+]\s+)?\**([^\n:：*]{1,40}?)\**\s*[:：]\**[ \t]*(?!//)")
_DAY = r"(?:\d{4}-\d{2}-\d{2}|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号號]|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4})"  # noqa: E501
_DAY_LINE = re.compile(rf"^(?:(?:date|日期|时间|時間)\s*[:：]\s*)?{_DAY}$", re.I)
_DAY_AT_END = re.compile(rf"\s*(?:[-–—,，·|:：]\s*|[（(]\s*)?{_DAY}\s*[)）]?$")


@dataclass(frozen=True, slots=True)
class Pasted:
    """`title` is "" and `day` None where the text does not say them; `body` is the rest, with headings where marked."""

    title: str
    day: date | None
    body: str


def pasted(text: str) -> Pasted:
    """What the writer marked in a text without headings."""
    lines = text.split("\n")
    title, day, rest = _opening(lines)
    return Pasted(title, day, _sections(rest))


def _opening(lines: list[str]) -> tuple[str, date | None, list[str]]:
    """(title, day, the lines behind them): a short first line that stands alone, and a day with it or below it."""
    at = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    first = lines[at].strip() if at < len(lines) else ""
    behind = [line.strip() for line in lines[at + 1 :]]
    dated = bool(behind) and bool(_DAY_LINE.match(behind[0]))
    alone = bool(behind) and (not behind[0] or dated) and any(behind)
    if not alone or len(first) > MAX_TITLE or _SENTENCE_END.search(first) or _MARKUP.match(first):
        return "", None, lines
    day = dates.in_text(first)
    title = _DAY_AT_END.sub("", first) if day is not None else first
    rest = lines[at + 1 :]
    below = next((number for number, line in enumerate(rest) if line.strip()), 0)
    if day is None and _DAY_LINE.match(rest[below].strip()):
        day = dates.in_text(rest[below])
        rest = rest[below + 1 :] if day is not None else rest
    return (title, day, rest) if title else (first, day, rest)


def _sections(lines: list[str]) -> str:
    """The paragraphs, a mark that begins one as its heading; before the first mark stands what happened."""
    text = "\n".join(lines).strip("\n")
    found: list[tuple[str, list[str]]] = [("", [])]
    for paragraph in re.split(r"\n[ \t]*\n+", text):
        label = _LABEL.match(paragraph)
        heading = section_of(label[1]) if label is not None else ""
        if label is not None and heading:
            found.append((heading, [_begun(words)] if (words := paragraph[label.end() :].strip()) else []))
        else:
            found[-1][1].append(paragraph)
    if len(found) == 1:
        return text
    before = section_of("发生了什么" if not found[1][0].isascii() else "what happened")
    parts = [(heading or before, said) for heading, said in found if said]
    return "\n\n".join(f"## {heading}\n\n" + "\n\n".join(said) for heading, said in _joined(parts))


def _begun(words: str) -> str:
    """Words that now begin a paragraph, begun as one."""
    return words[:1].upper() + words[1:]


def _joined(parts: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Two parts under one heading stand under it once, in the place of the first."""
    under: dict[str, list[str]] = {}
    for heading, said in parts:
        under.setdefault(heading, []).extend(said)
    return list(under.items())
