"""A command line that cannot be meant, worded in both languages from what the parser found, not from its sentences."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kb.cli.spoken import Option, Spoken
from kb.cli.values import called
from kb.errors import KbError


def worded(error: click.UsageError) -> KbError:
    """What is wrong with the command line, and what to do."""
    if isinstance(error, click.NoSuchOption):
        return _no_option(error.option_name, error.possibilities or (), error.ctx)
    if isinstance(error, click.MissingParameter):
        return _missing(error.param, error.ctx)
    if isinstance(error, click.BadOptionUsage):
        return _without_value(error.option_name, error.ctx)
    said = error.format_message()
    return _stop(said, f"命令行有误：{said}", error.ctx)


def too_many(context: click.Context, left: Sequence[str]) -> KbError:
    """Words behind a command that it does not take."""
    path, words = context.command_path, " ".join(left)
    return _stop(f"`{path}` takes no `{words}`", f"`{path}` 之后不能写 `{words}`", context)


def _stop(said: str, said_zh: str, context: click.Context | None) -> KbError:
    """The usage line says what to write instead."""
    if context is None or not isinstance(context.command, Spoken):
        return KbError(said, "`kb --help` lists the commands", zh=(said_zh, "`kb --help` 列出全部命令"))
    path, command = context.command_path, context.command
    return KbError(said, f"usage: {path} {command.usage('en')}", zh=(said_zh, f"用法：{path} {command.usage('zh')}"))


def _no_option(name: str, near: Sequence[str], context: click.Context | None) -> KbError:
    path = context.command_path if context else "kb"
    above = context.find_root().command.params if context else []
    hint, hint_zh = f"`{path} --help` lists the options", f"`{path} --help` 列出全部选项"
    if near:
        hint, hint_zh = f"did you mean `{near[0]}`?", f"是不是 `{near[0]}`？"
    elif any(name in one.opts for one in above):
        right = f"kb {name} … {path.partition(' ')[2]}"
        hint, hint_zh = f"it stands before the command: `{right}`", f"它要写在命令之前：`{right}`"
    return KbError(f"`{path}` has no option {name}", hint, zh=(f"`{path}` 没有选项 {name}", hint_zh))


def _without_value(name: str, context: click.Context | None) -> KbError:
    known = context.command.get_params(context) if context else []
    if any(isinstance(one, Option) and one.is_flag and name in (*one.opts, *one.secondary_opts) for one in known):
        return _stop(f"{name} takes no value", f"{name} 后面不写值", context)
    return _stop(f"{name} needs a value", f"{name} 后面要写一个值", context)


def _missing(param: click.Parameter | None, context: click.Context | None) -> KbError:
    if isinstance(param, Option):
        name = max(param.opts, key=len)
        return _stop(f"{name}{param.value('en')} is missing", f"缺少 {name}{param.value('zh')}", context)
    return _stop(f"{called(param, 'en')} is missing", f"缺少{called(param, 'zh')}", context)
