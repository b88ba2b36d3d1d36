"""`kb ingest`: bring in what people have, and say of every file what became of it."""

from __future__ import annotations

import json
from datetime import date

import click

from kb.cli.declaring import argument, declare, form_option, option
from kb.cli.progress import progress
from kb.cli.reporting import count
from kb.composing.ingesting import Outcome, ingest
from kb.importing.ledger import PATH as LEDGER
from kb.importing.phrases import phrase, said
from kb.importing.values import Note
from kb.model.kinds import Kind
from kb.model.names import named
from kb.pipeline.ingest_job import Written
from kb.workspace import Workspace


@declare(
    "ingest",
    zh="把其他形式的文件或文件夹导入知识库，成为只有内部人员能看到的草稿。\n\n"
    "在这里编辑过的内容不会被覆盖；用同样的文件再运行一次，什么都不会改变。"
    "有文件被拒绝，或遇到编辑过的条目时，退出码为 1。",
    examples=("kb ingest ../old-posts --dry-run",),
)
@argument("paths", nargs=-1, required=True, metavar="PATH…")
@option(
    "--source",
    metavar="NAME",
    help="Use the mapping in site_config/sources/NAME.yml.",
    zh="按 site_config/sources/名称.yml 对应各项。",
)
@option(
    "--kind",
    choices=tuple(map(str, Kind)),
    help="Make every file an entry of this kind.",
    zh="每个文件都成为这一类条目。",
)
@option("--dry-run", is_flag=True, help="Write nothing; say what would be written.", zh="不写文件，只说明会写什么。")
@form_option()
@click.pass_obj
def command(
    obj: dict[str, str], paths: tuple[str, ...], source: str | None, kind: str | None, dry_run: bool, form: str
) -> int:
    """Bring files or folders of another shape into the base, as drafts that only insiders see.

    Nothing that was edited here is overwritten, and a second run with the same files changes nothing. Exits
    with 1 when a file was refused or met an edited entry.
    """
    workspace = Workspace.open(obj["root"])
    with progress(obj["lang"]) as advance:
        outcome = ingest(
            workspace, list(paths), source or "", Kind(kind) if kind else None, dry_run, date.today(), advance
        )
    show(outcome, form, obj["lang"], dry_run)
    plan = outcome.plan
    return 1 if plan.refused or any(one.beside for one in plan.entries) else 0


def show(outcome: Outcome, form: str, lang: str, dry_run: bool) -> None:
    """The account on stdout; what was guessed and what to do next on stderr."""
    if form == "json":
        click.echo(json.dumps(as_json(outcome, lang), ensure_ascii=False, indent=2))
        return
    plan, colon = outcome.plan, (": ", "：")[lang == "zh"]
    for entry in plan.entries:
        where = entry.beside or entry.path
        what, why = named("kind", entry.kind, lang), phrase(entry.why, lang)
        told = f"（{what}：{why}）" if lang == "zh" else f" ({what}: {why})"
        click.echo(f"{_safe(entry.origin)} → {where}{told}")
    for path in plan.unchanged:
        click.echo(f"{_safe(path)}{colon}{_word('unchanged', lang)}")
    for note in plan.refused:
        where, what = click.style(_safe(note.path), bold=True), click.style(_word("refused", lang), fg="red")
        click.echo(f"{where}{colon}{what}{colon}{said(note, lang)}")
    for note in plan.notes:
        click.echo(f"{_safe(note.path)}{colon}{click.style(said(note, lang), fg='yellow')}")
    _ends(outcome, lang, dry_run)


def _ends(outcome: Outcome, lang: str, dry_run: bool) -> None:
    plan = outcome.plan
    for path, text in outcome.guesses if len(plan.written) > 1 else ():  # a mapping is for more files of a kind
        head = {"en": f"guessed for {path}; save it as site_config/sources/NAME.yml and correct it:",
                "zh": f"对 {path} 的推测；可保存为 site_config/sources/NAME.yml 并修改："}[lang]  # fmt: skip
        click.echo(f"\n{click.style(head, bold=True)}\n{text}", err=True)
    if plan.topics:
        words = ", ".join(plan.topics[:40]) + (" …" if len(plan.topics) > 40 else "")
        click.echo(said(Note.of("", "new-topics", words=words), lang)[:4_000], err=True)
    click.echo(summary(outcome, lang, dry_run), err=True)


def summary(outcome: Outcome, lang: str, dry_run: bool) -> str:
    plan = outcome.plan
    written, unchanged, refused = len(plan.written), len(plan.unchanged), len(plan.refused)
    if lang == "zh":
        would = "将写入" if dry_run else "已写入"
        account = f"读取 {plan.files} 个文件：{would} {written}，未变 {unchanged}，拒绝 {refused}"
        return f"{account}；{len(plan.entries)} 个条目，{len(plan.notes)} 条提示"
    would = "would be written" if dry_run else "written"
    read, entries = count(plan.files, "file", "files"), count(len(plan.entries), "entry", "entries")
    remarks = count(len(plan.notes), "remark", "remarks")
    return f"{read} read: {written} {would}, {unchanged} unchanged, {refused} refused; {entries}, {remarks}"


def _word(name: str, lang: str) -> str:
    return {"unchanged": ("unchanged", "未变"), "refused": ("refused", "拒绝")}[name][lang == "zh"]


def _safe(text: str) -> str:
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


def _row(one: Written, lang: str) -> dict[str, object]:
    return {
        "id": one.id,
        "path": one.beside or one.path,
        "origin": one.origin,
        "kind": one.kind,
        "why": phrase(one.why, lang),
        "conflict": bool(one.beside),
    }


def as_json(outcome: Outcome, lang: str) -> dict[str, object]:
    plan = outcome.plan
    return {
        "schema": 1,
        "files": plan.files,
        "written": len(plan.written),
        "unchanged": len(plan.unchanged),
        "refused": [{"path": note.path, "reason": said(note, lang)} for note in plan.refused],
        "entries": [_row(one, lang) for one in plan.entries],
        "warnings": [{"path": note.path, "code": note.code, "message": said(note, lang)} for note in plan.notes],
        "found": dict(plan.counts),
        "topics": list(plan.topics),
        "guessed": dict(outcome.guesses),
        "ledger": LEDGER,
    }
