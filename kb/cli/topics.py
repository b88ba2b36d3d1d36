"""`kb topics`: how the vocabulary is used, what nobody uses, and which topics may be one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from kb.cli.progress import progress
from kb.model.text import printable
from kb.workspace import Workspace

if TYPE_CHECKING:
    from kb.pipeline.vocabulary_use import Alike, TopicUse, Unknown

WORDS = {
    "unused": ("Used by nothing", "无人使用"),
    "alike": ("May be one topic", "可能是同一个主题"),
    "unknown": ("Tags that are no topic", "不是主题的标签"),
    "near": ("perhaps {near}", "可能是 {near}"),
    "below": ("+{number} below", "下级另有 {number}"),
    "sum": (
        "{topics} topics: {used} used, {unused} unused; {alike} pairs alike, {unknown} unknown tags",
        "{topics} 个主题：{used} 个在用，{unused} 个未用；{alike} 对相近，{unknown} 个未知标签",
    ),
}


@click.command(name="topics", epilog="Example: kb topics --unused")
@click.option("--unused", is_flag=True, help="Only topics that nothing uses.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(obj: dict[str, str], unused: bool, form: str) -> None:
    """List the topics of site_config/topics.yml by how many entries carry them.

    Then topics whose names are nearly the same, and tags that are no topic yet.
    """
    from kb.pipeline.vocabulary_use import alike, unknown, uses

    with progress() as advance:
        catalog = Workspace.open(obj["root"]).load(advance).catalog
    found, pairs, strange = uses(catalog), alike(catalog.vocabulary.topics), unknown(catalog)
    at = ("en", "zh").index(obj["lang"])
    if unused:
        found, pairs, strange = tuple(one for one in found if one.unused), (), ()
    if form == "json":
        click.echo(json.dumps(as_json(found, pairs, strange), ensure_ascii=False, indent=2))
        return
    for line in text_lines(found, pairs, strange, at):
        click.echo(line)
    idle = sum(one.unused for one in found)
    numbers = {"topics": len(found), "used": len(found) - idle, "unused": idle}
    click.echo(WORDS["sum"][at].format(**numbers, alike=len(pairs), unknown=len(strange)), err=True)


def text_lines(
    found: tuple[TopicUse, ...], pairs: tuple[Alike, ...], strange: tuple[Unknown, ...], at: int
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
    for head, part in (("unused", idle), ("alike", alike), ("unknown", unknown)):
        if part:
            lines += [*([""] if lines else []), click.style(WORDS[head][at], bold=True), *part]
    return lines


def _labels(one: TopicUse) -> str:
    return printable(" / ".join(one.topic.label.every()))


def as_json(found: tuple[TopicUse, ...], pairs: tuple[Alike, ...], strange: tuple[Unknown, ...]) -> dict[str, object]:
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
    }
