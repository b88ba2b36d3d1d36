"""`kb schema [KIND]`: what may stand in front matter, as JSON Schema for editors and other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kb.cli.search import KINDS
from kb.errors import KbError
from kb.model.kinds import Kind


@click.command(name="schema", epilog="Example: kb schema lesson > lesson.json")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.option("--into", metavar="DIR", type=click.Path(path_type=Path), help="Write KIND.json for every kind there.")
def command(kind: str | None, into: Path | None) -> None:
    """Print the JSON Schema of a KIND's front matter; without KIND, those of all kinds by name.

    It needs no knowledge base: the content model is the same in all of them.
    """
    from kb.parse.json_schema import front_matter_schema

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
        raise KbError(f"{into} is a file", "name a folder") from error


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
