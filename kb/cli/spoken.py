"""Commands, options and arguments as readers meet them: in help, in completions, in man pages, in their own language.

The one idea: all that is said is a text of ours that stands where the command is declared (`kb.cli.declaring`). The
library parses the command line and says nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kb.cli.values import Between, OneOf, place
from kb.errors import KbError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kb.cli.help_page import Page

_DEFAULT = ("default: {}", "默认：{}")
_REQUIRED = ("required", "必填")


def lang_of(context: click.Context) -> str:
    """The reader's language."""
    obj = context.find_root().obj
    return str(obj["lang"]) if obj else "en"


class Option(click.Option):
    """An option that says in both languages what it is for; `usual` is its default in words, where it is no value."""

    def __init__(self, names: Sequence[str], *, zh: str, usual: tuple[str, str] | None = None, **attrs: Any) -> None:
        super().__init__(names, **attrs)
        self.zh, self.usual = zh, usual

    def said(self, lang: str) -> str:
        """What it is for."""
        return self.zh if lang == "zh" else self.help or ""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        lang = lang_of(ctx)
        names = ", ".join(self.opts) + "".join(f" / {one}" for one in self.secondary_opts)
        return names + self.value(lang), f"{self.said(lang)}{self._more(lang)}"

    def value(self, lang: str) -> str:
        """What stands for its value behind its name; nothing for a switch."""
        if isinstance(self.type, OneOf):
            return f" [{'|'.join(self.type.choices)}]"
        return "" if self.is_flag else f" {place(self.metavar or 'TEXT', lang)}"

    def _more(self, lang: str) -> str:
        """Its default, its range, and whether it must be there, in brackets."""
        at, found = lang == "zh", []
        if self.usual or self.show_default:
            found.append(_DEFAULT[at].format(self.usual[at] if self.usual else self.default))
        if isinstance(self.type, Between):
            found.append(f"{self.type.least}–{self.type.most}")
        if self.required:
            found.append(_REQUIRED[at])
        return f"  [{('; ', '；')[at].join(found)}]" if found else ""


class Argument(click.Argument):
    """An argument; what it is for is said by its command."""

    def shown(self, lang: str) -> str:
        """What stands for it in the usage."""
        if not isinstance(self.type, OneOf):
            return place(self.metavar or str(self.name).upper(), lang)
        every = f"{{{'|'.join(self.type.choices)}}}"
        return every if self.required else f"[{every}]"


class Spoken(click.Command):
    """What commands and groups have in common: a page of help in the reader's language."""

    _helping: Option | None = None

    def __init__(
        self, *args: Any, zh: str, examples: tuple[str, ...] = (), examples_zh: tuple[str, ...] = (), **attrs: Any
    ) -> None:
        super().__init__(*args, **attrs)
        self.zh, self._examples = zh, (examples, examples_zh or examples)

    def about(self, lang: str) -> tuple[str, ...]:
        """What it does, in paragraphs."""
        said = self.zh if lang == "zh" else inspect.cleandoc(self.help or "")
        return tuple(" ".join(one.split()) for one in said.split("\n\n"))

    def examples(self, lang: str) -> tuple[str, ...]:
        return self._examples[lang == "zh"]

    def usage(self, lang: str) -> str:
        """What may follow its name."""
        must = [f"{one.opts[-1]}{one.value(lang)}" for one in self.params if isinstance(one, Option) and one.required]
        own = [one.shown(lang) for one in self.params if isinstance(one, Argument)]
        below = [place("COMMAND [ARGS]…", lang)] if isinstance(self, click.Group) else []
        return " ".join((place("[OPTIONS]", lang), *must, *own, *below))

    def listed(self, lang: str) -> tuple[tuple[str, str], ...]:
        """The commands that it has, each with a sentence."""
        return ()

    def page(self, ctx: click.Context) -> Page:
        """All that its help says."""
        from kb.cli.help_page import Page

        lang = lang_of(ctx)
        records = (one.get_help_record(ctx) for one in self.get_params(ctx) if isinstance(one, Option))
        options = tuple(record for record in records if record)
        return Page(
            ctx.command_path, self.usage(lang), self.about(lang), options, self.listed(lang), self.examples(lang)
        )

    def get_help(self, ctx: click.Context) -> str:
        from kb.cli.help_page import text
        from kb.cli.terminal import size

        return text(self.page(ctx), lang_of(ctx), size().columns)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The same one each time: the order in which options were typed is known by it."""
        if self._helping is None:
            names, said = ("-h", "--help"), "Show this message and exit."
            self._helping = Option(
                names,
                zh="显示本说明。",
                help=said,
                is_flag=True,
                is_eager=True,
                expose_value=False,
                callback=_show_help,
            )
        return self._helping

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser does not always know whose options it read
            raise

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        found, lang = super().shell_complete(ctx, incomplete), lang_of(ctx)
        known = [one for one in self.get_params(ctx) if isinstance(one, Option)]
        options = {name: one for one in known for name in (*one.opts, *one.secondary_opts)}
        for one in found:
            one.help = options[one.value].said(lang) if one.value in options else one.help
        return found


def _show_help(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(ctx.get_help())
        ctx.exit()


class Command(Spoken):
    """A command. Words that it does not take are told in both languages."""

    allow_extra_args = True  # so that it is asked here and not by the parser

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            from kb.cli.misuse import too_many

            raise too_many(ctx, left)
        return left


class Group(Spoken, click.Group):
    """Several commands under one name."""

    command_class = Command

    def names(self) -> Sequence[str]:
        return sorted(self.commands)

    def usage(self, lang: str) -> str:
        """What may follow its name."""
        must = [f"{one.opts[-1]}{one.value(lang)}" for one in self.params if isinstance(one, Option) and one.required]
        own = [one.shown(lang) for one in self.params if isinstance(one, Argument)]
        below = [place("COMMAND [ARGS]…", lang)] if isinstance(self, click.Group) else []
        return " ".join((place("[OPTIONS]", lang), *must, *own, *below))

    def listed(self, lang: str) -> tuple[tuple[str, str], ...]:
        below = ((name, self.commands[name]) for name in self.names())
        return tuple((name, one.about(lang)[0]) for name, one in below if isinstance(one, Spoken))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.names() and not args[0].startswith("-"):
            raise _no_command(ctx.command_path, args[0], self.names())
        return super().resolve_command(ctx, args)


def _no_command(above: str, typed: str, known: Sequence[str]) -> KbError:
    from kb.vocabulary import nearest

    near = nearest(typed, known)
    hint = f"did you mean `{above} {near}`?" if near else f"`{above} --help` lists the commands"
    hint_zh = f"是不是 `{above} {near}`？" if near else f"`{above} --help` 列出全部命令"
    return KbError(f"there is no command `{typed}`", hint, zh=(f"没有命令 `{typed}`", hint_zh))
