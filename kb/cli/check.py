"""`kb check`: every finding with file, line, code, reason and way out."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kb.cli.progress import progress
from kb.errors import KbError
from kb.model.codes import severity, worded
from kb.model.diagnostic import Diagnostic, Severity
from kb.model.text import printable
from kb.rules import Report
from kb.workspace import Workspace


@click.command(name="check", epilog="Example: kb check lessons/2026 --strict")
@click.argument("paths", nargs=-1, metavar="[PATHS]…")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings exit with 1 too.")
@click.option("--search", is_flag=True, help="Ask the golden queries of site_config/queries.yml instead.")
@click.pass_obj
def command(obj: dict[str, str], paths: tuple[str, ...], form: str, strict: bool, search: bool) -> int:
    """Check the whole base, or show what concerns PATHS only.

    Errors exit with 1; warnings with 0, and with 1 under --strict.
    """
    workspace = Workspace.open(obj["root"])
    if search:
        return _searched(workspace, form, obj["lang"])
    wanted = [_inside(workspace.root, path) for path in paths]
    with progress() as advance:
        report = workspace.load(advance).report
    if wanted and "" not in wanted:  # the base itself
        report = report.within(lambda path: any(path == one or path.startswith(one + "/") for one in wanted))
    show_report(report, form, obj["lang"])
    return 1 if report.errors or (strict and report.warnings) else 0


def _searched(workspace: Workspace, form: str, lang: str) -> int:
    """Golden queries instead of files; 1 if one of them is answered otherwise."""
    from kb.cli.golden import as_json, check_search, show_failures

    failed, asked = check_search(workspace, lang, lambda text: click.echo(text, err=True))
    if form == "json":
        value = {"schema": 1, "queries": asked, "failures": [as_json(one) for one in failed]}
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
    else:
        show_failures(failed, asked, lang)
    return 1 if failed else 0


def _inside(root: Path, path: str) -> str:
    """A path from the command line as the base names it. Raises `KbError` when it is not there."""
    absolute = Path(path).absolute()
    if not (absolute.exists() or absolute.is_symlink()):
        raise KbError(f"there is no file or folder {path}", "name one of the knowledge base, from where you stand")
    # The file itself may be a link that is to be reported; everything above it is followed.
    named = absolute.name not in ("", "..")
    parent = absolute.parent.resolve() / absolute.name if named else absolute.resolve()
    if parent != root and root not in parent.parents:
        raise KbError(f"{path} is not in the knowledge base at {root}", "`kb --root DIR check` checks another base")
    relative = parent.relative_to(root).as_posix()
    return "" if relative == "." else relative


def row(diagnostic: Diagnostic, lang: str) -> dict[str, object]:
    """A diagnostic as JSON says it."""
    said = worded(diagnostic, lang)
    return {
        "path": diagnostic.path,
        "line": diagnostic.line,
        "code": diagnostic.code,
        "severity": str(severity(diagnostic.code)),
        "message": said.message,
        "hint": said.hint,
    }


def show_report(report: Report, form: str, lang: str) -> None:
    """Findings on stdout, the count on stderr; JSON holds both."""
    if form == "json":
        value = {
            "schema": 1,
            "files": report.files,
            "entries": report.entries,
            "errors": report.errors,
            "warnings": report.warnings,
            "diagnostics": [row(one, lang) for one in report.diagnostics],
        }
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
        return
    for one in report.diagnostics:
        click.echo(line(one, lang))
    click.echo(summary(report, lang), err=True)


def line(diagnostic: Diagnostic, lang: str) -> str:
    """`path:5: KB401 unknown tag …` and, under it, what to do."""
    said = worded(diagnostic, lang)
    error = severity(diagnostic.code) is Severity.ERROR
    colour = "red" if error else "yellow"
    word = {"en": "" if error else "warning: ", "zh": "" if error else "警告："}[lang]
    where = click.style(f"{printable(diagnostic.path)}:{diagnostic.line}:", bold=True)
    return f"{where} {click.style(diagnostic.code, fg=colour)} {word}{said.message}\n    {said.hint}"


def summary(report: Report, lang: str) -> str:
    entries = sum(report.entries.values())
    if lang == "zh":
        return f"读取 {report.files} 个文件：{entries} 个条目，{report.errors} 个错误，{report.warnings} 个警告"
    return (
        f"{report.files} files read: {count(entries, 'entry', 'entries')}, "
        f"{count(report.errors, 'error', 'errors')}, {count(report.warnings, 'warning', 'warnings')}"
    )


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
