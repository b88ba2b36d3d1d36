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
from kb.importing.recap.candidates import Candidate, candidates
from kb.importing.recap.furniture import furniture
from kb.importing.recap.numbers import numbers
from kb.importing.recap.programme import Point, ordered, points
from kb.importing.recap.sessions import Session, announced, single, tabled
from kb.importing.recap.text import Piece, paragraphs, quotable, sentences
from kb.importing.values import Draft, Mention, Note, Ref
from kb.importing.wording import cut, one_line
from kb.model.kinds import Kind
from kb.vocabulary import Vocabulary

_PLACE = re.compile(
    r"\b(?:gathered|met|took place|held|came together)\b[^.]{0,60}?\bat (?:the |our )?([^,.]{3,80}?) in ([A-Z][a-z]+)\b"
)
_WORDS = {
    "en": {"no-time": "The recap gives no "
        "time for this session.", "lesson": "Lesson", "closing": "Closing", "session": "Session",
           "clash": "The recap gives {time}, but {other} stands at {at}. The true time is not known.",
           "no-title": "The recap gives no title for this session."},
    "zh": {"no-time": "回顾没有写这场的时间。", "lesson": "经验教训", "closing": "结束", "session": "第 {number} 场",
           "clash": "回顾写的是 {time}，但 {at} 是“{other}”。实际时间不详。", "no-title": "回顾没有写这场的题目。"},
}  # fmt: skip


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
    sessions = announced(kept, start) or tabled(kept, start)
    if not sessions:
        one = single(str(salon.values["title"]), reading.fields, kept, start, salon.people)
        sessions = (one,) if one is not None else ()
    ids = _ids(sessions, reading.path, romanise)
    programme, clashes = _programme(sessions, ids, kept, start, lang)
    for point, other in clashes:
        notes.append(Note.of(
            reading.path, "contradiction", session=point.title, time=f"{point.time}-{point.until}".strip("-"),
            other=other.title, at=other.time,
        ))  # fmt: skip
    notes += [
        Note.of(reading.path, "session-untitled", number=at + 1) for at, one in enumerate(sessions) if not one.title
    ]
    people = merged(person for one in sessions for person in one.speakers)
    maker = _Maker(reading.path, day, sessions, ids, vocabulary, lang, romanise)
    lessons = maker.lessons(candidates(kept, start))
    cases = maker.cases()
    values = _salon_values(programme, clashes, sessions, ids, people, kept, lang)
    counts = {
        "salon": 1, "session": len(sessions), "person": len(merged([*salon.people, *people])), "lesson": len(lessons),
        "number": sum(len(one.values.get("numbers", ())) for one in cases), "conflict": len(clashes),
    }  # fmt: skip
    body = _body(kept, start, sessions, ids, lang)
    return Recap(day, body, values, (*cases, *lessons), people, run, tuple(notes), counts)


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


def _title(session: Session, number: int, lang: str) -> str:
    word = _WORDS[_ui(lang)]["session"]
    return one_line(session.title) or (word.format(number=number) if "{" in word else f"{word} {number}")


def _ui(lang: str) -> str:
    return "zh" if lang.startswith("zh") else "en"


def _programme(
    sessions: tuple[Session, ...], ids: tuple[str, ...], text: str, start: int, lang: str
) -> tuple[tuple[Point, ...], tuple[tuple[Point, Point], ...]]:
    spans = [(one.text.start, one.text.end) for one in sessions] if len(sessions) > 1 else []
    fixed = [one for one in points(text, start) if not any(begin <= one.at < end for begin, end in spans)]
    if not sessions:
        return (), ()
    talks = [
        Point("session", _title(one, at + 1, lang), one.text.start, one.time, one.until, ids[at])
        for at, one in enumerate(sessions)
    ]
    return ordered([*fixed, *talks])


def _salon_values(
    programme: tuple[Point, ...], clashes: tuple[tuple[Point, Point], ...], sessions: tuple[Session, ...],
    ids: tuple[str, ...], people: tuple[Mention, ...], text: str, lang: str,
) -> dict[str, Any]:  # fmt: skip
    by_key = {point.key: other for point, other in clashes}
    was = {point.key: f"{point.time}-{point.until}".strip("-") for point, _ in clashes}
    items: list[dict[str, Any]] = []
    for one in programme:
        item: dict[str, Any] = {"time": one.time, "until": one.until, "kind": one.kind, "id": one.key}
        item["title"] = cut(one_line(one.title), 160)
        if one.key:
            session = sessions[ids.index(one.key)]
            item["speakers"] = [Ref(_key(person, people)) for person in session.speakers]
            item["session"] = "case" if session.case else "talk"
        item["note"] = _note(one, by_key.get(one.key) if one.key else None, was.get(one.key, ""), lang)
        items.append(item)
    opening = next((one.time for one in programme if one.kind == "opening" and one.time), "")
    closing = next((one.time for one in programme if one.kind == "closing" and one.time), "")
    place = _PLACE.search(text)
    return {
        "start": opening, "end": closing if closing > opening else "", "venue": one_line(place[1]) if place else "",
        "city": place[2] if place else "", "programme": items,
    }  # fmt: skip


