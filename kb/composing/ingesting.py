"""The composition of `kb ingest`: foreign files, the base, its ledger and its sources, wired into one run."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from kb.adapters import disk, documents, foreign, replacing
from kb.adapters.pinyin import romanise
from kb.errors import KbError
from kb.importing import dialects
from kb.importing.drafting import Setting
from kb.importing.guess import guessed
from kb.importing.kinds import GUESSED_KINDS
from kb.importing.ledger import PATH as LEDGER
from kb.importing.ledger import Ledger, read_ledger
from kb.importing.mapping import Source, as_file, parse_source
from kb.importing.values import Note, Unreadable
from kb.model.entry import Person
from kb.model.kinds import FOLDERS, Kind
from kb.model.source import SourceFile
from kb.pipeline.ingest import mapping_key, plan
from kb.pipeline.ingest_job import Incoming, Job, KnownPerson, Plan
from kb.vocabulary import nearest
from kb.workspace import Progress, Workspace

SOURCES = "site_config/sources"
_MAX_LEDGER = 100_000_000
_SAMPLE = 300  # files that a mapping is guessed from


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run; `guesses` are (what was named, the mapping that was guessed for it)."""

    plan: Plan
    guesses: tuple[tuple[str, str], ...]


def source_named(workspace: Workspace, name: str) -> Source:
    """The source of the base that is called `name`. Raises `KbError` with the nearest one."""
    names = [path.rsplit("/", 1)[-1].removesuffix(".yml") for path in disk.scan(workspace.root, (SOURCES,)).files]
    wanted = name.removesuffix(".yml").rsplit("/", 1)[-1]
    path = f"{SOURCES}/{wanted}.yml"
    if wanted not in names or not re.fullmatch(r"[\w.-]+", wanted):
        near = nearest(wanted, names)
        hint = f"did you mean `{near}`?" if near else f"there are: {', '.join(sorted(names)) or 'none'} (in {SOURCES}/)"
        every_zh = f"现有：{'、'.join(sorted(names)) or '无'}（在 {SOURCES}/）"
        hint_zh = f"是不是 `{near}`？" if near else every_zh
        raise KbError(f"there is no source `{name}`", hint, zh=(f"没有来源“{name}”", hint_zh))
    read = disk.read(workspace.root, path, 200_000)
    if not isinstance(read, SourceFile):
        raise KbError(
            f"{path} cannot be read",
            "it must be a regular file that you may read",
            zh=(f"无法读取 {path}", "它应当是一个可以读取的普通文件"),
        )
    return parse_source(wanted, path, read.data.decode("utf-8", "replace"))


def ledger_of(workspace: Workspace) -> Ledger:
    if not (workspace.root / LEDGER).exists():
        return Ledger([])
    read = disk.read(workspace.root, LEDGER, _MAX_LEDGER)
    if not isinstance(read, SourceFile):
        raise KbError(
            f"{LEDGER} cannot be read",
            "it must be a regular file that you may read",
            zh=(f"无法读取 {LEDGER}", "它应当是一个可以读取的普通文件"),
        )
    return read_ledger(read.data.decode("utf-8", "replace"))


