"""When things happened: points of time and their order, and what in a recap contradicts itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# White space is counted out: a long run of it must not be tried at every length.
_AT = re.compile(
    r"(?:^|[,;，；]\s{0,3}(?:and\s{1,3})?|\.\s{1,3}|\band\s{1,3})[Aa]t\s{1,3}(\d{1,2})[:：](\d{2})\s{1,3}"
    r"(.{1,300}?)(?=[,;]\s{0,3}(?:and\s{1,3})?at\s{1,3}\d|\.(?:\s|$)|$)",
    re.M,
)
_LINE = re.compile(
    r"^[ \t]{0,12}[-*+|]?[ \t]{0,4}(\d{1,2})[:：](\d{2})"
    r"(?:[ \t]{0,3}[-‑–—~～至到]{1,3}[ \t]{0,3}(\d{1,2})[:：](\d{2}))?"
    r"[ \t]{0,3}[|:：]?[ \t]{0,3}([^\n|]{2,120})",
    re.M,
)
_RANGE = re.compile(r"(\d{1,2})[:：](\d{2})\s{0,3}(?:[-‑–—~～至到]{1,3}|to)\s{0,3}(\d{1,2})[:：](\d{2})")
_KINDS = (
    ("setup", re.compile(r"prepar|set ?up|venue was|布置|筹备|准备", re.I)),
    ("arrival", re.compile(r"arriv|check-?in|registration|sign-in|签到|入场|报到", re.I)),
    ("break", re.compile(r"\bbreak|lunch|coffee|茶歇|休息|午餐|自由交流", re.I)),
    ("closing", re.compile(r"conclud|clos(?:ed|ing)|ended|came to an end|wrap|结束|闭幕|合影|总结", re.I)),
    ("opening", re.compile(r"\bstart|open(?:ed|ing)|began|welcome|host announced|开场|开始|致辞|开幕", re.I)),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a programme. `at` is where it stands in the text; `title` is as said; `key` names a session."""

    kind: str
    title: str
    at: int
    time: str = ""
    until: str = ""
    key: str = ""
    note: str = ""


def clock(hour: str, minute: str) -> str:
    """`HH:MM`, or nothing when no clock shows it."""
    return f"{int(hour):02}:{minute}" if int(hour) < 24 and int(minute) < 60 else ""


def time_range(text: str) -> tuple[str, str]:
    """The first `10:00-13:45` of a text."""
    found = _RANGE.search(text)
    return (clock(found[1], found[2]), clock(found[3], found[4])) if found is not None else ("", "")


def points(text: str, start: int) -> tuple[Point, ...]:
    """What happened at a time, outside the sessions."""
    found: list[Point] = []
    for one in _AT.finditer(text):
        kind = kind_of(one[3])
        if kind and clock(one[1], one[2]):
            title = " ".join(one[3].split())
            found.append(Point(kind, title[:1].upper() + title[1:], start + one.start(1), clock(one[1], one[2])))
    for one in _LINE.finditer(text):
        kind = kind_of(one[5])
        if kind and clock(one[1], one[2]):
            until = clock(one[3], one[4]) if one[3] else ""
            title = " ".join(one[5].strip(" |*").split())
            found.append(Point(kind, title, start + one.start(1), clock(one[1], one[2]), until))
    return tuple(found)


def kind_of(text: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), "")


def ordered(found: list[Point]) -> tuple[tuple[Point, ...], tuple[tuple[Point, Point], ...]]:
    """(the programme in order, contradictions): a session that lies where something else did loses its times."""
    fixed = sorted((one for one in found if not one.key), key=lambda one: (one.kind == "closing", one.time, one.at))
    sessions: list[Point] = []
    contradictions: list[tuple[Point, Point]] = []
    for one in (one for one in found if one.key):
        clash = _clash(one, fixed, sessions)
        if clash is not None:
            contradictions.append((one, clash))
        sessions.append(one if clash is None else replace(one, time="", until=""))
    before = [one for one in fixed if one.kind not in ("closing", "break")]
    timed = [one for one in sessions if one.time]
    if timed and len(timed) == len(sessions):
        middle = sorted([*sessions, *(one for one in fixed if one.kind == "break")], key=lambda one: one.time)
    else:
        middle = sessions
    after = [one for one in fixed if one.kind == "closing"]
    return _in_time([*before, *middle, *after]), tuple(contradictions)


def _clash(session: Point, fixed: list[Point], others: list[Point]) -> Point | None:
    """What happened while the session is said to have run."""
    if not session.time:
        return None
    end = session.until or session.time
    if end < session.time:
        return session
    for one in fixed:
        if one.kind in ("setup", "arrival", "opening") and session.time <= one.time < end:
            return one
    return next((one for one in others if one.time and one.time < end and session.time < (one.until or one.time)), None)


def _in_time(programme: list[Point]) -> tuple[Point, ...]:
    """Times that would run backwards are left out; the order of the text stays."""
    out: list[Point] = []
    latest = ""
    for one in programme:
        wrong = one.time and (one.time < latest or (one.until and one.until < one.time))
        out.append(replace(one, time="", until="") if wrong else one)
        latest = max(latest, out[-1].time)
    return tuple(out)
