"""How commands, options and arguments are declared: what each says stands there in English and in Chinese.

The one idea: neither language can be left out, because the type checker asks for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from kb.cli.spoken import Argument, Command, Group, Option
from kb.cli.values import Between, OneOf

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def declare(
    name: str, *, zh: str, examples: tuple[str, ...], examples_zh: tuple[str, ...] = ()
) -> Callable[[Callable[..., Any]], Command]:
    """A command. Its docstring says in English what it does; `zh` says the same, a blank line between paragraphs."""
    return click.command(name, cls=Command, zh=zh, examples=examples, examples_zh=examples_zh)


def declare_group(name: str, *, zh: str, examples: tuple[str, ...]) -> Callable[[Callable[..., Any]], Group]:
    """A command that does something itself and has commands of its own."""
    return click.command(name, cls=Group, invoke_without_command=True, zh=zh, examples=examples)


def option(
    *names: str, help: str, zh: str, choices: Sequence[str] = (), between: tuple[int, int] | None = None, **attrs: Any
) -> Callable[[_Decorated], _Decorated]:
    """An option. `choices` are the values that it may have, `between` the least and the most that a number may be."""
    kind = {"type": OneOf(choices)} if choices else {"type": Between(*between)} if between else {}
    return click.option(*names, cls=Option, help=help, zh=zh, **kind, **attrs)


def argument(name: str, *, choices: Sequence[str] = (), **attrs: Any) -> Callable[[_Decorated], _Decorated]:
    """An argument; `metavar` is what stands for it in the usage."""
    kind = {"type": OneOf(choices)} if choices else {}
    return click.argument(name, cls=Argument, **kind, **attrs)


def form_option(choices: Sequence[str] = ("text", "json")) -> Callable[[_Decorated], _Decorated]:
    """`--format`: for people or for one of the programs that read what a command says."""
    said, said_zh = "Form of the output.", "输出格式。"
    return option("--format", "form", choices=choices, default="text", show_default=True, help=said, zh=said_zh)


def audience_option() -> Callable[[_Decorated], _Decorated]:
    """`--audience` where a site is built to be looked at."""
    both, said, said_zh = ("internal", "public"), "Who will read the site.", "网站给谁看。"
    return option("--audience", choices=both, default="internal", show_default=True, help=said, zh=said_zh)
