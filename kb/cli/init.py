"""`kb init DIR`: an empty knowledge base of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from kb.adapters import skeleton


@click.command(name="init", epilog="Example: kb init our-lessons && cd our-lessons && kb serve")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Make an empty knowledge base in DIR: folders, settings, vocabulary and templates.

    What is there already is kept as it is.
    """
    written = skeleton.create(folder)
    for path in written:
        click.echo(path)
    click.echo(
        f"{folder} is a knowledge base now.\nNext: `cd {folder}`, `kb new lesson`, `kb check`.",
        err=True,
    )
