"""`kb topics`: how the vocabulary is used, what nobody uses, and which topics may be one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kb.cli.declaring import argument, declare_group, form_option, option
from kb.cli.progress import progress
from kb.model.text import printable
from kb.workspace import Workspace

if TYPE_CHECKING:
    from kb.pipeline.topic_suggestions import Suggestion
    from kb.pipeline.vocabulary_use import Alike, TopicUse, Unknown

WORDS = {
    "unused": ("Used by nothing", "无人使用"),
    "alike": ("May be one topic", "可能是同一个主题"),
    "unknown": ("Tags that are no topic", "不是主题的标签"),
    "near": ("perhaps {near}", "可能是 {near}"),
    "below": ("+{number} below", "下级另有 {number}"),
    "changed": ("`{old}` is `{new}` now; files changed: {files}", "`{old}` 已改为 `{new}`；改动文件 {files} 个"),
    "would": ("`{old}` would be `{new}`; files to change: {files}", "`{old}` 将改为 `{new}`；将改动文件 {files} 个"),
    "left": (
        "{path} was changed by somebody meanwhile and is left as it is",
        "{path} 刚刚被他人改动，未作修改",
    ),
    "suggested": ("Perhaps a topic", "也许可以成为主题"),
    "sum": (
        "{topics} topics: {used} used, {unused} unused; {alike} pairs alike, {unknown} unknown tags",
        "{topics} 个主题：{used} 个在用，{unused} 个未用；{alike} 对相近，{unknown} 个未知标签",
    ),
}


@declare_group(
    "topics",
    zh="列出 site_config/topics.yml 中的主题，按使用它的条目多少排列。\n\n"
    "接着列出名称几乎相同的主题、还不是主题的标签，以及导入的条目带有的标签和反复提到的词。"
    "`rename` 和 `merge` 同时修改词表和所有条目。",
    examples=("kb topics merge stakeholders stakeholder",),
)
@option("--unused", is_flag=True, help="Only topics that nothing uses.", zh="只看无人使用的主题。")
@form_option()
@click.pass_context
def command(context: click.Context, unused: bool, form: str) -> None:
    """List the topics of site_config/topics.yml by how many entries carry them.

    Then topics whose names are nearly the same, tags that are no topic yet, and what entries that
    were brought in were tagged with or keep speaking of. `rename` and `merge` change the vocabulary
    and every entry at once.
    """
    if context.invoked_subcommand is None:
        _listed(context.obj, unused, form)


@command.command(
    "rename",
    zh="把主题的旧编号改为新编号，词表和所有条目一起改；旧编号保留为别名。",
    examples=("kb topics rename org-chart organisation-chart",),
)
@argument("old")
@argument("new")
@option("--dry-run", is_flag=True, help="Show the change and make none.", zh="只显示改动，不修改文件。")
@click.pass_obj
def rename(obj: dict[str, str], old: str, new: str, dry_run: bool) -> None:
    """Give the topic OLD the id NEW, in the vocabulary and in every entry; OLD stays as an alias."""
    _changed(obj, old, new, dry_run, merging=False)


@command.command(
    "merge",
    zh="把主题甲并入主题乙：条目改用乙，甲的名称成为乙的别名。",
    examples=("kb topics merge stakeholders stakeholder",),
)
@argument("first")
@argument("second")
@option("--dry-run", is_flag=True, help="Show the change and make none.", zh="只显示改动，不修改文件。")
@click.pass_obj
def merge(obj: dict[str, str], first: str, second: str, dry_run: bool) -> None:
    """Make the topic FIRST part of SECOND: entries carry SECOND, which is also called what FIRST was."""
    _changed(obj, first, second, dry_run, merging=True)


def _changed(obj: dict[str, str], old: str, new: str, dry_run: bool, *, merging: bool) -> None:
    """All files or none: an interrupted change is finished by the next command."""
    from kb.cli.fixing import shown
    from kb.composing.renaming import apply, planned

    workspace, at = Workspace.open(obj["root"]), ("en", "zh").index(obj["lang"])
    plan = planned(workspace, old, new, merging=merging)
    for path, data in plan.after.items():
        for line in shown(path, plan.before[path], data, at):
            click.echo(line)
    left = () if dry_run else apply(workspace, plan)
    for path in left:
        click.echo(WORDS["left"][at].format(path=printable(path)), err=True)
    said = WORDS["would" if dry_run else "changed"][at]
    click.echo(said.format(old=old, new=new, files=len(plan.after) - len(left)), err=True)


def _listed(obj: dict[str, str], unused: bool, form: str) -> None:
    from kb.adapters import disk
    from kb.model.source import SourceFile
    from kb.parse import MAX_ENTRY_BYTES
    from kb.pipeline.topic_suggestions import suggestions
    from kb.pipeline.vocabulary_use import alike, unknown, uses

    workspace = Workspace.open(obj["root"])
    with progress(obj["lang"]) as advance:
        loaded = workspace.load(advance)
    catalog = loaded.catalog
    read = (disk.read(workspace.root, entry.path, MAX_ENTRY_BYTES) for entry in catalog.entries if entry.origin)
    meant = suggestions(catalog, (one for one in read if isinstance(one, SourceFile)))
    found, pairs, strange = uses(catalog), alike(catalog.vocabulary.topics), unknown(catalog)
    at = ("en", "zh").index(obj["lang"])
    if unused:
        found, pairs, strange, meant = tuple(one for one in found if one.unused), (), (), ()
    if form == "json":
        click.echo(json.dumps(as_json(found, pairs, strange, meant), ensure_ascii=False, indent=2))
        return
    for line in text_lines(found, pairs, strange, meant, at):
        click.echo(line)
    idle = sum(one.unused for one in found)
    numbers = {"topics": len(found), "used": len(found) - idle, "unused": idle}
    click.echo(WORDS["sum"][at].format(**numbers, alike=len(pairs), unknown=len(strange)), err=True)


def text_lines(
    found: tuple[TopicUse, ...],
    pairs: tuple[Alike, ...],
    strange: tuple[Unknown, ...],
    meant: tuple[Suggestion, ...],
    at: int,
) -> list[str]:
    """What a person reads: counts, then what to look at."""
    lines = []
    for one in found:
        if not one.unused:
            below = "  " + WORDS["below"][at].format(number=one.narrower) if one.narrower else ""
            lines.append(f"{one.entries:>5}  {one.topic.id}  {_labels(one)}{below}")
    idle = [f"       {one.topic.id}  {_labels(one)}" for one in found if one.unused]
    alike = [f"       {one.first} = {one.second}  ({' / '.join(map(printable, one.words))})" for one in pairs]
    unknown = [
        f"{one.entries:>5}  {printable(one.word)}"
        + ("  " + WORDS["near"][at].format(near=one.near) if one.near else "")
        for one in strange
    ]
    perhaps = [f"{one.entries:>5}  {printable(one.word)}" for one in meant]
    for head, part in (("unused", idle), ("alike", alike), ("unknown", unknown), ("suggested", perhaps)):
        if part:
            lines += [*([""] if lines else []), click.style(WORDS[head][at], bold=True), *part]
    return lines


def _labels(one: TopicUse) -> str:
    return printable(" / ".join(one.topic.label.every()))


def as_json(
    found: tuple[TopicUse, ...], pairs: tuple[Alike, ...], strange: tuple[Unknown, ...], meant: tuple[Suggestion, ...]
) -> dict[str, object]:
    return {
        "schema": 1,
        "topics": [
            {
                "id": one.topic.id,
                "label": dict(one.topic.label.values),
                "entries": one.entries,
                "narrower": one.narrower,
                "kinds": {str(kind): number for kind, number in one.kinds},
            }
            for one in found
        ],
        "alike": [{"topics": [one.first, one.second], "words": list(one.words), "ratio": one.ratio} for one in pairs],
        "unknown": [{"tag": one.word, "entries": one.entries, "near": one.near or None} for one in strange],
        "suggested": [
            {"word": one.word, "entries": one.entries, "from": "tags" if one.tagged else "titles"} for one in meant
        ],
    }
