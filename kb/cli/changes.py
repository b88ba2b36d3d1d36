"""`kb changes`: what differs from a branch, as a reviewer asks it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click

from kb.cli.changing import Value, as_markdown, as_text, as_value, read_value
from kb.cli.declaring import declare, form_option, option
from kb.cli.progress import progress
from kb.errors import KbError
from kb.workspace import Workspace


def as_json(value: Value, lang: str) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


FORMATS: dict[str, Callable[[Value, str], str]] = {"text": as_text, "json": as_json, "markdown": as_markdown}
_LARGEST = 4_000_000


@declare(
    "changes",
    zh="列出新增、修改、移动和删除了什么，哪些状态变了，以及因此出了什么错。\n\n"
    "比较的是磁盘上的文件，与当前分支从所给版本分出时的内容。改动带来错误时退出码为 1。",
    examples=("kb changes --since origin/main",),
)
@option("--since", metavar="REF", help="The branch, tag or commit to compare with.", zh="与哪个分支、标签或提交比较。")
@option(
    "--from",
    "source",
    metavar="FILE",
    help="Show what another run wrote with --format json.",
    zh="显示另一次运行以 --format json 写出的内容。",
)
@form_option(tuple(FORMATS))
@click.pass_obj
def command(obj: dict[str, str], since: str | None, source: str | None, form: str) -> int:
    """Say what was added, changed, moved and removed, which states changed, and what is broken by it.

    The files on the disk are compared with where this branch left REF. Exits with 1 when the change brings an error.
    """
    if bool(since) == bool(source):
        raise KbError(
            "it needs --since or --from",
            "`kb changes --since origin/main` compares with that branch",
            zh=("需要 --since 或 --from", "`kb changes --since origin/main` 与该分支比较"),
        )
    value = _read(Path(source)) if source else _compared(obj, since or "")
    click.echo(FORMATS[form](value, obj["lang"]))
    return 1 if any(one["severity"] == "error" for one in value["findings"]) else 0


def _compared(obj: dict[str, str], since: str) -> Value:
    from kb.composing.comparing import compare

    workspace = Workspace.open(obj["root"])
    with progress(obj["lang"]) as advance:
        return as_value(compare(workspace, since, advance), obj["lang"])


def _read(path: Path) -> Value:
    with path.open("rb") as file:
        data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise KbError(
            f"{path} is larger than {_LARGEST // 1_000_000} MB",
            "it is not what `kb changes` wrote",
            zh=(f"{path} 超过 {_LARGEST // 1_000_000} MB", "它不是 `kb changes` 写的"),
        )
    return read_value(data.decode("utf-8", "replace"))
