"""The kinds of values that options take, and what is said in both languages when one cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kb.errors import KbError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType


# What stands for a value, wherever it does.
PLACES = {
    "ARGS": "参数", "COMMAND": "命令", "DATE": "日期", "DIR": "文件夹", "EVENT": "事件", "FILE": "文件",
    "FIRST": "甲", "ID": "编号", "KIND": "类型", "LANG": "语言", "LANGS": "语言", "N": "数字", "NAME": "名称",
    "NEW": "新编号", "OLD": "旧编号", "OPTIONS": "选项", "PATH": "路径", "PATHS": "路径", "REF": "版本", "SECOND": "乙",
    "SHA": "提交", "SHELL": "Shell", "TEXT": "文字", "WORDS": "词语",
}  # fmt: skip


def place(name: str, lang: str) -> str:
    """What stands for a value, in the reader's language; brackets, ellipses and patterns stay."""
    return re.sub("[A-Z]+", lambda found: PLACES.get(found[0], found[0]), name) if lang == "zh" else name


class OneOf(_Type):
    """One of a few words."""

    name = "choice"

    def __init__(self, choices: Sequence[str]) -> None:
        self.choices = tuple(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value in self.choices:
            return value
        from kb.vocabulary import nearest

        near, every = nearest(value, self.choices), self.choices
        hint = f"did you mean `{near}`? " if near else ""
        hint_zh = f"是不是 `{near}`？" if near else ""
        raise KbError(
            f"{called(param, 'en')} cannot be `{value}`",
            f"{hint}one of: {', '.join(every)}",
            zh=(f"{called(param, 'zh')}不能是 `{value}`", f"{hint_zh}可选：{'、'.join(every)}"),
        )

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        return [CompletionItem(one) for one in self.choices if one.startswith(incomplete)]


class Between(_Type):
    """A whole number from `least` to `most`."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            found = int(value)
        except ValueError:
            found = self.least - 1
        if self.least <= found <= self.most:
            return found
        raise KbError(
            f"{called(param, 'en')} cannot be `{value}`",
            f"it is a whole number from {self.least} to {self.most}",
            zh=(f"{called(param, 'zh')}不能是 `{value}`", f"应是 {self.least} 到 {self.most} 的整数"),
        )


def called(param: click.Parameter | None, lang: str) -> str:
    """A parameter as one types it: an option by its longest name, an argument by what stands for it.

    In Chinese with what parts it from the characters behind it: quotes, or a space behind an option's letters.
    """
    if isinstance(param, click.Option):
        return max(param.opts, key=len) + (" " if lang == "zh" else "")
    name = str(param.name).rsplit("_", 1)[-1].upper() if param else "?"
    return f"“{place(name, lang)}”" if lang == "zh" else name
