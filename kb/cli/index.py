"""`kb index`: bring the search index up to date. `kb search` does the same by itself; this is for doing it before."""

from __future__ import annotations

import click

from kb.cli.progress import progress
from kb.workspace import Workspace


@click.command(name="index", epilog="Example: kb index --rebuild")
@click.option("--rebuild", is_flag=True, help="Make the index anew, whatever there is.")
@click.pass_obj
def command(obj: dict[str, str], rebuild: bool) -> None:
    """Read what has changed and index it. The index is a cache: it may be deleted at any time."""
    said: list[str] = []
    workspace = Workspace.open(obj["root"])
    with progress() as advance, workspace.search(said.append, advance, rebuild=rebuild, lang=obj["lang"]):
        pass
    current = {"en": "the search index is up to date", "zh": "搜索索引已是最新"}[obj["lang"]]
    for line in said or [current]:
        click.echo(line, err=True)
