"""Questions on a terminal: each with what is offered, and again, with the reason, while the answer cannot be taken."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date

import click

from kb.errors import KbError
from kb.vocabulary import Vocabulary

WORDS = {
    "title": ("Title", "标题"),
    "name": ("Name", "姓名"),
    "in en": ("The same in English (Enter: none)", "英文（直接回车：无）"),
    "in zh": ("The same in Chinese (Enter: none)", "中文（直接回车：无）"),
    "topics": ("Topics, with commas between them", "主题，用逗号分隔"),
    "date": ("When it happened", "发生日期"),
    "slug": ("Short name for its address: a-z, digits, hyphens", "地址用的短名：a-z、数字、连字符"),
    "salon": ("At which salon", "哪一场沙龙"),
    "speakers": ("Who spoke, with commas between them (Enter: not settled)", "讲者，用逗号分隔（直接回车：待定）"),
    "time": ("When it began, HH:MM (Enter: not settled)", "开始时间 HH:MM（直接回车：待定）"),
}  # fmt: skip


class Asking:
    """Who answers: `asks` everything that was not given, or `may_ask` only what nothing gives. `at` is the language."""

    def __init__(self, at: int, given: bool) -> None:
        self.at, self.lang, self.colon = at, ("en", "zh")[at], (": ", "：")[at]
        self.may_ask = sys.stdin.isatty()
        self.asks = self.may_ask and not given

    def ask(self, word: str, default: str = "", check: Callable[[str], object] | None = None) -> str:
        """One question; it comes again, with the reason, while `check` raises."""
        while True:
            said: str = click.prompt(
                WORDS[word][self.at],
                default=default,
                show_default=bool(default),
                prompt_suffix=self.colon,
                err=True,
            )
            try:
                if check is not None:
                    check(said.strip())
                return said.strip()
            except KbError as error:
                click.echo("    " + self.colon.join(error.said(self.lang)), err=True)

    def say(self, words: tuple[str, str], **filled: object) -> None:
        """A line beside the questions."""
        click.echo(words[self.at].format(**filled), err=True)


def some(said: str) -> None:
    if not said:
        raise KbError("it needs a title", "one line is enough", zh=("需要标题", "一行就够"))


def split(said: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in re.split(r"[,，、;；]", said) if part.strip())


def day_of(said: str) -> date:
    """The day that was typed, in a form that can mean one day only. Raises `KbError` for anything else."""
    from kb.pipeline.mending import iso_day

    iso = iso_day(said)
    if not iso:
        raise KbError(
            f"`{said}` is not a day of the calendar", "write YYYY-MM-DD", zh=(f"日历上没有“{said}”", "请写 YYYY-MM-DD")
        )
    return date.fromisoformat(iso)


def topics_of(words: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The ids of topics. Raises `KbError` with the nearest one for a word that is none."""
    for word in words:
        if vocabulary.find(word) is None:
            near = vocabulary.nearest(word)
            hint = f"did you mean `{near.id}`?" if near else "`kb topics` lists them"
            hint_zh = f"是不是 `{near.id}`？" if near else "`kb topics` 列出全部主题"
            raise KbError(f"there is no topic `{word}`", hint, zh=(f"没有主题“{word}”", hint_zh))
    found = (vocabulary.find(word) for word in words)
    return tuple(dict.fromkeys(topic.id for topic in found if topic is not None))
