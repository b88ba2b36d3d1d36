"""`kb search --pick`: choosing one of the hits in a terminal, with the arrow keys or by its number.

The list is drawn on stderr, so that stdout holds nothing but what was chosen.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Sequence

import click

from kb.analysis.columns import shortened
from kb.cli.hits import safe
from kb.errors import KbError
from kb.model.kinds import SIGNS
from kb.model.names import named
from kb.ports.search import Hit

WORDS = {
    "keys": (
        "↑ ↓ or a number, Enter shows it, q leaves",
        "用 ↑ ↓ 或数字选择，回车查看，q 退出",
    ),
    "ask": ("which one? (1-{n}, Enter for none)", "看哪一条？（1-{n}，直接回车则不看）"),
}
UP, DOWN = ("\x1b[A", "\x1bOA", "k"), ("\x1b[B", "\x1bOB", "j")
ENTER, LEAVE = ("\r", "\n"), ("q", "\x1b", "\x03", "\x04")


def refuse_without_terminal() -> None:
    """Raises `KbError` where nobody can choose: input or the list would not be at a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise KbError(
            "--pick chooses among hits in a terminal",
            "leave it out, or use `--format jsonl` and choose with a tool of your own",
            zh=("--pick 要在终端里选择", "请去掉它，或用 `--format jsonl` 交给别的工具选择"),
        )


def picked(hits: Sequence[Hit], lang: str) -> Hit | None:
    """The hit that was chosen, or nothing."""
    if not hits:
        return None
    if os.environ.get("TERM", "dumb") == "dumb":
        return _asked(hits, lang)
    return _moved(hits, lang, click.getchar)


def _asked(hits: Sequence[Hit], lang: str) -> Hit | None:
    """Where the cursor cannot be moved: a list and a question."""
    for at in range(len(hits)):
        click.echo(_line(hits, at, None, lang), err=True)
    answer = click.prompt(
        WORDS["ask"][lang == "zh"].format(n=len(hits)),
        default="",
        show_default=False,
        prompt_suffix=(": ", "：")[lang == "zh"],
        err=True,
    ).strip()
    return hits[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(hits) else None


def _moved(hits: Sequence[Hit], lang: str, key: Callable[[], str]) -> Hit | None:
    """The list is drawn again after each key; it is gone when one was chosen."""
    at = 0
    while True:
        lines = [_line(hits, one, at, lang) for one in range(len(hits))]
        click.echo("\n".join((*lines, click.style(WORDS["keys"][lang == "zh"], dim=True))), err=True, color=True)
        pressed = key()
        click.echo(f"\x1b[{len(hits) + 1}A\x1b[J", nl=False, err=True, color=True)
        if pressed in LEAVE:
            return None
        if pressed in ENTER:
            return hits[at]
        at = _next(at, pressed, len(hits))


def _next(at: int, pressed: str, count: int) -> int:
    """Which hit is marked after a key; a digit marks that one, 0 the tenth."""
    if pressed in UP:
        return (at - 1) % count
    if pressed in DOWN:
        return (at + 1) % count
    if pressed.isdecimal() and len(pressed) == 1:
        wanted = (int(pressed) or 10) - 1
        return wanted if wanted < count else at
    return at


def _line(hits: Sequence[Hit], at: int, marked: int | None, lang: str) -> str:
    hit = hits[at]
    title = next((text for one, text in hit.titles if one.startswith(lang)), hit.title)
    facts = " · ".join(fact for fact in (named("kind", hit.kind, lang), hit.date) if fact)
    width = max(30, min(shutil.get_terminal_size((80, 24)).columns, 110)) - 1
    text = shortened(safe(f"{at + 1:>2} {SIGNS.get(hit.status, '·')} {title} · {facts}"), width)
    return click.style(text, reverse=True) if at == marked else text
