"""`kb serve`: write on one side of the screen, read on the other."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from kb.cli import fail
from kb.cli.check import line, summary
from kb.cli.declaring import audience_option, declare, option
from kb.errors import KbError
from kb.model.kinds import Audience
from kb.model.text import printable
from kb.workspace import Built, Workspace

WORDS = {
    "moved": ("port {port} is taken, so another one is used", "端口 {port} 已被占用，改用另一个"),
    "stop": ("Ctrl-C stops", "按 Ctrl-C 停止"),
    "changed": ("{n} changed: {name}", "{n} 个文件有改动：{name}"),
    "built": ("; {pages} pages in {seconds:.1f} s", "；{pages} 个页面，用时 {seconds:.1f} 秒"),
}


@declare(
    "serve",
    zh="构建网站，只在本机显示，并在每次保存文件后重新构建。\n\n按 Ctrl-C 停止。出错期间，屏幕上保留上一次的网站。",
    examples=("kb serve --port 8001",),
)
@audience_option()
@option(
    "--port",
    metavar="N",
    between=(0, 65535),
    default=8000,
    show_default=True,
    help="0 takes any.",
    zh="端口；0 表示任选。",
)
@click.pass_obj
def command(obj: dict[str, str], audience: str, port: int) -> None:
    """Build the site, show it on this machine only, and build it again whenever a file is saved.

    Ctrl-C stops. While something is wrong, the last good site stays on the screen.
    """
    from kb.adapters.serving import SiteServer
    from kb.adapters.watching import watch

    workspace, at = Workspace.open(obj["root"]), obj["lang"] == "zh"
    root, below = workspace.root, urlsplit(workspace.settings.site_url).path
    _build(workspace, Audience(audience), obj["lang"])
    gc.collect()
    gc.freeze()  # the base stays: looking for garbage in it takes longer than a build after an edit
    server = SiteServer(root / "build" / audience / "site", port, below)
    server.start()
    if server.moved:
        click.echo(WORDS["moved"][at].format(port=port), err=True)
    click.echo(server.url)
    click.echo(WORDS["stop"][at], err=True)

    def rebuild(paths: tuple[Path, ...]) -> None:
        click.echo(WORDS["changed"][at].format(n=len(paths), name=printable(paths[0].name)), err=True)
        try:
            _build(workspace.again(), Audience(audience), obj["lang"], server.reload)
        except KbError as error:
            fail(*error.said(obj["lang"]))

    try:
        watch([root / name for name in ("content", "lessons", "site_config", "mkdocs.yml")], rebuild)
    except KeyboardInterrupt:
        click.echo("", err=True)
    finally:
        server.close()


def _build(workspace: Workspace, audience: Audience, lang: str, placed: Callable[[], None] = lambda: None) -> None:
    """Build what is on the disk now, and say in a few lines how it went."""
    began = time.monotonic()
    built = workspace.build(audience, date.today(), placed=placed, verified=False, stays=True)
    assert isinstance(built, Built)
    for one in built.report.diagnostics[:10]:
        click.echo(line(one, lang), err=True)
    seconds = time.monotonic() - began
    told = WORDS["built"][lang == "zh"].format(pages=built.pages, seconds=seconds)
    click.echo(summary(built.report, lang) + told, err=True)
