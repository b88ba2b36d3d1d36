"""`kb check`: every finding with file, line, code, reason and way out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from kb.cli.declaring import argument, declare, form_option, option
from kb.cli.progress import progress
from kb.cli.reporting import FORMATS, HOSTED, as_markdown, below, count, line, own_first, summary
from kb.errors import KbError
from kb.rules import Report
from kb.workspace import Workspace

FAILING = ("error", "warning", "advice")
__all__ = ["command", "count", "line", "show_report", "summary"]


@declare(
    "check",
    zh="检查整个知识库，或只列出与所给路径有关的问题。\n\n"
    "两种方式对同一个文件的结论相同，因为条目的对错要与其他条目一起看。"
    "--changed-since 还会指出哪些条目引用了已删除的条目。"
    "有错误时退出码为 1；只有警告和建议时为 0，除非 --fail-on 另有规定。"
    "--dry-run 在有内容要修正时退出码为 1。"
    "建议是指条目可以改进之处：步骤含糊、经验已有人讲过、当事人尚未同意署名。",
    examples=("kb check lessons/2026 --strict",),
)
@argument("paths", nargs=-1, metavar="[PATHS]…")
@form_option(tuple(FORMATS))
@option(
    "--changed-since",
    "since",
    metavar="REF",
    help="Only files that differ from this branch, tag or commit.",
    zh="只看与该分支、标签或提交不同的文件。",
)
@option(
    "--fix",
    is_flag=True,
    help="Mend what is safe first, and show the change as a diff.",
    zh="先修正可以安全修正的，并以 diff 显示改动。",
)
@option(
    "--dry-run",
    is_flag=True,
    help="With --fix: show the diff and change nothing.",
    zh="与 --fix 合用：只显示 diff，不改动文件。",
)
@option(
    "--advice/--no-advice",
    default=None,
    help="Give advice too (default: on PATHS and on changed files).",
    zh="同时给出建议（默认：只在写了路径或只看改动的文件时）。",
)
@option(
    "--fail-on",
    choices=FAILING,
    default="error",
    show_default=True,
    help="From where on to exit with 1.",
    zh="从哪一级起退出码为 1。",
)
@option("--strict", is_flag=True, help="The same as --fail-on warning.", zh="等同于 --fail-on warning。")
@option(
    "--watch",
    is_flag=True,
    help="Check again after every save, until Ctrl-C.",
    zh="每次保存后重新检查，直到按 Ctrl-C。",
)
@option(
    "--search",
    is_flag=True,
    help="Ask the golden queries of site_config/queries.yml instead.",
    zh="改为试验 site_config/queries.yml 中的示例查询。",
)
@click.pass_obj
def command(
    obj: dict[str, str],
    paths: tuple[str, ...],
    form: str,
    since: str | None,
    fix: bool,
    dry_run: bool,
    advice: bool | None,
    fail_on: str,
    strict: bool,
    watch: bool,
    search: bool,
) -> int:
    """Check the whole base, or show what concerns PATHS only.

    What is said about a file is the same either way, because an entry is right or wrong among the
    others. --changed-since also tells what refers to an entry that was deleted.
    Errors exit with 1, warnings and advice with 0 unless --fail-on says otherwise. --dry-run exits
    with 1 when something would be mended. Advice is about what an entry could do better: vague steps,
    lessons that were told before, people who did not agree to be named.
    """
    workspace, lang = Workspace.open(obj["root"]), obj["lang"]
    if search:
        return _searched(workspace, form, lang)
    asked = _asked(workspace.root, paths, since)
    if fix or dry_run:
        from kb.cli.fixing import fix as mend

        found = mend(workspace, asked.chosen, lang, dry_run, aside=form != "text")
        if dry_run:
            return 1 if found else 0
    advises = (not asked.everything if advice is None else advice) or fail_on == "advice"
    if watch:
        from kb.cli.rechecking import watched

        watched(
            workspace,
            lambda now: show_report(_report(now, asked, advises, lang), form, lang),
            lang,
        )
        return 0
    report = _report(workspace, asked, advises, lang)
    show_report(_hosted(workspace, report, form, lang), form, lang)
    return 1 if fails(report, "warning" if strict and fail_on == "error" else fail_on) else 0


def _report(workspace: Workspace, asked: Asked, advises: bool, lang: str) -> Report:
    """What concerns the files that were asked for."""
    from kb.composing.checking import checked_near, checked_whole

    with progress(lang) as advance:
        if asked.everything:
            return checked_whole(workspace, advance, asked.chosen, advises)
        return checked_near(workspace, advance, asked.chosen, advises, asked.gone)


def fails(report: Report, fail_on: str) -> bool:
    """Whether there is a finding of this severity or a worse one."""
    numbers = (report.errors, report.warnings, report.advice)
    return any(numbers[: FAILING.index(fail_on) + 1])


@dataclass(frozen=True, slots=True)
class Asked:
    """The files that a check is about. `gone` are those that changed and are there no more."""

    chosen: Callable[[str], bool]
    everything: bool
    gone: tuple[str, ...] = ()


def _asked(root: Path, paths: tuple[str, ...], since: str | None) -> Asked:
    """The files of the base that were asked for. Raises `KbError` when the asking went wrong."""
    wanted = [_inside(root, path) for path in paths]
    changed: frozenset[str] | None = None
    if since is not None:
        from kb.adapters.git import changed_since

        changed = changed_since(root, since)

    def chosen(path: str) -> bool:
        named = not wanted or "" in wanted or any(path == one or path.startswith(one + "/") for one in wanted)
        return named and (changed is None or path in changed)

    gone = [path for path in sorted(changed or ()) if chosen(path) and not os.path.lexists(root / path)]
    return Asked(chosen, changed is None and (not wanted or "" in wanted), tuple(gone))


def _searched(workspace: Workspace, form: str, lang: str) -> int:
    """Golden queries instead of files; 1 if one of them is answered otherwise."""
    from kb.cli.golden import as_json, check_search, gap_as_json, gaps, show_failures

    failed, asked = check_search(workspace, lang, lambda text: click.echo(text, err=True))
    waiting = gaps(workspace)
    if form == "json":
        value = {"schema": 1, "queries": asked, "failures": [as_json(one) for one in failed]}
        value |= {"gaps": [gap_as_json(one) for one in waiting]}
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    else:
        show_failures(failed, asked, waiting, lang)
    return 1 if failed else 0


def _inside(root: Path, path: str) -> str:
    """A path from the command line as the base names it. Raises `KbError` when it is not there."""
    absolute = Path(path).absolute()
    if not (absolute.exists() or absolute.is_symlink()):
        raise KbError(
            f"there is no file or folder {path}",
            "name one of the knowledge base, from where you stand",
            zh=(f"没有文件或文件夹 {path}", "请从当前位置写出知识库里的文件或文件夹"),
        )
    # The file itself may be a link that is to be reported; everything above it is followed.
    named = absolute.name not in ("", "..")
    parent = absolute.parent.resolve() / absolute.name if named else absolute.resolve()
    if parent != root and root not in parent.parents:
        raise KbError(
            f"{path} is not in the knowledge base at {root}",
            "`kb --root DIR check` checks another base",
            zh=(f"{path} 不在知识库 {root} 里", "用 `kb --root 文件夹 check` 检查别的知识库"),
        )
    relative = parent.relative_to(root).as_posix()
    return "" if relative == "." else relative


def show_report(report: Report, form: str, lang: str) -> None:
    """Findings on stdout and, for people, the count on stderr; every other form holds what it needs itself."""
    written = FORMATS[form](report, lang)
    if written:
        click.echo(written)
    if form != "json":
        click.echo(summary(report, lang), err=True)


def _hosted(workspace: Workspace, report: Report, form: str, lang: str) -> Report:
    """The report as a code host reads it: paths from the repository's top, and the whole of it on the host's page."""
    if form not in HOSTED:
        return report
    from kb.adapters.git import place_of

    moved = below(own_first(report, _own(workspace.root)) if form == "github" else report, place_of(workspace.root))
    page = os.environ.get("GITHUB_STEP_SUMMARY", "") if form == "github" else ""
    if page:
        with Path(page).open("a", encoding="utf-8", errors="replace") as file:
            file.write(as_markdown(moved, lang) + "\n")
    return moved


def _own(root: Path) -> frozenset[str]:
    """The files of a pull request: those that differ from the branch that it is meant for, if the host names it."""
    from kb.adapters.git import changed_since

    target = os.environ.get("GITHUB_BASE_REF", "")
    try:
        return changed_since(root, f"origin/{target}") if target else frozenset()
    except KbError:
        return frozenset()
