"""`kb show ID`: one entry in the terminal, the useful part first."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import click

from kb.catalog import Catalog
from kb.cli.declaring import argument, declare, form_option
from kb.errors import KbError
from kb.model.body import lesson_part
from kb.model.entry import Entry
from kb.model.kinds import SIGNS
from kb.model.names import named
from kb.vocabulary import nearest
from kb.workspace import Workspace

FIELDS = {"status": "状态", "date": "日期", "tags": "主题", "audience": "读者", "authors": "作者", "file": "文件"}
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@declare(
    "show",
    zh="显示所给编号的条目：先是状态和要点，再是正文，最后是引用它的条目。\n\n"
    "编号也可以写路径、旧编号，或能唯一确定条目的最后一段。",
    examples=("kb show lessons/2018/hold-kickoff-before-planning",),
)
@argument("entry_id", metavar="ID")
@form_option()
@click.pass_obj
def command(obj: dict[str, str], entry_id: str, form: str) -> None:
    """Show the entry ID: its state and facts, then its text, then what refers to it.

    ID may be a path, an old id, or the last part of an id where it is the only one.
    """
    show(Workspace.open(obj["root"]).load().catalog, entry_id, form, obj["lang"])


def show(catalog: Catalog, entry_id: str, form: str, lang: str) -> None:
    """An entry on stdout. Raises `KbError` when there is no such entry."""
    entry = find(catalog, entry_id)
    if form == "json":
        click.echo(json.dumps(as_json(catalog, entry), ensure_ascii=False, indent=2))
        return
    for line in text_lines(catalog, entry, lang):
        click.echo(line)


def find(catalog: Catalog, asked: str) -> Entry:
    """The entry that was meant. Raises `KbError` with the nearest ids when there is none, or more than one."""
    wanted = asked.removeprefix("./").removesuffix(".md").removesuffix("/index").strip("/")
    entry = catalog.get(wanted)
    if entry is not None:
        return entry
    ends = [one for one in catalog.ids if one.endswith("/" + wanted)]
    if len(ends) == 1:
        return catalog.entries[catalog.ids.index(ends[0])]
    if ends:
        which = ", ".join(ends[:5])
        raise KbError(
            f"`{asked}` is the end of {len(ends)} ids",
            f"name one: {which}",
            zh=(f"有 {len(ends)} 个编号以“{asked}”结尾", f"请写全其中一个：{which}"),
        )
    near = nearest(wanted, [*catalog.ids, *(one.rsplit("/", 1)[-1] for one in catalog.ids)], 0.5)
    hint = f"did you mean {near}?" if near else f"`kb search {asked}` searches for it"
    hint_zh = f"是不是 {near}？" if near else f"`kb search {asked}` 可以搜索它"
    raise KbError(f"there is no entry `{asked}`", hint, exit_code=1, zh=(f"没有条目“{asked}”", hint_zh))


def topics(catalog: Catalog, ids: Sequence[str], lang: str) -> str:
    """Topics in a line: by their names for a reader of Chinese, else by the ids that one types."""
    found = [topic.label.pick("zh") if (topic := catalog.vocabulary.find(one)) else one for one in ids]
    return "、".join(found) if lang == "zh" else ", ".join(ids)


def facts(catalog: Catalog, entry: Entry, lang: str) -> dict[str, str]:
    """The short facts of an entry, by their field's name."""
    people = [person.name for one in entry.authors if (person := catalog.get(one)) is not None]
    found = {
        "status": f"{SIGNS.get(entry.status, '·')} {named('status', entry.status, lang)}" if entry.status else "",
        "date": entry.date.isoformat() if entry.date else "",
        "tags": topics(catalog, catalog.topic_ids(entry), lang),
        "audience": named("audience", entry.audience, lang),
        "authors": ("、" if lang == "zh" else ", ").join(people),
        "file": entry.path,
    }
    return {name: value for name, value in found.items() if value}


def _safe(text: str) -> str:
    """Text from a file without what could steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _label(name: str, lang: str) -> str:
    """The name of a field with what parts it from its value, so that values stand below each other."""
    return f"{FIELDS[name]}：" if lang == "zh" else f"{name + ':':<10} "


def text_lines(catalog: Catalog, entry: Entry, lang: str) -> list[str]:
    other = entry.title.other(entry.lang)
    lines = [click.style(_safe(entry.name), bold=True)]
    if other is not None:
        lines.append(click.style(_safe(other[1]), dim=True))
    lines += [f"{_label(name, lang)}{_safe(value)}" for name, value in facts(catalog, entry, lang).items()]
    if entry.summary is not None:
        lines += ["", _safe(entry.summary.pick(entry.lang))]
    sections = sorted(entry.body.sections, key=lambda one: lesson_part(one) != "do")
    for section in sections:
        lines.append("")
        if section.heading is not None:
            lines.append(click.style(_safe(section.heading.text), bold=True, fg="cyan"))
        lines += _safe(section.text).split("\n")
    referring = catalog.referring(entry.id)
    if referring:
        lines += ["", click.style({"en": "Referred to by", "zh": "被以下条目引用"}[lang], bold=True)]
        lines += [f"  {one.id}  {_safe(one.name)}" for one in referring]
    return lines


def as_json(catalog: Catalog, entry: Entry) -> dict[str, object]:
    return {
        "schema": 1,
        "id": entry.id,
        "kind": entry.kind,
        "title": entry.name,
        "titles": dict(entry.title.values),
        "summary": entry.summary.pick(entry.lang) if entry.summary else None,
        "date": entry.date.isoformat() if entry.date else None,
        "tags": list(catalog.topic_ids(entry)),
        "status": entry.status,
        "audience": entry.audience,
        "lang": entry.lang,
        "path": entry.path,
        "origin": entry.origin.path if entry.origin else None,
        "body": entry.body.markdown,
        "links": sorted({link.target for link in catalog.links(entry.id) if link.target in catalog}),
        "backlinks": [one.id for one in catalog.referring(entry.id)],
    }
