"""`kb check --watch`: the report again after every save, between two lines that an editor's task waits for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import click

from kb.cli import fail
from kb.errors import KbError
from kb.workspace import Workspace

BEGINS, ENDS = "kb: checking", "kb: checked"  # `kb.pipeline.editor_files` waits for these
SOURCES = ("content", "lessons", "site_config")


def watched(
    workspace: Workspace, show: Callable[[Workspace], object], lang: str, stop: threading.Event | None = None
) -> None:
    """Call `show` now and after every save, until Ctrl-C or `stop`. A mistake in the settings ends nothing."""
    from kb.adapters.watching import watch

    current = [workspace]

    def again(paths: tuple[Path, ...] = ()) -> None:
        current[0] = current[0].again()
        click.echo(BEGINS)
        try:
            show(current[0])
        except KbError as error:
            fail(*error.said(lang))
        click.echo(ENDS)

    again()
    try:
        watch([workspace.root / name for name in SOURCES], again, stop)
    except KeyboardInterrupt:
        click.echo("", err=True)
