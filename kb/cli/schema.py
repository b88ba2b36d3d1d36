"""`kb schema [KIND]`: what may stand in front matter, as JSON Schema for programs; `--editor` sets an editor up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kb.cli.declaring import argument, declare, option
from kb.cli.search import KINDS
from kb.errors import KbError
from kb.model.kinds import Kind

EDITORS = ("vscode", "obsidian")
_OURS = (".vscode/schemas/", ".vscode/lessonbook.code-snippets")  # generated, so they are made anew
WORDS = {
    "kept": (
        "{path} is there and stays; `kb schema --editor {editor} --print` shows what ours would say",
        "{path} 已存在，保持不变；`kb schema --editor {editor} --print` 可查看我们的写法",
    ),
}


@declare(
    "schema",
    zh="输出某一类条目头信息的 JSON Schema；不写类型则按名称输出全部类型的。\n\n"
    "不需要知识库；--editor 除外，它把知识库的主题和列表写进代码片段。编辑器文件中自己设置过的内容保持不变。",
    examples=("kb schema lesson > lesson.json", "kb schema --editor vscode"),
)
@argument("kind", required=False, choices=KINDS)
@option(
    "--into",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write KIND.json for every kind there.",
    zh="把每一类的 JSON Schema 写到这个文件夹。",
)
@option(
    "--editor",
    choices=EDITORS,
    help="Set this editor up in the base: completion, marks, links.",
    zh="在知识库里配置该编辑器：补全、标记、链接。",
)
@option(
    "--print",
    "shown",
    is_flag=True,
    help="With --editor: print the files and write none.",
    zh="与 --editor 合用：只输出内容，不写文件。",
)
@click.pass_obj
def command(obj: dict[str, str], kind: str | None, into: Path | None, editor: str | None, shown: bool) -> None:
    """Print the JSON Schema of a KIND's front matter; without KIND, those of all kinds by name.

    It needs no knowledge base, but for --editor, which writes the topics and lists of the base into
    snippets. What you have set yourself in an editor's files stays.
    """
    from kb.parse.json_schema import front_matter_schema

    if editor is not None:
        _set_up(obj, editor, shown)
        return
    found = {str(one): front_matter_schema(one) for one in Kind if kind in (None, str(one))}
    if into is None:
        click.echo(_text(found if kind is None else found[kind]))
        return
    try:
        into.mkdir(parents=True, exist_ok=True)
        for name, schema in found.items():
            (into / f"{name}.json").write_text(_text(schema) + "\n", encoding="utf-8")
            click.echo(into / f"{name}.json")
    except FileExistsError as error:
        raise KbError(f"{into} is a file", "name a folder", zh=(f"{into} 是文件", "请指定文件夹")) from error


def _set_up(obj: dict[str, str], editor: str, shown: bool) -> None:
    """Write an editor's files into the base: what is generated anew, what a person may have set only when it is new."""
    from kb.adapters.replacing import write_all, write_new
    from kb.pipeline.editor_files import obsidian, vscode
    from kb.workspace import Workspace

    workspace = Workspace.open(obj["root"])
    files = vscode(workspace.frame.vocabulary, workspace.settings) if editor == "vscode" else obsidian()
    for path, text in files.items():
        if shown:
            click.echo(f"==> {path}\n{text}")
        elif path.startswith(_OURS):
            write_all(workspace.root, {path: text.encode()})
            click.echo(path)
        elif write_new(workspace.root, path, text.encode()):
            click.echo(path)
        elif (workspace.root / path).read_bytes() != text.encode():
            click.echo(WORDS["kept"][obj["lang"] == "zh"].format(path=path, editor=editor), err=True)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
