"""`kb from-issue EVENT`: a filled form of the code host becomes a draft, and the answer to whoever sent it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kb.cli.declaring import argument, declare, form_option, option
from kb.cli.progress import progress
from kb.workspace import Workspace

WORDS = {"en": "this is no filled form", "zh": "这不是填好的表单"}


@declare(
    "from-issue",
    zh="把填好的议题表单变成知识库的文件。\n\n"
    "“事件”是代码托管平台对议题的记录（JSON），也可以只是表单的文字。写好的路径输出到标准输出，"
    "给提交者的答复输出到标准错误。什么都不能写时退出码为 1，答复中会说明原因。",
    examples=("kb from-issue event.json --replies replies",),
)
@argument("event", metavar="EVENT")
@option(
    "--replies",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write comment, pull request text and commit message there.",
    zh="把评论、合并请求说明和提交说明写到这个文件夹。",
)
@form_option()
@option("--dry-run", is_flag=True, help="Write nothing into the base.", zh="不写入知识库。")
@click.pass_obj
def command(obj: dict[str, str], event: str, replies: Path | None, form: str, dry_run: bool) -> int:
    """Turn a filled issue form into files of the base.

    EVENT is what the code host recorded of the issue (JSON), or the bare text of the form. The paths that were
    written go to standard output, what to tell the sender to standard error. Exits with 1 when nothing could be
    written; the reply then says why.
    """
    from kb.composing.submitting import put, submit

    workspace = Workspace.open(obj["root"])
    with progress(obj["lang"]) as advance:
        outcome = submit(workspace, event, dry_run, advance)
    made = outcome.filed
    if replies is not None:
        put(outcome.replies, replies)
    if form == "json":
        value = {
            "schema": 1, "kind": made.kind, "title": made.title, "lang": made.lang, "paths": list(made.writes),
            "author": made.author, "notes": [one.code for one in made.notes], "replies": outcome.replies,
        }  # fmt: skip
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    else:
        for path in made.writes:
            click.echo(path)
        click.echo(outcome.replies.get("comment.md", WORDS[obj["lang"]]).rstrip(), err=True)
    return 0 if made.writes else 1
