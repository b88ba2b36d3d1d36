"""The manual as man pages: `python -m kb.cli.manual DIR` writes kb.1 and one page a command, made from `--help`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from kb import __version__
from kb.cli import COMMANDS, cli


def pages() -> dict[str, str]:
    """Name of the file → the page in roff, kb.1 first."""
    top = click.Context(cli, info_name="kb")
    found = {"kb.1": _page("kb", cli, top, [(f"kb-{name}", sentence) for name, sentence in COMMANDS.items()])}
    for name in COMMANDS:
        command = cli.get_command(top, name)
        if command is not None:
            found |= _command_pages(f"kb-{name}", command, top)
    return found


def _command_pages(name: str, command: click.Command, above: click.Context) -> dict[str, str]:
    context = click.Context(command, info_name=command.name, parent=above)
    below = command.commands if isinstance(command, click.Group) else {}
    also = [(f"{name}-{one}", _first(command)) for one, command in sorted(below.items())]
    found = {f"{name}.1": _page(name, command, context, also)}
    for one, inner in sorted(below.items()):
        found |= _command_pages(f"{name}-{one}", inner, context)
    return found


def _first(command: click.Command) -> str:
    return " ".join((command.help or "").split("\n\n")[0].split())


def _page(name: str, command: click.Command, context: click.Context, also: list[tuple[str, str]]) -> str:
    usage = " ".join(command.collect_usage_pieces(context))
    lines = [f'.TH "{name.upper()}" "1" "" "Lessonbook {__version__}" "Lessonbook"', ".SH NAME"]
    lines += [
        _text(f"{name} - {_first(command)}"),
        ".SH SYNOPSIS",
        f".B {_text(name.replace('-', ' ', name.count('-')))}",
    ]
    lines += [_text(usage), ".SH DESCRIPTION", *_paragraphs(command.help or "")]
    known = (one for one in command.get_params(context) if isinstance(one, click.Option))
    options = [record for one in known if (record := one.get_help_record(context))]
    for heading, rows in (("OPTIONS", options), ("COMMANDS", also)):
        if rows:
            lines.append(f".SH {heading}")
        for term, meaning in rows:
            lines += [".TP", f".B {_text(term)}", _text(meaning)]
    lines += [".SH EXAMPLES", *_examples(command.epilog or "Example: kb search kickoff")]
    return "\n".join(lines) + "\n"


def _paragraphs(text: str) -> list[str]:
    return [line for part in text.split("\n\n") for line in (".PP", _text(" ".join(part.split())))]


def _examples(epilog: str) -> list[str]:
    found = (one.removeprefix("Example:").strip() for one in epilog.split("\n\n"))
    return [line for one in found for line in (".PP", ".nf", _text(one), ".fi")]


def _text(text: str) -> str:
    """Text in which nothing is markup for roff."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", plain, flags=re.MULTILINE)


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
