"""The front matter of the salon that a recap tells of: its programme with speakers, its times, its place."""

from __future__ import annotations

import re
from typing import Any

from kb.importing.people import merged
from kb.importing.recap.programme import Point, ordered, points
from kb.importing.recap.sessions import Session
from kb.importing.recap.wording import session_title, words
from kb.importing.values import Mention, Ref
from kb.importing.wording import cut, one_line

_PLACE = re.compile(
    r"\b(?:gathered|met|took place|held|came together)\b[^.]{0,60}?\bat (?:the |our )?([^,.]{3,80}?) in ([A-Z][a-z]+)\b"
)


def programme_of(
    sessions: tuple[Session, ...], ids: tuple[str, ...], text: str, start: int, lang: str
) -> tuple[tuple[Point, ...], tuple[tuple[Point, Point], ...]]:
    spans = [(one.text.start, one.text.end) for one in sessions] if len(sessions) > 1 else []
    fixed = [one for one in points(text, start) if not any(begin <= one.at < end for begin, end in spans)]
    if not sessions:
        return (), ()
    talks = [
        Point("session", session_title(one, at + 1, lang), one.text.start, one.time, one.until, ids[at])
        for at, one in enumerate(sessions)
    ]
    return ordered([*fixed, *talks])


def salon_values(
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
    said = words(lang)
    if clash is not None:
        return cut(said["clash"].format(time=was, other=one_line(clash.title), at=clash.time), 400)
    return said["no-time"] if not one.time else ""
