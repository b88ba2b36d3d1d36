"""Front matter of others → our fields: title, date, tags, people, summary, and everything else under `x_`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kb.importing import dates, people, tags
from kb.importing.mapping import LANGUAGE, Source
from kb.importing.names import stem
from kb.importing.values import Mention, Note, Value
from kb.importing.wording import cut, file_title, one_line
from kb.vocabulary import Vocabulary

MAX_TITLE = 120
MAX_SUMMARY = 280
_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)
_SETEXT = re.compile(r"^([^\n#>|`\s-][^\n]{0,200})\n(=+|-{3,})[ \t]*$", re.M)
_YES = frozenset("true yes on 1 y".split())
_NO = frozenset("false no off 0 n".split())
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


@dataclass(slots=True)
class Reading:
    """One foreign file being read. `used` are keys that found their place; the others are kept under `x_`."""

    path: str
    fields: Mapping[str, Value]
    body: str
    source: Source
    used: set[str] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def say(self, code: str, **args: object) -> None:
        self.notes.append(Note.of(self.path, code, **args))

    def value(self, keys: tuple[str, ...]) -> tuple[str, Value]:
        """(key, value) of the first of `keys` that says something."""
        folded = {key.casefold(): key for key in reversed(list(self.fields))}
        for wanted in keys:
            key = wanted if wanted in self.fields else folded.get(wanted.casefold(), "")
            if key and self.fields[key] not in ("", (), {}):
                return key, self.fields[key]
        return "", ""


def title(reading: Reading) -> str:
    """Front matter, first heading, else the file name; the last two are said."""
    key, found = reading.value(reading.source.title)
    words = _flat(found)
    if words:
        reading.used.add(key)
        if not isinstance(found, str):
            reading.say("title-list", title=words)
        _drop_heading(reading, words)
    else:
        heading = _first_heading(reading.body)
        words = one_line(heading[1]) if heading is not None else ""
        if words:
            reading.say("title-heading", title=cut(words, MAX_TITLE))
            _drop_heading(reading, words)
        else:
            words = one_line(file_title(stem(reading.path))) or "Untitled"
            reading.say("title-name", title=cut(words, MAX_TITLE))
    short = cut(words, MAX_TITLE)
    if short != words:
        reading.extra["x_title"] = words
        reading.say("title-cut", limit=MAX_TITLE)
    return short


def _flat(found: Value) -> str:
    if isinstance(found, Mapping):
        return next((one_line(one) for one in found.values() if isinstance(one, str) and one.strip()), "")
    if isinstance(found, tuple):
        return one_line(" ".join(one for one in found if isinstance(one, str)))
    return one_line(found)


def _first_heading(body: str) -> tuple[int, str, re.Match[str]] | None:
    visible = re.sub(r"^(```|~~~).*?^\1", lambda found: re.sub(r"[^\n]", " ", found.group()), body, flags=re.M | re.S)
    marked, lined = _HEADING.search(visible), _SETEXT.search(visible)
    if lined is not None and lined[2][0] == "=" and (marked is None or lined.start() < marked.start()):
        return 1, lined[1], lined
    return (len(marked[1]), marked[2], marked) if marked is not None else None


def _drop_heading(reading: Reading, words: str) -> None:
    """A first heading that is the title is not repeated in the body."""
    found = _first_heading(reading.body)
    if found is None or found[0] != 1 or one_line(found[1]).casefold() != words.casefold():
        return
    match = found[2]
    if not reading.body[: match.start()].strip():
        # Blanks instead of nothing: what stands behind it keeps its place.
        reading.body = re.sub(r"[^\n]", " ", reading.body[: match.end()]) + reading.body[match.end() :]


def when(reading: Reading) -> date | None:
    """Front matter, else the file name, else the place in the text that the source names; else nothing."""
    source = reading.source
    key, found = reading.value(tuple(one for one in source.date if _is_day(reading, one)))
    if key and isinstance(found, str):
        day = dates.written(found, source.date_order)
        if day is not None:
            reading.used.add(key)
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", found.strip()):
                reading.extra["x_date"] = found.strip()
            return day
        numbers = re.match(r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", found.strip())
        reading.say("date-unclear" if numbers else "date-odd", value=found, key=key)
    day = dates.in_path(reading.path)
    if day is not None:
        reading.say("date-name", date=day)
        return day
    for heading in source.date_under:
        section = re.search(rf"^#+\s*{re.escape(heading)}\b.*?(?=^#{{1,6}}\s|\Z)", reading.body, re.M | re.S | re.I)
        day = dates.in_text(section.group()) if section is not None else None
        if day is not None:
            reading.say("date-text", date=day)
            return day
    return None


def _is_day(reading: Reading, wanted: str) -> bool:
    """`published: false` says whether, not when."""
    found = reading.value((wanted,))[1]
    return not (isinstance(found, str) and found.strip().casefold() in _YES | _NO)


def undated(reading: Reading) -> None:
    """Say that there is no date, and which year the name holds."""
    year = _YEAR.search(stem(reading.path))
    if year is not None:
        reading.say("date-year", year=year[1])
    else:
        reading.say("date-none")


def summary(reading: Reading) -> str:
    key, found = reading.value(reading.source.summary)
    words = one_line(found) if isinstance(found, str) else ""
    if not words:
        return ""
    reading.used.add(key)
    short = cut(words, MAX_SUMMARY)
    if short != words:
        reading.extra["x_summary"] = words
    return short


def topics(reading: Reading, vocabulary: Vocabulary, more: tuple[str, ...] = ()) -> tuple[list[str], list[str]]:
    """(at most seven topic ids, words that the vocabulary lacks and topics beyond seven)."""
    written: list[str] = []
    for wanted in reading.source.tags:
        key, found = reading.value((wanted,))
        if key and key not in reading.used:
            reading.used.add(key)
            written += tags.spaced(found, vocabulary) or tags.words(found)
    known, others = tags.known(dict.fromkeys((*written, *more)), vocabulary)
    if len(known) > tags.MAX_TAGS:
        reading.say("tags-over", count=len(known))
    return known[: tags.MAX_TAGS], [*others, *known[tags.MAX_TAGS :]]


def authors(reading: Reading) -> tuple[Mention, ...]:
    found: list[Mention] = []
    others: list[str] = []
    for wanted in reading.source.people:
        key, value = reading.value((wanted,))
        if key and key not in reading.used:
            reading.used.add(key)
            named, rest = people.mentions(value)
            found += named
            others += rest
    for one in others:
        reading.say("not-a-person", value=one)
    if others:
        reading.extra["x_authors"] = list(dict.fromkeys(others))
    return people.merged(found)


def unpublished(reading: Reading, today: date) -> str:
    """Why the source did not show this file to anyone, or nothing."""

    def value(*names: str) -> str:
        found = reading.value(names)[1]
        return found.strip().casefold() if isinstance(found, str) else ""

    if value("draft") in _YES:
        return "draft: true"
    if "_drafts" in reading.path.split("/"):
        return "_drafts"
    if value("published", "public") in _NO:
        return "published: false"
    if value("status") in ("draft", "private", "pending", "hidden", "trash"):
        return f"status: {value('status')}"
    if value("visibility", "private") in ("private", "hidden", *_YES):
        return "private"
    expiry, begin = dates.written(value("expirydate", "expires", "unpublishdate")), value("publishdate")
    if expiry is not None and expiry < today:
        return f"expired {expiry}"
    first = dates.written(begin)
    return f"from {first}" if first is not None and first > today else ""


def said_language(reading: Reading) -> str:
    key, found = reading.value(LANGUAGE)
    return found.strip() if key and isinstance(found, str) else ""


def kept(reading: Reading) -> dict[str, Any]:
    """Every key that found no place, under `x_`; what it said is not touched."""
    out = dict(reading.extra)
    for key, found in reading.fields.items():
        if key in reading.used or found in ("", (), {}):
            continue
        name = key.strip() if key.strip().startswith("x_") else f"x_{key.strip()}"
        out.setdefault(name[:200], _bare(found))
    return out


def _bare(found: Value) -> Any:
    if isinstance(found, Mapping):
        return {key: _bare(one) for key, one in found.items()}
    return [_bare(one) for one in found] if isinstance(found, tuple) else found
