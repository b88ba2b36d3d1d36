"""`kb build`: the site of one audience, whole or not at all."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import click

from kb.cli.check import count, show_report, summary
from kb.cli.declaring import audience_option, declare, option
from kb.cli.progress import progress
from kb.leaks.found import LeakFound
from kb.model.kinds import Audience
from kb.rules import Report
from kb.workspace import Built, Workspace

_SHOWN = 5  # references that are named one by one


@declare(
    "build",
    zh="构建 build/internal/site 或 build/public/site。\n\n"
    "无法读取的文件会略过，此时退出码为 1，`kb check` 会说明原因。新网站完整之前，原有的网站不变。",
    examples=("kb build --audience public --strict",),
)
@audience_option()
@option("--strict", is_flag=True, help="Build nothing when the check finds anything.", zh="检查只要发现问题就不构建。")
@option(
    "--no-search",
    is_flag=True,
    help="Leave out the search data: quicker, to look at pages; the site's search fails.",
    zh="不带搜索数据：较快，适合只看页面；网站上不能搜索。",
)
@click.pass_obj
def command(obj: dict[str, str], audience: str, strict: bool, no_search: bool) -> int:
    """Build build/<audience>/site.

    Files that cannot be read are left out and the exit code is then 1; `kb check` says why. The site that was
    there before stays until the new one is whole.
    """
    workspace = Workspace.open(obj["root"])
    began = time.monotonic()
    try:
        with progress() as advance:
            built = workspace.build(
                Audience(audience), date.today(), strict=strict, progress=advance, search=not no_search
            )
    except LeakFound as error:
        show_leaks(error, obj["lang"])
        return error.exit_code
    if isinstance(built, Report):
        show_report(built, "text", obj["lang"])
        click.echo("nothing was built, because of --strict", err=True)
        return 1
    show_built(workspace.root, built, time.monotonic() - began, obj["lang"])
    return 1 if built.report.errors else 0


def show_leaks(error: LeakFound, lang: str) -> None:
    """What a site would have said, for the terminal of whoever builds it: never on stdout."""
    first, *lines, hint = error.told(lang)
    click.echo(f"{click.style('kb:', fg='red', bold=True)} {first}", err=True)
    for one in (*lines, hint):
        click.echo(f"    {one}", err=True)


def show_built(root: Path, built: Built, seconds: float, lang: str, *, place: bool = True) -> None:
    """Where the site is on stdout (if its `place` matters); what to know about it on stderr."""
    for note in built.notes:
        click.echo(f"{click.style('note:', fg='yellow')} {note}", err=True)
    dropped = built.dropped
    if dropped:
        click.echo(f"{len(dropped)} references to what this audience may not see are left out:", err=True)
        for one in dropped[:_SHOWN]:
            click.echo(f"    {one.entry}: {one.relation} → {one.target}", err=True)
        if len(dropped) > _SHOWN:
            click.echo(f"    … and {len(dropped) - _SHOWN} more", err=True)
    if built.report.errors or built.report.warnings:
        click.echo(f"{summary(built.report, lang)} (`kb check` lists them)", err=True)
    entries = count(built.entries, "entry", "entries")
    said = f"{built.pages} pages from {entries}, {built.audience} edition, {seconds:.1f} s"
    click.echo(said, err=True)
    if place:
        click.echo(str(built.site.relative_to(root)))
