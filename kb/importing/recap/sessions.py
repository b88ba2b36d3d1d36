"""The sessions of a recap: paragraphs and headings that announce one, a table of talks, or the one talk it tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kb.importing.recap import speakers
from kb.importing.recap.programme import time_range
from kb.importing.recap.text import Piece, lines, paragraphs, sentences
from kb.importing.values import Mention

_ORDINAL = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|1st|2nd|3rd|[4-9]th|opening|closing|keynote"
)
_ANNOUNCED = re.compile(
    rf"^(?:#{{1,6}}\s+|\*\*)?(?:(?:{_ORDINAL})\s+(?:session|talk|keynote|presentation)|(?:session|talk)\s+\d+)\b\**\s*"
    r"(?P<aside>[(（][^)）\n]*[)）])?\s*[:：–—-]?\s*",
    re.I,
)
_ANNOUNCED_ZH = re.compile(
    r"^(?:#{1,6}\s+|\*\*)?第[一二三四五六七八九十\d]+(?:场|位|个?(?:分享|演讲|议题))(?:分享|演讲|嘉宾)?\**\s*"
    r"(?P<aside>[(（][^)）\n]*[)）])?\s*[:：，,–—-]?\s*"
)
_QUOTED = re.compile(r"[“「『《](?P<a>[^”」』》\n]{3,150})[”」』》]|(?<![(（\w])\"(?P<b>[^\"\n]{3,150})\"")
_IN_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_CASE = re.compile(r"\bcase (?:of|study)\b|\bcase:|项目案例|案例分享|案例", re.I)
_TALK = re.compile(
    r"本文(?:根据|整理自|为|是).{0,80}?(?:分享|直播|演讲|活动)|分享嘉宾|今天的?(?:分享|讲师)|的?主题分享|我是.{0,24}讲师|直播(?:文字)?(?:整理|回顾)",
    re.S,
)
_NO_TALK = re.compile(r"weekly|每周精选|周报|月报|合集", re.I)
_ABOUT = re.compile(
    r"\b(?:spoke|talked|presented|lectured|reported)\s+(?:on|about)\s+(?P<topic>[^.,;:!?\n“”\"]{4,90})", re.I
)
_ABOUT_ZH = re.compile(r"(?:分享|讲述|介绍|讲解|阐述|剖析)了(?P<topic>[^，。；：！？\n“”]{3,40})")
_TOPIC = re.compile(r"主题[:：为是]\s*(?P<title>[^。\n，,；;]{4,80})")


@dataclass(frozen=True, slots=True)
class Session:
    """`text` is what the recap says about it; `title` is as it was quoted, or empty."""

    title: str
    text: Piece
    speakers: tuple[Mention, ...] = ()
    time: str = ""
    until: str = ""
    case: bool = False


def announced(body: str, start: int) -> tuple[Session, ...]:
    """Sessions that stand one after another: `First session (10:00-11:00): …`, `## 第一场：…`."""
    found: list[Session] = []
    for part in _parts(body, start):
        opening = _ANNOUNCED.match(part.text) or _ANNOUNCED_ZH.match(part.text)
        if opening is None:
            continue
        said = part.text[opening.end() :]
        first_line = said.split("\n", 1)[0].strip(" *#")
        heading = part.text.startswith("#") or "\n" in said.strip()
        title = title_of(said) or (first_line if heading and len(first_line) <= 120 else "") or spoken_of(said)
        time, until = time_range(opening["aside"] or first_line)
        people = _people(said)
        found.append(Session(title, part, people, time, until, bool(_CASE.search(said[:400]))))
    return tuple(found)


def _parts(body: str, start: int) -> list[Piece]:
    """Paragraphs; a heading takes what follows it up to the next heading of its level."""
    out: list[Piece] = []
    level = 0
    for one in paragraphs(body, start):
        mark = re.match(r"#+", one.text)
        opens = _ANNOUNCED.match(one.text) or _ANNOUNCED_ZH.match(one.text)
        if level and out and not (mark and len(mark.group()) <= level):
            out[-1] = Piece(body[out[-1].start - start : one.end - start], out[-1].start)
            continue
        level = len(mark.group()) if mark is not None and opens is not None else 0
        out.append(one)
    return out


def title_of(text: str) -> str:
    """The first quoted title that does not stand in brackets."""
    bare = _IN_ASIDE.sub(lambda found: " " * len(found.group()), text)
    found = _QUOTED.search(bare)
    return " ".join((found["a"] or found["b"]).split()).strip(" ,.") if found is not None else ""


def spoken_of(text: str) -> str:
    """What a session was about, where the recap gives it no title but says so: `spoke about …`, `分享了……`."""
    found = _ABOUT.search(text[:600]) or _ABOUT_ZH.search(text[:600])
    words = " ".join(found["topic"].split()).strip(" *") if found is not None else ""
    return words[:1].upper() + words[1:]


def _people(text: str) -> tuple[Mention, ...]:
    labelled = speakers.labelled(text)
    if labelled:
        return labelled
    first = next(iter(sentences(Piece(text.strip(), 0))), None)
    return (speakers.english(first.text) if first else ()) or speakers.chinese(text[:600])


_COLUMNS = {
    "title": re.compile(r"主题|议题|题目|topic|title|talk", re.I),
    "who": re.compile(r"^(?:分享)?嘉宾$|讲师|speakers?|presenter|演讲者", re.I),
    "time": re.compile(r"时间|time", re.I),
}


def tabled(body: str, start: int) -> tuple[Session, ...]:
    """Sessions of a Markdown table that has a column for topics and one for speakers."""
    rows = [line for line in lines(body, start) if line.text.strip().startswith("|")]
    found: list[Session] = []
    columns: dict[str, int] = {}
    for line in rows:
        cells = [one.strip(" *") for one in line.text.strip().strip("|").split("|")]
        named = {
            name: at for at, cell in enumerate(cells) for name, pattern in _COLUMNS.items() if pattern.search(cell)
        }
        if {"title", "who"} <= named.keys() and len(cells) <= 8:
            columns = named
        elif columns and not set("".join(cells)) <= set("-: ") and len(cells) > max(columns.values()):
            title = " ".join(re.sub(r"[《》\[\]]|\([^)]*\)", "", cells[columns["title"]]).split())
            people = speakers.labelled("嘉宾：" + cells[columns["who"]])
            time, until = time_range(cells[columns["time"]]) if "time" in columns else ("", "")
            if title and people:
                found.append(Session(title[:150], line, people, time, until))
    return tuple(found)


def single(
    title: str, fields: Mapping[str, object], body: str, start: int, authors: tuple[Mention, ...]
) -> Session | None:
    """The one talk that a recap tells of, when it says that it does."""
    head = f"{fields.get('description') or ''}\n{body[:3_000]}"
    if _NO_TALK.search(title) or not _TALK.search(f"{title}\n{head}"):
        return None
    people = speakers.labelled(head) or speakers.chinese(head)[:2] or authors
    if not people:
        return None
    topic = _TOPIC.search(head)
    told = (
        title_of(head)
        if re.search(r"《[^》]+》[^。\n]{0,12}(?:分享|演讲|整理)|(?:分享|演讲)[^。\n]{0,6}《", head)
        else ""
    )
    name = told or (topic["title"].strip(" *《》[]") if topic else "") or _bare_title(title)
    return Session(name[:150], Piece(body.strip(), start), people, *time_range(head), case=bool(_CASE.search(name)))


def _bare_title(title: str) -> str:
    """A recap's title without what it says about being a recap: `… | SOFAChannel#12 直播整理`."""
    parts = [one.strip() for one in re.split(r"\s*[|｜]\s*|\s+[-–—]\s+", title) if one.strip()]
    kept = [one for one in parts if not re.search(r"回顾|整理|直播|Meetup|Channel|recap", one, re.I)]
    return (kept or parts or [title])[0]
