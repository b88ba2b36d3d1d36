"""`kb related`: what else to read: entries that mention an entry, and entries about the same rare topics."""

from __future__ import annotations

import json

import click

from kb.catalog import Catalog
from kb.cli.declaring import argument, declare, form_option, option
from kb.cli.show import find, topics
from kb.model.entry import Entry
from kb.model.kinds import SIGNS
from kb.model.names import named
from kb.model.text import base_lang, printable
from kb.workspace import Workspace

NONE = {"en": "nothing is related to it", "zh": "没有相关条目"}


@declare(
    "related",
    zh="列出提到所给编号的条目，再列出主题最相近的条目，与网站页面上的相同。",
    examples=("kb related lessons/2018/hold-kickoff-before-planning",),
)
@argument("entry_id", metavar="ID")
@option(
    "--limit", metavar="N", between=(1, 100), default=8, show_default=True, help="At most so many.", zh="最多多少条。"
)
@form_option()
@click.pass_obj
def command(obj: dict[str, str], entry_id: str, limit: int, form: str) -> None:
    """List what mentions the entry ID, then what is most like it by its topics, as the site's pages do."""
    catalog = Workspace.open(obj["root"]).load().catalog
    entry = find(catalog, entry_id)
    found = _found(catalog, entry)[:limit]
    if form == "json":
        value = {"schema": 1, "id": entry.id, "related": [_row(catalog, entry, *pair) for pair in found]}
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    for other, _ in found:
        sign = SIGNS.get(other.status, "·") if other.status else "·"
        click.echo(f"{sign} {click.style(printable(other.title.pick(obj['lang'])), bold=True)}")
        shared = topics(catalog, _shared(catalog, entry, other), obj["lang"])
        click.echo(f"  {printable(' · '.join(one for one in (named('kind', other.kind, obj['lang']), shared) if one))}")
        click.echo("  " + click.style(printable(other.path), fg="cyan"))
    if not found:
        click.echo(NONE[base_lang(obj["lang"])], err=True)


def _found(catalog: Catalog, entry: Entry) -> list[tuple[Entry, str]]:
    """Related entries, each with how it is related."""
    from kb.pages.related import mentions, related

    first = mentions(catalog, entry)
    seen = {one.id for one in first}
    alike = [one for one in related(catalog, entry) if one.id not in seen]
    return [*((one, "mentions") for one in first), *((one, "topics") for one in alike)]


def _shared(catalog: Catalog, entry: Entry, other: Entry) -> list[str]:
    own = set(catalog.topic_ids(entry))
    return [topic for topic in catalog.topic_ids(other) if topic in own]


def _row(catalog: Catalog, entry: Entry, other: Entry, how: str) -> dict[str, object]:
    return {
        "id": other.id,
        "kind": other.kind.value,
        "title": dict(other.title.values),
        "path": other.path,
        "how": how,
        "topics": _shared(catalog, entry, other),
    }
