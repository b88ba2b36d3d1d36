"""`kb publish`: a verified site goes live in one step, or not at all."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import click

from kb.cli.build import show_built, show_leaks
from kb.cli.check import show_report
from kb.cli.declaring import declare, option
from kb.cli.progress import progress
from kb.errors import KbError
from kb.leaks.found import LeakFound
from kb.model.kinds import Audience
from kb.model.publication import Publication
from kb.model.text import printable
from kb.pipeline.releasing import Difference
from kb.rules import Report
from kb.workspace import Workspace

WORDS = {
    "live": ("{place} is live", "{place} 已上线"),
    "would": ("nothing was published (--dry-run)", "未发布（--dry-run）"),
    "same": ("{place} has this site already: nothing to do", "{place} 已是这个版本，无需发布"),
    "counts": (
        "{added} files added, {changed} changed, {removed} removed",
        "新增 {added} 个文件，改动 {changed} 个，删除 {removed} 个",
    ),
    "all": ("{added} files handed over", "交付 {added} 个文件"),
    "entries": ("{entries} entries, {before} before", "{entries} 个条目，此前 {before} 个"),
    "back": ("{name} is live again", "{name} 重新上线"),
    "strict": ("nothing was published, because of --strict", "因为 --strict，未发布"),
}


@declare(
    "publish",
    zh="构建并核对网站，一步上线。\n\n"
    "发布到哪里写在这里，或写在 site_config/settings.toml 的 [publish] 中。无论出了什么错，线上的内容都不变。",
    examples=("kb publish --to /srv/kb --dry-run",),
)
@option(
    "--audience",
    choices=("internal", "public"),
    help="Who will read it (default: public).",
    zh="给谁看（默认：public）。",
)
@option(
    "--to",
    "folder",
    metavar="DIR",
    help="A folder whose `current` a web server shows.",
    zh="文件夹，由服务器显示其中的 `current`。",
)
@option(
    "--branch",
    metavar="NAME",
    help="A branch of this repository, such as gh-pages.",
    zh="本仓库的分支，例如 gh-pages。",
)
@option(
    "--remote",
    metavar="NAME",
    help="Where the branch is pushed (default: origin).",
    zh="分支推送到哪里（默认：origin）。",
)
@option(
    "--run",
    "command",
    metavar="COMMAND",
    help="Any command; {site} stands for the folder of the release.",
    zh="任意命令；{site} 代表要发布的文件夹。",
)
@option(
    "--strict", is_flag=True, help="Publish nothing when the check finds anything.", zh="检查只要发现问题就不发布。"
)
@option(
    "--dry-run",
    is_flag=True,
    help="Build, say what would change, publish nothing.",
    zh="只构建并说明会有什么变化，不发布。",
)
@option(
    "--rollback",
    "back",
    is_flag=True,
    help="Let the release before the live one be live.",
    zh="退回到线上版本的前一个版本。",
)
@click.pass_obj
def command(
    obj: dict[str, str],
    audience: str | None,
    folder: str | None,
    branch: str | None,
    remote: str | None,
    command: str | None,
    strict: bool,
    dry_run: bool,
    back: bool,
) -> int:
    """Build the site, verify it, and let it be live in one step.

    Where to is said here or under [publish] in site_config/settings.toml. Whatever goes wrong, what is live stays.
    """
    workspace = Workspace.open(obj["root"])
    at = ("en", "zh").index(obj["lang"])
    where = _where(workspace.settings.publish, audience, folder, branch, remote, command)
    if back:
        from kb.composing.publishing import rollback

        click.echo(WORDS["back"][at].format(name=rollback(workspace, where)))
        return 0
    return _publish(workspace, where, strict, dry_run, obj["lang"])


def _where(
    settings: Publication,
    audience: str | None,
    folder: str | None,
    branch: str | None,
    remote: str | None,
    command: str | None,
) -> Publication:
    """What was asked for on the command line, or else what the settings say."""
    if sum(one is not None for one in (folder, branch, command)) > 1:
        raise KbError(
            "--to, --branch and --run are three places",
            "name one of them",
            zh=("--to、--branch 和 --run 是三个不同的去处", "请只写一个"),
        )
    found = replace(settings, audience=Audience(audience)) if audience else settings
    if remote is not None:
        found = replace(found, remote=remote)
    if folder is not None or branch is not None or command is not None:
        words = tuple(shlex.split(command)) if command is not None else ()
        found = replace(found, folder=folder or "", branch=branch or "", command=words)
    if not (found.folder or found.branch or found.command):
        raise KbError(
            "nothing says where to publish",
            "--to DIR, or [publish] in site_config/settings.toml",
            zh=("没有写明发布到哪里", "请写 --to 文件夹，或在 site_config/settings.toml 中写 [publish]"),
        )
    return found


def _publish(workspace: Workspace, where: Publication, strict: bool, dry_run: bool, lang: str) -> int:
    from kb.composing.publishing import publish

    at, now = ("en", "zh").index(lang), datetime.now(UTC)
    try:
        with progress(lang) as advance:
            built = workspace.build(where.audience, date.today(), strict=strict, progress=advance)
    except LeakFound as error:
        show_leaks(error, lang)
        return error.exit_code
    if isinstance(built, Report):
        show_report(built, "text", lang)
        click.echo(WORDS["strict"][at], err=True)
        return 1
    show_built(workspace.root, built, (datetime.now(UTC) - now).total_seconds(), lang, place=False)
    done = publish(workspace, built, where, now, dry_run)
    if done.compared and not done.difference:
        click.echo(WORDS["same"][at].format(place=printable(done.place)), err=True)
        return 0
    if dry_run and done.compared:
        for line in _listed(done.difference):
            click.echo(line)
    added, changed, removed = map(len, (done.difference.added, done.difference.changed, done.difference.removed))
    said = WORDS["counts" if done.compared else "all"][at].format(added=added, changed=changed, removed=removed)
    if done.before is not None:
        said += ("; ", "；")[at] + WORDS["entries"][at].format(entries=done.provenance.entries, before=done.before)
    click.echo(said, err=True)
    if dry_run:
        click.echo(WORDS["would"][at], err=True)
    else:
        click.echo(WORDS["live"][at].format(place=printable(done.place)))
    return 1 if built.report.errors else 0


def _listed(found: Difference) -> Iterator[str]:
    """Every file that would be added, changed or removed."""
    for sign, paths in (("+", found.added), ("~", found.changed), ("-", found.removed)):
        yield from (f"{sign} {printable(path)}" for path in paths)
