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
from kb.model.names import named
from kb.model.text import printable
from kb.rules import Report
from kb.workspace import Built, Workspace

_SHOWN = 5  # references that are named one by one
WORDS = {
    "note": ("note:", "提示："),
    "out": ("{path} is left out", "{path} 未带入"),
    "dropped": (
        "{n} references to what this audience may not see are left out:",
        "{n} 处引用指向这类读者不能看的内容，已略去：",
    ),
    "more": ("    … and {n} more", "    …… 另有 {n} 处"),
    "check": ("{summary} (`kb check` lists them)", "{summary}（`kb check` 逐条列出）"),
    "done": (
        "{pages} pages from {entries}, {audience} edition, {seconds:.1f} s",
        "{audience}版：{entries} 个条目，{pages} 个页面，用时 {seconds:.1f} 秒",
    ),
    "strict": ("nothing was built, because of --strict", "因为 --strict，没有构建"),
}


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
        with progress(obj["lang"]) as advance:
            built = workspace.build(
                Audience(audience), date.today(), strict=strict, progress=advance, search=not no_search
            )
    except LeakFound as error:
        show_leaks(error, obj["lang"])
        return error.exit_code
    if isinstance(built, Report):
        show_report(built, "text", obj["lang"])
        click.echo(WORDS["strict"][obj["lang"] == "zh"], err=True)
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

    def say(key: str, **filled: object) -> str:
        return WORDS[key][lang == "zh"].format(**filled)

    for note in (*(say("out", path=printable(path)) for path in built.left_out), *built.notes):
        click.echo(f"{click.style(say('note'), fg='yellow')}{'' if lang == 'zh' else ' '}{note}", err=True)
    dropped = built.dropped
    if dropped:
        click.echo(say("dropped", n=len(dropped)), err=True)
        for one in dropped[:_SHOWN]:
            click.echo(f"    {one.entry}: {one.relation} → {one.target}", err=True)
        if len(dropped) > _SHOWN:
            click.echo(say("more", n=len(dropped) - _SHOWN), err=True)
    if built.report.errors or built.report.warnings:
        click.echo(say("check", summary=summary(built.report, lang)), err=True)
    entries = built.entries if lang == "zh" else count(built.entries, "entry", "entries")
    reader = named("audience", built.audience, lang)
    click.echo(say("done", entries=entries, audience=reader, pages=built.pages, seconds=seconds), err=True)
    if place:
        click.echo(str(built.site.relative_to(root)))
