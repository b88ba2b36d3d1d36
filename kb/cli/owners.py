"""`kb owners`: who is asked for a review, as the code host reads it."""

from __future__ import annotations

import click

from kb.cli.declaring import declare, option
from kb.cli.progress import progress
from kb.workspace import Workspace

PATH = ".github/CODEOWNERS"
OTHER = (
    f"{PATH} is not what the topics say: `kb owners --write`",
    f"{PATH} 与主题和条目的负责人不一致：请运行 `kb owners --write`",
)


@declare(
    "owners",
    zh="根据主题和条目的负责人生成 CODEOWNERS 文件。\n\n"
    "代码托管平台上的账号写在 site_config/settings.toml：`maintainers`、`curators` 和表 `logins`。",
    examples=("kb owners --write",),
)
@option("--write", is_flag=True, help=f"Write it to {PATH} instead of showing it.", zh=f"写入 {PATH}，而不是显示出来。")
@option(
    "--check", is_flag=True, help=f"Exit with 1 when {PATH} says something else.", zh=f"{PATH} 内容不一致时退出码为 1。"
)
@click.pass_obj
def command(obj: dict[str, str], write: bool, check: bool) -> int:
    """Make a CODEOWNERS file of the owners of topics and entries.

    Accounts at the code host stand in site_config/settings.toml: `maintainers`, `curators` and the table `logins`.
    """
    from kb.adapters.replacing import write_all
    from kb.pipeline.owners import owners

    workspace = Workspace.open(obj["root"])
    with progress(obj["lang"]) as advance:
        made = owners(workspace.load(advance, kept=True).catalog, workspace.settings)
    if write:
        write_all(workspace.root, {PATH: made.encode()})
        click.echo(PATH)
    elif not check:
        click.echo(made, nl=False)
    if not check:
        return 0
    there = workspace.root / PATH
    same = there.is_file() and there.read_text(encoding="utf-8", errors="replace") == made
    if not same:
        click.echo(OTHER[obj["lang"] == "zh"], err=True)
    return 0 if same else 1
