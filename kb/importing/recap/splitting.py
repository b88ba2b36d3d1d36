"""The whole of a recap put together: programme, people, candidates, numbers, tags, and what contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kb.importing import dates, tags
from kb.importing.fields import Reading
from kb.importing.names import Romanise, slug
from kb.importing.people import merged
from kb.importing.recap.candidates import candidates
from kb.importing.recap.drafts import Drafts
from kb.importing.recap.furniture import furniture
from kb.importing.recap.programme import Point, points
from kb.importing.recap.salon_values import programme_of, salon_values
from kb.importing.recap.sessions import Session, announced, single, tabled
from kb.importing.recap.text import paragraphs
from kb.importing.recap.wording import session_title, words
from kb.importing.values import Draft, Mention, Note
from kb.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Recap:
    """What a recap gave beside its plain fields. `drafts` refer to the salon by the key \"\"."""

    day: date | None
    body: str
    values: Mapping[str, Any]
    drafts: tuple[Draft, ...]
    people: tuple[Mention, ...]
    tags: tuple[str, ...]
    notes: tuple[Note, ...]
    counts: Mapping[str, int]


def split_recap(
    reading: Reading,
    salon: Draft,
    start: int,
    plain: bool,
    vocabulary: Vocabulary,
    lang: str,
    romanise: Romanise | None,
) -> Recap:
    """A recap whose body begins at character `start` of its file. `plain`: it has no markup at all."""
    notes: list[Note] = []
    kept, dropped, run = _kept(reading.body, plain, vocabulary)
    if dropped:
        notes.append(Note.of(reading.path, "dropped", count=len(dropped), example=" / ".join(dropped)[:400]))
    day = salon.date or _day(kept, notes, reading)
    sessions = _sessions(reading, salon, kept, start)
    ids = _ids(sessions, reading.path, romanise)
    programme, clashes = programme_of(sessions, ids, kept, start, lang)
    notes += _told(reading.path, sessions, clashes)
    people = merged(person for one in sessions for person in one.speakers)
    made = Drafts(reading.path, day, sessions, ids, vocabulary, lang, romanise)
    lessons, cases = made.lessons(candidates(kept, start)), made.cases()
    values = salon_values(programme, clashes, sessions, ids, people, kept, lang)
    counts = {
        "salon": 1, "session": len(sessions), "person": len(merged([*salon.people, *people])), "lesson": len(lessons),
        "number": sum(len(one.values.get("numbers", ())) for one in cases), "conflict": len(clashes),
    }  # fmt: skip
    body = _body(kept, start, sessions, ids, lang)
    return Recap(day, body, values, (*cases, *lessons), people, run, tuple(notes), counts)


def _sessions(reading: Reading, salon: Draft, kept: str, start: int) -> tuple[Session, ...]:
    """Sessions that are announced or stand in a table, or else the one talk that the recap tells of."""
    several = announced(kept, start) or tabled(kept, start)
    one = None if several else single(str(salon.values["title"]), reading.fields, kept, start, salon.people)
    return several or ((one,) if one is not None else ())


def _told(path: str, sessions: tuple[Session, ...], clashes: tuple[tuple[Point, Point], ...]) -> list[Note]:
    """What contradicts itself, and what has no title."""
    clashing = [
        Note.of(
            path, "contradiction", session=point.title, time=f"{point.time}-{point.until}".strip("-"),
            other=other.title, at=other.time,
        )
        for point, other in clashes
    ]  # fmt: skip
    untitled = (at for at, one in enumerate(sessions, start=1) if not one.title)
    return [*clashing, *(Note.of(path, "session-untitled", number=at) for at in untitled)]


def _kept(body: str, plain: bool, vocabulary: Vocabulary) -> tuple[str, list[str], tuple[str, ...]]:
    """(the body with furniture blanked out, so that all keeps its place; what was dropped; run-together tags)."""
    lines = body.split("\n")
    gone = furniture(lines, plain)
    dropped = list(dict.fromkeys(lines[at].strip() for at in sorted(gone)))
    run: tuple[str, ...] = ()
    for at, line in enumerate(lines):
        if at not in gone and plain and 8 < len(line.strip()) <= 300 and not run:
            run = tags.run_together(line.strip(), body, vocabulary)
            if run:
                gone.add(at)
    return "\n".join(" " * len(line) if at in gone else line for at, line in enumerate(lines)), dropped, run


def _day(text: str, notes: list[Note], reading: Reading) -> date | None:
    found = dates.in_words(text[:1_500])
    if found is not None:
        notes.append(Note.of(reading.path, "date-text", date=found))
    return found


def _ids(sessions: tuple[Session, ...], path: str, romanise: Romanise | None) -> tuple[str, ...]:
    out: list[str] = []
    for number, one in enumerate(sessions, start=1):
        found = slug((one.title,), f"{path}#{number}", romanise, "session") if one.title else f"session-{number}"
        out.append(found if found not in out else f"{found}-{number}")
    return tuple(out)


def _body(text: str, start: int, sessions: tuple[Session, ...], ids: tuple[str, ...], lang: str) -> str:
    """The recap's own words, each session under a heading of its own."""
    if len(sessions) == 1 and sessions[0].text.text == text.strip():
        deeper = re.sub(r"^(#{1,5})(?=\s)", r"#\1", text.strip(), flags=re.M) if "```" not in text else text.strip()
        return f"## {session_title(sessions[0], 1, lang)}\n\n{deeper}"
    out: list[str] = []
    at = 0
    blocks = list(paragraphs(text, start))
    inside = False
    for block in blocks:
        while at < len(sessions) and sessions[at].text.start <= block.start and not block.text.startswith("|"):
            out.append(f"## {session_title(sessions[at], at + 1, lang)}")
            at, inside = at + 1, True
        closing = points(block.text, 0) if inside and at == len(sessions) else ()
        if any(one.kind == "closing" for one in closing) and block.start > sessions[-1].text.start:
            out.append(f"## {words(lang)['closing']}")
        out.append(
            re.sub(r"^#{1,6}\s+", "", block.text)
            if any(one.text.start == block.start for one in sessions)
            else block.text
        )
    return "\n\n".join(out)
