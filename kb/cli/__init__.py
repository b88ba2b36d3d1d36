"""The terminal's face. A command declares, calls and shows; it takes no decision that another face would need.

Commands are imported when they are called, so that `kb --help` and `kb search` load nothing that they do not use.
"""

from __future__ import annotations

import importlib
import os
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from kb import __version__
from kb.errors import KbError, reason
from kb.model.text import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# name → what `kb --help` says of it; `kb.cli.<name>` (`_` for `-`) holds it, called `command`.
COMMANDS = {
    "check": "Read every file and say what is wrong, where, and what to do.",
    "new": "Begin a lesson, practice, case, salon, person or project.",
    "search": "Find what was learned before, in English or Chinese.",
    "related": "List what else to read about what an entry is about.",
    "show": "Show one entry in the terminal.",
    "index": "Bring the search index up to date, or rebuild it.",
    "build": "Build the site of one audience.",
    "publish": "Build a verified site and let it be live in one step.",
    "serve": "Build the site, show it on this machine and follow your edits.",
    "topics": "How the vocabulary is used, and which topics look alike.",
    "schema": "Print what front matter may hold, as JSON Schema for editors.",
    "init": "Make an empty knowledge base of your own.",
    "changes": "What differs from a branch: entries, states, broken links.",
    "owners": "Who is asked to review what, as a CODEOWNERS file.",
    "gate": "Tell data from code in a contribution, for the code host.",
    "from-issue": "Turn a filled issue form into a draft, with its author credited.",
    "ingest": "Bring in what you have: posts, recaps, postmortems, documents, registers.",
    "doctor": "Look at machine, software, base, index and code host; say what to do.",
    "completion": "Print the lines by which a shell completes what you type.",
}
COMMANDS_ZH = {
    "check": "读取所有文件，指出哪里有什么问题、怎么办。",
    "new": "新建经验、实践、案例、沙龙、分享、人员或项目。",
    "search": "查找以前的经验，中英文皆可。",
    "related": "列出与某个条目相关的其他条目。",
    "show": "在终端显示一个条目。",
    "index": "更新或重建搜索索引。",
    "build": "为一类读者构建网站。",
    "publish": "构建并核对网站，一步上线。",
    "serve": "构建网站，在本机显示，并随修改更新。",
    "topics": "词表的使用情况、相近的主题；改名与合并。",
    "schema": "以 JSON Schema 输出元数据的写法，供编辑器使用。",
    "init": "新建一个自己的知识库。",
    "changes": "与某个分支相比有何变化：条目、状态、失效链接。",
    "owners": "谁负责评审什么，输出为 CODEOWNERS 文件。",
    "gate": "供代码托管平台区分贡献中的内容与代码。",
    "from-issue": "把填好的表单变成草稿，并为作者署名。",
    "ingest": "导入已有的文章、回顾、复盘、文档和登记表。",
    "doctor": "检查本机、软件、知识库、索引和代码托管，并说明怎么办。",
    "completion": "输出命令行补全脚本。",
}
_HEADINGS = {"en": "Commands", "zh": "命令"}
_STOPPED = {"en": ("stopped", "nothing was left half done"), "zh": ("已停止", "没有留下做到一半的内容")}


class _LazyGroup(click.Group):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"kb.cli.{cmd_name.replace('-', '_')}").command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from kb.vocabulary import nearest

            near = nearest(args[0], COMMANDS)
            hint = f"did you mean `kb {near}`?" if near else "`kb --help` lists the commands"
            hint_zh = f"是不是 `kb {near}`？" if near else "`kb --help` 列出全部命令"
            raise KbError(f"there is no command `{args[0]}`", hint, zh=(f"没有命令 `{args[0]}`", hint_zh))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = message_lang(ctx.params.get("lang"))
        with formatter.section(_HEADINGS[lang]):
            formatter.write_dl(list((COMMANDS_ZH if lang == "zh" else COMMANDS).items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands by name; what each can do is not loaded for that."""
        from click.shell_completion import CompletionItem

        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return [CompletionItem(name, help=said) for name, said in COMMANDS.items() if name.startswith(incomplete)]


def message_lang(asked: str | None) -> str:
    """`en` or `zh` for messages: what was asked for, else KB_LANG, else the locale."""
    wanted = asked or os.environ.get("KB_LANG") or os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES")
    return "zh" if (wanted or os.environ.get("LANG", "")).lower().startswith("zh") else "en"


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--root", metavar="DIR", help="The knowledge base to work on (default: KB_ROOT, or the nearest one upwards)."
)
@click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    is_eager=True,
    help="Language of messages (default: KB_LANG, or the locale).",
)
@click.version_option(__version__, "-V", "--version", prog_name="kb")
@click.pass_context
def cli(ctx: click.Context, root: str | None, lang: str | None) -> None:
    """Lessonbook: the knowledge base that a learning community keeps in Git and really uses."""
    ctx.obj = {"root": root, "lang": message_lang(lang)}


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
    lang = _reader(sys.argv[1:] if args is None else args)
    try:
        result = cli.main(args, prog_name="kb", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except KbError as error:
        fail(*error.said(lang))
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        fail(*_STOPPED[lang])
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has left; nothing to say
        return 0
    except OSError as error:
        fail(*_refused(error).said(lang))
        return 2
