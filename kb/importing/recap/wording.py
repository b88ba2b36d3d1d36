"""The few words that splitting a recap adds to what it says, in the recap's own language."""

from __future__ import annotations

from collections.abc import Mapping

from kb.importing.recap.sessions import Session
from kb.importing.wording import one_line
from kb.model.text import interface_lang

_WORDS = {
    "en": {"no-time": "The recap gives no "
        "time for this session.", "lesson": "Lesson", "closing": "Closing", "session": "Session",
           "clash": "The recap gives {time}, but {other} stands at {at}. The true time is not known.",
           "no-title": "The recap gives no title for this session."},
    "zh": {"no-time": "回顾没有写这场的时间。", "lesson": "经验教训", "closing": "结束", "session": "第 {number} 场",
           "clash": "回顾写的是 {time}，但 {at} 是“{other}”。实际时间不详。", "no-title": "回顾没有写这场的题目。"},
}  # fmt: skip


def words(lang: str) -> Mapping[str, str]:
    return _WORDS[interface_lang(lang)]


def is_chinese(lang: str) -> bool:
    return interface_lang(lang) == "zh"


def session_title(session: Session, number: int, lang: str) -> str:
    """What a session is called; its number where the recap gives it no title."""
    word = words(lang)["session"]
    return one_line(session.title) or (word.format(number=number) if "{" in word else f"{word} {number}")
