"""Help says all that it says in the reader's language, and fits the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest

from kb.analysis.columns import columns, lines
from kb.cli import COMMANDS, cli
from kb.cli.help_page import Page, text
from kb.cli.spoken import Argument, Option, Spoken
from kb.cli.values import PLACES, OneOf
from tests.command import kb_here

HAN = re.compile("[\u4e00-\u9fff]")
PATTERN = {"YYYY", "MM", "DD", "HH"}  # a form to fill, the same in both languages
TYPED = re.compile(r"`[^`]*`|\[[^\]]*\]|--[a-z-]+(?: [a-z]+\b)?|\b[a-z]+:(?= |。)")  # as it is, in either language
NAMES = {"JSON Schema"}


def every(name: str, context: click.Context) -> Iterator[tuple[str, Spoken, click.Context]]:
    """The command of this name and those below it, each with the context in which it is called."""
    command = context.command
    assert isinstance(command, Spoken), name
    yield name, command, context
    for below in command.list_commands(context) if isinstance(command, click.Group) else ():
        inner = command.get_command(context, below) if isinstance(command, click.Group) else None
        assert inner is not None
        yield from every(f"{name} {below}", click.Context(inner, info_name=below, parent=context))


CHINESE = list(every("kb", click.Context(cli, info_name="kb", obj={"lang": "zh"})))
SPOKEN = pytest.mark.parametrize(("name", "command", "context"), CHINESE, ids=[one[0] for one in CHINESE])


def test_every_command_is_looked_at() -> None:
    assert {f"kb {name}" for name in COMMANDS} | {"kb topics merge"} <= {name for name, _, _ in CHINESE}


@SPOKEN
def test_whatever_can_be_typed_is_explained_in_both_languages(
    name: str, command: Spoken, context: click.Context
) -> None:
    params = command.get_params(context)
    assert {type(one) for one in params} <= {Option, Argument}
    said = [command.about("zh")[0], *(one.zh for one in params if isinstance(one, Option))]
    assert [one for one in said if not HAN.search(one) or not one.endswith("。")] == []
    assert [one.name for one in params if isinstance(one, Option) and not one.help] == []
    assert len(command.about("en")) == len(command.about("zh"))


@SPOKEN
def test_what_stands_for_a_value_has_its_chinese_word(name: str, command: Spoken, context: click.Context) -> None:
    named = [one.metavar or "" for one in command.params if not isinstance(one.type, OneOf)]
    assert {word for one in named for word in re.findall("[A-Z]+", one)} <= PLACES.keys() | PATTERN


@SPOKEN
def test_chinese_help_holds_no_english_sentence(name: str, command: Spoken, context: click.Context) -> None:
    page = command.page(context)
    said = " ".join((*page.about, *(meaning for _, meaning in (*page.options, *page.commands))))
    found = re.findall(r"[A-Za-z']{2,}(?: [A-Za-z']{2,})+", TYPED.sub("", said))
    assert [words for words in found if words not in NAMES] == []


@SPOKEN
@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal(name: str, command: Spoken, context: click.Context, width: int) -> None:
    page = command.page(context)
    for lang in ("en", "zh"):
        written = [
            one for one in text(page, lang, width).split("\n") if not one.lstrip().startswith(("-", "Usage", "用法"))
        ]
        assert [one for one in written if columns(one) > width] == []


def test_a_line_neither_begins_with_what_closes_nor_ends_with_what_opens() -> None:
    said = "读取所有文件，指出哪里有什么问题、怎么办（默认：`--format json`）。 以 diff 显示。" * 4
    for width in range(10, 60):
        parts = [said[begin:end] for begin, end in lines(said, width)]
        assert "".join(parts).replace(" ", "") == said.replace(" ", "")
        assert [one for one in parts if one != one.strip()] == []
        assert [one for one in parts if one[0] in "，。、：）" or one[-1] in "（" or columns(one) > width] == []


def test_meanings_stand_below_each_other_though_han_characters_are_wide() -> None:
    page = Page("kb x", "[选项]", ("做一件事。",), (("--root 文件夹", "甲。"), ("-h, --help", "乙。")), (), ("kb x",))
    assert text(page, "zh", 80).split("\n\n")[2:] == [
        "选项：\n  --root 文件夹  甲。\n  -h, --help     乙。",
        "  示例：kb x",
    ]


def test_help_is_asked_for_in_either_language() -> None:
    assert kb_here("--lang", "zh", "build", "--help").out.startswith("用法：kb build [选项]\n\n  构建 ")
    assert kb_here("--lang", "en", "build", "-h").out.startswith("Usage: kb build [OPTIONS]\n\n  Build ")
    assert "  doctor      检查本机" in kb_here("--lang", "zh", "--help").out
    assert "  doctor      Look at" in kb_here("--lang", "en", "--help").out
    assert kb_here("--lang", "zh", "--version").out.startswith("kb，版本 ")
