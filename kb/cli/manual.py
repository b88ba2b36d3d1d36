"""The manual as man pages, made from `--help`: `python -m kb.cli.manual DIR` writes kb.1 and one page a command into
`DIR/man1`, and the same in Chinese into `DIR/zh_CN/man1`, where `man` looks for them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from kb import __version__
from kb.cli import COMMANDS, cli
from kb.cli.spoken import Spoken

FOLDERS = {"en": "man1", "zh": "zh_CN/man1"}
HEADINGS = {
    "NAME": "名称", "SYNOPSIS": "概要", "DESCRIPTION": "描述",
    "OPTIONS": "选项", "COMMANDS": "命令", "EXAMPLES": "示例",
}  # fmt: skip


def pages(lang: str = "en") -> dict[str, str]:
    """Name of the file → the page in roff, kb.1 first."""
    top = click.Context(cli, info_name="kb", obj={"lang": lang})
    also = [(f"kb-{name}", sentence) for name, sentence in cli.listed(lang)]
    found = {"kb.1": _page("kb", cli, top, also, lang)}
    for name in COMMANDS:
        command = cli.get_command(top, name)
        if isinstance(command, Spoken):
            found |= _command_pages(f"kb-{name}", command, top, lang)
    return found


def _command_pages(name: str, command: Spoken, above: click.Context, lang: str) -> dict[str, str]:
    context = click.Context(command, info_name=command.name, parent=above)
    below = command.commands if isinstance(command, click.Group) else {}
    also = [(f"{name}-{one}", sentence) for one, sentence in command.listed(lang)]
    found = {f"{name}.1": _page(name, command, context, also, lang)}
    for one, inner in sorted(below.items()):
        if isinstance(inner, Spoken):
            found |= _command_pages(f"{name}-{one}", inner, context, lang)
    return found


def _page(name: str, command: Spoken, context: click.Context, also: list[tuple[str, str]], lang: str) -> str:
    page = command.page(context)
    lines = [f'.TH "{name.upper()}" "1" "" "Lessonbook {__version__}" "Lessonbook"', _heading("NAME", lang)]
    lines += [
        _text(f"{name} - {page.about[0]}"),
        _heading("SYNOPSIS", lang),
        f".B {_text(name.replace('-', ' ', name.count('-')))}",
    ]
    lines += [_text(page.usage), _heading("DESCRIPTION", lang), *_paragraphs(page.about)]
    for heading, rows in (("OPTIONS", page.options), ("COMMANDS", also)):
        if rows:
            lines.append(_heading(heading, lang))
        for term, meaning in rows:
            lines += [".TP", f".B {_text(term)}", _text(meaning)]
    lines += [_heading("EXAMPLES", lang), *_examples(page.examples or ("kb search kickoff",))]
    return "\n".join(lines) + "\n"


def _heading(name: str, lang: str) -> str:
    return f".SH {HEADINGS[name] if lang == 'zh' else name}"


def _paragraphs(about: tuple[str, ...]) -> list[str]:
    return [line for part in about for line in (".PP", _text(part))]


def _examples(examples: tuple[str, ...]) -> list[str]:
    return [line for one in examples for line in (".PP", ".nf", _text(one), ".fi")]


def _text(text: str) -> str:
    """Text in which nothing is markup for roff."""
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")  # not every terminal has an ellipsis
    return re.sub(r"^([.'])", r"\\&\1", plain, flags=re.MULTILINE)


def write(folder: Path) -> None:
    for lang, below in FOLDERS.items():
        (folder / below).mkdir(parents=True, exist_ok=True)
        for name, text in pages(lang).items():
            (folder / below / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