def ingest(
    workspace: Workspace, paths: list[str], name: str, kind: Kind | None, dry_run: bool, today: date, advance: Progress
) -> Outcome:
    """Bring `paths` in. Nothing is written under `dry_run`. Raises `KbError` for what concerns the whole run."""
    source = source_named(workspace, name) if name else None
    for path in paths:
        _foreign(workspace, path)
    walk = foreign.found(paths, source)
    files = [_incoming(one, position, len(walk.files), advance) for position, one in enumerate(walk.files)]
    groups = {one.path: one.group for one in walk.files}
    ledger = ledger_of(workspace)
    key = mapping_key(source or Source(), kind, source is None)
    fresh = any(
        isinstance(one, Incoming)
        and not any(line.sha256 == one.sha256 and line.mapping == key for line in ledger.of(one.path))
        for one in files
    )
    sources = {} if source is not None or not fresh else _guesses(files, groups)
    job = Job(
        [*walk.refused, *files], lambda path: source or sources.get(groups.get(path, 0), Source()),
        Setting(workspace.frame.vocabulary, workspace.settings.languages[0], today, romanise(), kind),
        workspace.settings, ledger, partial(_bytes, workspace),
        list(workspace.scan().files) if fresh else (), _people(workspace) if fresh else (),
        foreign.pictures(walk.files),
    )  # fmt: skip
    made = plan(job, lambda path: key)
    made = _told(made, walk, ledger)
    if not dry_run and made.writes:
        replacing.write_all(workspace.root, made.writes, LEDGER)
    return Outcome(
        made, tuple((paths[group], _said(made, one, groups, group)) for group, one in sorted(sources.items()))
    )


def _said(made: Plan, source: Source, groups: dict[str, int], group: int) -> str:
    """A guessed mapping as a file, with the kind that all of its files became, if it is one."""
    kinds = {str(one.kind) for one in made.entries if one.why in GUESSED_KINDS and groups.get(one.origin) == group}
    return as_file(replace(source, kind=kinds.pop()) if len(kinds) == 1 else source)


def _foreign(workspace: Workspace, path: str) -> None:
    """Raise `KbError` for a path whose files are entries already."""
    real = Path(path).resolve()
    own = [workspace.root / folder for folder in disk.ENTRY_ROOTS]
    if real == workspace.root or any(real == one or one in real.parents for one in own):
        raise KbError(
            f"{path} belongs to this knowledge base already",
            "`kb check` reads what is there",
            zh=(f"{path} 已在这个知识库里", "`kb check` 会读取其中的内容"),
        )


def _incoming(one: foreign.ForeignFile, position: int, total: int, advance: Progress) -> Incoming | Note:
    advance("reading", position, total)
    data = foreign.data(one)
    if isinstance(data, Note):
        return data
    return Incoming(one.path, hashlib.sha256(data).hexdigest(), partial(documents.foreign, one.path, data))


def _guesses(files: list[Incoming | Note], groups: dict[str, int]) -> dict[int, Source]:
    """A mapping for each thing that was named, from a sample of its files."""
    out: dict[int, Source] = {}
    for group in sorted(set(groups.values())):
        own = [one for one in files if isinstance(one, Incoming) and groups.get(one.path) == group]
        step = max(1, len(own) // _SAMPLE)
        found = []
        for one in own[::step]:
            try:
                found.append(dialects.split(one.path, one.text().text).fields)
            except Unreadable:
                continue
        out[group] = guessed(found)
    return out


def _bytes(workspace: Workspace, path: str) -> bytes | None:
    if not (workspace.root / path).is_file():
        return None
    read = disk.read(workspace.root, path, foreign.MAX_PICTURE)
    return read.data if isinstance(read, SourceFile) else b""


def _people(workspace: Workspace) -> tuple[KnownPerson, ...]:
    """The people of the base."""
    found = []
    for path in disk.scan(workspace.root, (FOLDERS[Kind.PERSON],)).entries:
        entry = workspace.parse(path).entry
        if entry is not None and isinstance(entry.detail, Person):
            found.append(KnownPerson(entry.id, (*entry.detail.names.every(), *entry.detail.aliases)))
    return tuple(found)


def _told(made: Plan, walk: foreign.Walk, ledger: Ledger) -> Plan:
    """The plan with what the walk left alone, and what the ledger lost."""
    notes = list(made.notes)
    for code, names in (("not-read", walk.unread), ("skipped", walk.skipped)):
        if names:
            notes.append(Note.of(names[0].split("/", 1)[0], code, count=len(names), example=sorted(names)[0]))
    if ledger.damaged:
        notes.append(Note.of(LEDGER, "ledger-damaged", count=ledger.damaged))
    return replace(made, notes=tuple(notes))