def _key(person: Mention, people: tuple[Mention, ...]) -> str:
    """The key of the merged person that this mention belongs to."""
    return next((one.key for one in people if len(merged([one, person])) == 1), person.key)


def _note(one: Point, clash: Point | None, was: str, lang: str) -> str:
    words = _WORDS[_ui(lang)]
    if clash is not None:
        return cut(words["clash"].format(time=was, other=one_line(clash.title), at=clash.time), 400)
    return words["no-time"] if not one.time else ""


def _body(text: str, start: int, sessions: tuple[Session, ...], ids: tuple[str, ...], lang: str) -> str:
    """The recap's own words, each session under a heading of its own."""
    if len(sessions) == 1 and sessions[0].text.text == text.strip():
        deeper = re.sub(r"^(#{1,5})(?=\s)", r"#\1", text.strip(), flags=re.M) if "```" not in text else text.strip()
        return f"## {_title(sessions[0], 1, lang)}\n\n{deeper}"
    out: list[str] = []
    at = 0
    blocks = list(paragraphs(text, start))
    inside = False
    for block in blocks:
        while at < len(sessions) and sessions[at].text.start <= block.start and not block.text.startswith("|"):
            out.append(f"## {_title(sessions[at], at + 1, lang)}")
            at, inside = at + 1, True
        closing = points(block.text, 0) if inside and at == len(sessions) else ()
        if any(one.kind == "closing" for one in closing) and block.start > sessions[-1].text.start:
            out.append(f"## {_WORDS[_ui(lang)]['closing']}")
        out.append(
            re.sub(r"^#{1,6}\s+", "", block.text)
            if any(one.text.start == block.start for one in sessions)
            else block.text
        )
    return "\n\n".join(out)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes drafts that refer to the salon, which has the key \"\"."""

    path: str
    day: date | None
    sessions: tuple[Session, ...]
    ids: tuple[str, ...]
    vocabulary: Vocabulary
    lang: str
    romanise: Romanise | None

    def _session_at(self, position: int) -> str:
        found = ""
        for one, name in zip(self.sessions, self.ids, strict=True):
            if one.text.start <= position:
                found = name
        return found

    def _sources(self, piece: Piece, cited: bool = True) -> list[dict[str, Any]]:
        """The salon and the exact characters that say so; a sentence over several lines is quoted line by line."""
        entry = Ref("", self._session_at(piece.start))
        return [
            {"entry": entry, "quote": one.text, "file": self.path[-300:], "start": one.start, "end": one.end,
             "cited": None if cited else False}
            for one in quotable(piece)
        ]  # fmt: skip

    def lessons(self, found: tuple[Candidate, ...]) -> tuple[Draft, ...]:
        out: list[Draft] = []
        for one in found:
            title = cut(one_line(one.words), 120)
            name = slug((title,), f"{self.path}#{title}", self.romanise, "lesson")
            topics = tags.occurring(
                f"{one.words} {one.sentence.text}" if len(one.sentence.text) < 200 else one.words, self.vocabulary
            )
            stop = "" if re.search(r"[.。!！?？]$", one.words) else ("。" if _ui(self.lang) == "zh" else ".")
            values: dict[str, Any] = {"title": title, "date": self.day, "tags": topics}
            if title != one_line(one.words):
                values["x_title"] = one_line(one.words)
            values |= {"status": "proposed", "sources": self._sources(one.sentence, one.cited)}
            body = f"## {_WORDS[_ui(self.lang)]['lesson']}\n\n{one.words}{stop}"
            key = f"lesson:{name}"
            if not any(other.key == key for other in out):
                out.append(Draft(self.path, key, Kind.LESSON, name, values, body, self.day, "kind-candidate"))
        return tuple(out)

    def cases(self) -> tuple[Draft, ...]:
        """A case for each session that told one and gave numbers for it."""
        out: list[Draft] = []
        for number, (one, name) in enumerate(zip(self.sessions, self.ids, strict=True), start=1):
            found = list(numbers(one.text.text, self.lang)) if one.case else []
            if not found:
                continue
            first = next(iter(sentences(one.text)), one.text)
            title = _title(one, number, self.lang)
            values: dict[str, Any] = {"title": cut(title, 120), "date": self.day}
            values |= {
                "tags": tags.occurring(one.text.text[:2_000], self.vocabulary),
                "status": "draft",
                "numbers": found,
            }
            values |= {"presented_at": Ref("", name), "sources": self._sources(first)}
            out.append(Draft(self.path, f"case:{name}", Kind.CASE, name, values, one.text.text, self.day, "kind-case"))
        return tuple(out)
