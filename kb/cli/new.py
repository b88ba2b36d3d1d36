"""`kb new KIND`: five questions at most, then a file that passes the check, with a hint under each heading.

`--from` takes what a text says already and asks for the rest.
"""

from __future__ import annotations

import os

import click

from kb.cli.asking import Asking
from kb.cli.declaring import argument, declare, option
from kb.cli.new_entry import SAID, Beginning, Given
from kb.cli.search import KINDS
from kb.model.kinds import Kind
from kb.workspace import Workspace

TALK = "talk"


@declare(
    "new",
    zh="新建一个条目：在终端逐项询问，或全部取自选项。\n\n"
    "分享是沙龙中的一场，会写进沙龙的文件。文件路径输出到标准输出。",
    examples=(
        'kb new lesson --title "Invite all stakeholders to the kickoff" --tag kickoff',
        "kb new salon --from recap.docx",
        'kb new talk --title "What a charter is for" --speaker "Li Na" --time 14:00',
    ),
    examples_zh=(
        'kb new lesson --title "启动会要请齐所有干系人" --tag kickoff',
        "kb new salon --from 回顾.docx",
        'kb new talk --title "项目章程有什么用" --speaker "李娜" --time 14:00',
    ),
)
@argument("kind", choices=(*KINDS, TALK))
@option("--title", default="", help="Its title, or a person's name.", zh="标题，或人员的姓名。")
@option("--title-zh", default="", help="The same in Chinese, or the only title.", zh="中文标题，也可以是唯一的标题。")
@option(
    "--from",
    "text",
    default="",
    metavar="FILE",
    help="Take what this .md, .txt, .docx … says already.",
    zh="取用这个 .md、.txt、.docx 等文件里已有的内容。",
)
@option(
    "--tag",
    "tags",
    multiple=True,
    help="A topic, by id or any of its names; may be repeated.",
    zh="主题，写编号或任一名称；可以重复。",
)
@option(
    "--date",
    "day",
    default="",
    metavar="YYYY-MM-DD",
    help="When it happened (default: today).",
    zh="发生的日期（默认：今天）。",
)
@option(
    "--lang",
    default="",
    metavar="LANG",
    help="Language of the entry: en, zh-Hans … (default: its title's).",
    zh="条目的语言：zh-Hans、en 等（默认：与标题相同）。",
)
@option(
    "--slug",
    default="",
    help="Short name for its address, where the title gives none.",
    zh="地址用的短名，标题得不出时才需要。",
)
@option(
    "--salon",
    default="",
    metavar="ID",
    help="A talk's salon (default: the latest).",
    zh="分享所在的沙龙（默认：最近一场）。",
)
@option(
    "--speaker",
    "speakers",
    multiple=True,
    metavar="NAME",
    help="A talk's speaker; may be repeated.",
    zh="分享的讲者；可以重复。",
)
@option("--time", default="", metavar="HH:MM", help="When a talk begins.", zh="分享开始的时间。")
@option(
    "--edit/--no-edit",
    default=None,
    help="Open it in $VISUAL or $EDITOR (default: after questions).",
    zh="用 $VISUAL 或 $EDITOR 打开（默认：询问之后打开）。",
)
@click.pass_obj
def command(
    obj: dict[str, str],
    kind: str,
    title: str,
    title_zh: str,
    text: str,
    tags: tuple[str, ...],
    day: str,
    lang: str,
    slug: str,
    salon: str,
    speakers: tuple[str, ...],
    time: str,
    edit: bool | None,
) -> None:
    """Begin an entry of this KIND: asks on a terminal, or takes everything from options.

    A talk is a session of a salon and is written into the salon's file. The file's path goes to
    standard output.
    """
    workspace = Workspace.open(obj["root"])
    asking = Asking(("en", "zh").index(obj["lang"]), given=bool(title or title_zh))
    known = Kind.SALON if kind == TALK else Kind(kind)
    given = Given(known, title.strip(), title_zh.strip(), tags, day.strip(), lang.strip(), slug.strip(), text)
    if kind == TALK:
        from kb.cli.new_talk import begin_talk

        path = begin_talk(workspace, given, asking, salon.strip(), speakers, time.strip())
    else:
        path = Beginning(workspace, given, asking).write()
    click.echo(path)
    asking.say(SAID["next"], path=path)
    if edit or (edit is None and asking.asks and (os.environ.get("VISUAL") or os.environ.get("EDITOR"))):
        from kb.adapters.editor import edit as opened

        opened(workspace.root / path)
