"""A talk is a session of a salon: one more item in its programme, and a section of its own in the text.

The salon's file stays as it is written everywhere else. The item goes where its time belongs; one without a time goes
to the end and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kb.catalog import Catalog
from kb.errors import KbError
from kb.frontmatter.inserting import with_item
from kb.frontmatter.writer import in_brackets
from kb.model.codes import in_both, severity
from kb.model.diagnostic import Severity
from kb.model.entry import Entry, Salon
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.text import Text, interface_lang
from kb.parse import parse
from kb.rules.context import Context
from kb.rules.programme import programme

_WORDS = {
    "en": ("Time not settled yet", "Three things to take away."),
    "zh": ("时间待定", "三个要点。"),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """`speakers` are ids of people; `time` is `HH:MM` or empty; `body` is what is known of it already."""

    titles: Text
    id: str
    speakers: tuple[str, ...] = ()
    time: str = ""
    body: str = ""


def with_talk(source: SourceFile, salon: Entry, talk: Talk, settings: Settings) -> bytes:
    """The salon's file with the talk. Raises `KbError` when it would not pass the check then."""
    detail = salon.detail
    if not isinstance(detail, Salon):
        raise KbError(
            f"{salon.id} is no salon",
            "name one: content/salons/2026-05-27-spring",
            zh=(f"{salon.id} 不是沙龙", "请写一个沙龙：content/salons/2026-05-27-spring"),
        )
    if any(item.id == talk.id for item in detail.programme):
        raise KbError(
            f"{salon.id} has a session `{talk.id}` already",
            "choose another name with --slug",
            zh=(f"{salon.id} 已有分享 `{talk.id}`", "请用 --slug 换一个短名"),
        )
    text = source.data.decode().replace("\r\n", "\n")
    made = _inserted(text, salon, detail, _item(talk, salon.lang))
    hint = _WORDS[interface_lang(salon.lang)][1]
    heading = talk.titles.pick(salon.lang)
    fresh = SourceFile(source.path, f"{made.rstrip()}\n\n## {heading}\n\n{talk.body or f'<!-- {hint} -->'}\n".encode())
    _proved(fresh, settings)
    return fresh.data


def _item(talk: Talk, lang: str) -> dict[str, Any]:
    titles: Any = dict(talk.titles.values) if len(talk.titles.values) > 1 else talk.titles.values[0][1]
    note = "" if talk.time else _WORDS[interface_lang(lang)][0]
    found = {"time": talk.time, "kind": "session", "id": talk.id, "title": titles}
    return {**found, "speakers": list(talk.speakers), "session": "talk", "note": note}


def _inserted(text: str, salon: Entry, detail: Salon, item: dict[str, Any]) -> str:
    """The item before the first one that begins later, where the programme is a list of lines; else at its end."""
    lines = text.split("\n")
    for position, other in enumerate(detail.programme):
        line = lines[salon.line("programme", position) - 1]
        if item["time"] and other.time > item["time"] and line.lstrip().startswith("- "):
            indent = line[: len(line) - len(line.lstrip())]
            lines.insert(salon.line("programme", position) - 1, f"{indent}- {in_brackets(item)}")
            return "\n".join(lines)
    made = with_item(text, "programme", item)
    if made is None:
        raise KbError(
            f"the programme of {salon.id} is no list",
            f"`kb check {salon.path}` says what to do",
            zh=(f"{salon.id} 的日程不是列表", f"`kb check {salon.path}` 会说明怎么办"),
        )
    return made


def _proved(source: SourceFile, settings: Settings) -> None:
    """The file reads, and its programme keeps the rules."""
    parsed = parse(source, settings)
    found = list(parsed.diagnostics)
    if parsed.entry is not None:
        found += programme(Catalog([parsed.entry]), Context())
    for one in found:
        if severity(one.code) is Severity.ERROR:
            said, chinese = in_both(one)
            unfit_zh = f"沙龙将无法通过检查：{chinese.message}"
            raise KbError(f"the salon would not pass the check: {said.message}", said.hint, zh=(unfit_zh, chinese.hint))
