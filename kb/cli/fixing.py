"""`kb check --fix`: what would change as a unified diff, and then the change, one whole file after the other."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator

import click

from kb.adapters import disk, replacing
from kb.cli.reporting import count
from kb.errors import KbError, reason
from kb.model.source import SourceFile
from kb.model.text import printable
from kb.workspace import Workspace

WORDS = {
    "bom": ("byte order mark deleted", "删除字节顺序标记"),
    "ends": ("line ends as in Unix", "换行符改为 LF"),
    "fixed": ("{count} mended", "已修正 {count}"),
    "would": ("{count} would be mended", "将修正 {count}"),
    "nothing": ("nothing to mend", "没有可以自动修正的内容"),
    "meanwhile": (
        "{path} changed in the meantime and is left as it is",
        "{path} 刚刚被改动，未作修正",
    ),
}


def fix(workspace: Workspace, chosen: Callable[[str], bool], lang: str, dry_run: bool, aside: bool) -> int:
    """Mend what is safe in the chosen files and give how many; nothing is written under `dry_run`.

    The diff comes first, on stderr where stdout belongs to programs (`aside`). Raises `KbError` when a file
    cannot be written; those before it are mended then, and each file is the old or the new one.
    """
    from kb.parse import MAX_ENTRY_BYTES
    from kb.pipeline.mending import mended

    at = ("en", "zh").index(lang)
    read = [disk.read(workspace.root, path, MAX_ENTRY_BYTES) for path in workspace.scan().entries]
    before = {one.path: one.data for one in read if isinstance(one, SourceFile)}
    sources = (SourceFile(path, data) for path, data in before.items())
    after = {path: data for path, data in mended(sources, workspace.frame).items() if chosen(path)}
    for path, data in after.items():
        for line in shown(path, before[path], data, at):
            click.echo(line, err=aside)
    left = 0
    for path, data in () if dry_run else after.items():
        now = disk.read(workspace.root, path, MAX_ENTRY_BYTES)
        if isinstance(now, SourceFile) and now.data == before[path]:
            _write(workspace, path, data)
        else:
            left += 1
            click.echo(WORDS["meanwhile"][at].format(path=printable(path)), err=True)
    key = "nothing" if not after else "would" if dry_run else "fixed"
    click.echo(WORDS[key][at].format(count=_files(len(after) - left, at)), err=True)
    return len(after) - left


def _files(number: int, at: int) -> str:
    return f"{number} 个文件" if at else count(number, "file", "files")


def _write(workspace: Workspace, path: str, data: bytes) -> None:
    try:
        replacing.write_all(workspace.root, {path: data})
    except OSError as error:
        why, why_zh = reason(error)
        hint, hint_zh = "check its rights and the space on the disk", "请检查它的权限和磁盘空间"
        raise KbError(f"{path} cannot be written: {why}", hint, zh=(f"无法写入 {path}：{why_zh}", hint_zh)) from error


def shown(path: str, before: bytes, after: bytes, at: int) -> Iterator[str]:
    """The change as a unified diff; what a diff of lines cannot show is said in a line before it."""
    name = printable(path)
    if before.startswith(b"\xef\xbb\xbf"):
        yield f"# {name}: {WORDS['bom'][at]}"
    if b"\r" in before:
        yield f"# {name}: {WORDS['ends'][at]}"
    old, new = (data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n") for data in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""):
        coloured = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        yield click.style("\t".join(printable(part) for part in line.split("\t")), fg=coloured)
