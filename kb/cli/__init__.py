"""The terminal's face. A command declares, calls and shows; it takes no decision that another face would need.

Commands are imported when they are called, so that `kb --help` and `kb search` load nothing that they do not use.
"""

from __future__ import annotations

import importlib
import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import click

from kb import __version__
from kb.cli.declaring import option
from kb.cli.spoken import Group, Spoken, lang_of
from kb.errors import KbError, reason
from kb.model.text import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# name → what `kb --help` says of it, in English and Chinese; `kb.cli.<name>` (`_` for `-`) holds it, called `command`.
COMMANDS = {
    "check": (
        "Read every file and say what is wrong, where, and what to do.",
        "读取所有文件，指出哪里有什么问题、怎么办。",
    ),
    "new": (
        "Begin a lesson, practice, case, salon, talk, person or project.",
        "新建经验、实践、案例、沙龙、分享、人员或项目。",
    ),
    "search": (
        "Find what was learned before, in English or Chinese.",
        "查找以前的经验，中英文皆可。",
    ),
    "related": (
        "List what else to read about what an entry is about.",
        "列出与某个条目相关的其他条目。",
    ),
    "show": (
        "Show one entry in the terminal.",
        "在终端显示一个条目。",
    ),
    "index": (
        "Bring the search index up to date, or rebuild it.",
        "更新或重建搜索索引。",
    ),
    "build": (
        "Build the site of one audience.",
        "为一类读者构建网站。",
    ),
    "publish": (
        "Build a verified site and let it be live in one step.",
        "构建并核对网站，一步上线。",
    ),
    "serve": (
        "Build the site, show it on this machine and follow your edits.",
        "构建网站，在本机显示，并随修改更新。",
    ),
    "topics": (
        "How the vocabulary is used, and which topics look alike.",
        "词表的使用情况、相近的主题；改名与合并。",
    ),
    "schema": (
        "Print what front matter may hold, as JSON Schema for editors.",
        "以 JSON Schema 输出头信息的写法，供编辑器使用。",
    ),
    "init": (
        "Make an empty knowledge base of your own.",
        "新建一个自己的知识库。",
    ),
    "changes": (
        "What differs from a branch: entries, states, broken links.",
        "与某个分支相比有何变化：条目、状态、失效链接。",
    ),
    "owners": (
        "Who is asked to review what, as a CODEOWNERS file.",
        "谁负责评审什么，输出为 CODEOWNERS 文件。",
    ),
    "gate": (
        "Tell data from code in a contribution, for the code host.",
        "供代码托管平台区分贡献中的内容与代码。",
    ),
    "from-issue": (
        "Turn a filled issue form into a draft, with its author credited.",
        "把填好的表单变成草稿，并为作者署名。",
    ),
    "ingest": (
        "Bring in what you have: posts, recaps, postmortems, documents, registers.",
        "导入已有的文章、回顾、复盘、文档和登记表。",
    ),
    "doctor": (
        "Look at machine, software, base, index and code host; say what to do.",
        "检查本机、软件、知识库、索引和代码托管，并说明怎么办。",
    ),
    "completion": (
        "Print the lines by which a shell completes what you type.",
        "输出命令行补全脚本。",
    ),
}
_STOPPED = {"en": ("stopped", "nothing was left half done"), "zh": ("已停止", "没有留下做到一半的内容")}


class _LazyGroup(Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def names(self) -> tuple[str, ...]:
        return tuple(COMMANDS)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def listed(self, lang: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, both[lang == "zh"]) for name, both in COMMANDS.items())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"kb.cli.{cmd_name.replace('-', '_')}").command
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands by name; what each can do is not loaded for that."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return Spoken.shell_complete(self, ctx, incomplete)
        return [
            CompletionItem(name, help=said) for name, said in self.listed(lang_of(ctx)) if name.startswith(incomplete)
        ]


def message_lang(asked: str | None) -> str:
    """`en` or `zh` for messages: what was asked for, else KB_LANG, else the locale."""
    wanted = asked or os.environ.get("KB_LANG") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES")
    return "zh" if (wanted or os.environ.get("LANG", "")).lower().startswith("zh") else "en"


def _show_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        click.echo(("kb, version {}", "kb，版本 {}")[lang_of(ctx) == "zh"].format(__version__))
        ctx.exit()


@click.command(
    "kb",
    cls=_LazyGroup,
    invoke_without_command=True,
    zh="Lessonbook：学习型社区存放在 Git 里、真正用起来的知识库。",
)
@option(
    "--root",
    metavar="DIR",
    help="The knowledge base to work on (default: KB_ROOT, or the nearest one upwards).",
    zh="要使用的知识库（默认：KB_ROOT，或从当前文件夹向上最近的一个）。",
)
@option(
    "--lang",
    choices=("en", "zh"),
    help="Language of messages (default: KB_LANG, or the locale).",
    zh="消息的语言（默认：KB_LANG，或系统区域设置）。",
)
@option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
    zh="显示版本。",
)
@click.pass_context
def cli(ctx: click.Context, root: str | None, lang: str | None) -> int:
    """Lessonbook: the knowledge base that a learning community keeps in Git and really uses."""
    ctx.obj |= {"root": root, "lang": message_lang(lang)}
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help(), err=True)
        return 2
    return 0


def fail(message: str, hint: str = "") -> None:
    """One line of what is wrong and one of what to do, on stderr. Both may hold the name of a strange file."""
    click.echo(f"{click.style('kb:', fg='red', bold=True)} {printable(message)}", err=True)
    if hint:
        click.echo(f"    {printable(hint)}", err=True)


def _reader(args: list[str]) -> str:
    """The language of messages that a command line asks for before its command."""
    before = args[: next((at for at, one in enumerate(args) if one in COMMANDS), len(args))]
    asked = [one[len("--lang=") :] for one in before if one.startswith("--lang=")]
    asked += [value for one, value in pairwise(before) if one == "--lang"]
    return message_lang(asked[-1] if asked else None)


def _refused(error: OSError) -> KbError:
    """What the system would not do."""
    (why, why_zh), where = reason(error), str(error.filename or "")
    hint, hint_zh = "check the folder, its rights and the space on the disk", "请检查文件夹、权限和磁盘空间"
    said, said_zh = (f"{where}: {why}", f"{where}：{why_zh}") if where else (why, why_zh)
    return KbError(said, hint, zh=(said_zh, hint_zh))


def run(args: list[str] | None = None) -> int:
    """Run one command line and give its exit code; no exception leaves."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a file name may be no text at all
    obj = {"lang": _reader(sys.argv[1:] if args is None else args)}
    try:
        result = cli.main(args, prog_name="kb", standalone_mode=False, obj=obj)
        return result if isinstance(result, int) else 0
    except KbError as error:
        fail(*error.said(obj["lang"]))
        return error.exit_code
    except click.UsageError as error:
        from kb.cli.misuse import worded

        fail(*worded(error).said(obj["lang"]))
        return 2
    except (click.Abort, KeyboardInterrupt):
        fail(*_STOPPED[obj["lang"]])
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has left; nothing to say
        return 0
    except OSError as error:
        fail(*_refused(error).said(obj["lang"]))
        return 2
