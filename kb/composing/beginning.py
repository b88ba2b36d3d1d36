"""The composition of `kb new`: a text on the disk, what is like it in the base, the new file proved and written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from kb.adapters import disk, documents
from kb.adapters.pinyin import romanise
from kb.adapters.replacing import write_all, write_new
from kb.analysis.likeness import ALIKE, candidates, likeness, passages
from kb.errors import KbError
from kb.importing.phrases import said as worded_note
from kb.importing.values import Unreadable
from kb.model.codes import in_both, severity
from kb.model.diagnostic import Severity
from kb.model.entry import Entry, Person
from kb.model.kinds import Kind
from kb.model.source import SourceFile
from kb.parse import parse
from kb.pipeline.from_text import Told, known_people, told
from kb.ports.search import Hit
from kb.rules.advice import lesson_sketch, own_words
from kb.workspace import Progress, Workspace

MAX_BYTES = 50_000_000
_LIKE = 3


def read_text(workspace: Workspace, name: str, kind: Kind | None, lang: str, advance: Progress) -> Told:
    """What the file `name` says for a new entry, or (no kind) for a talk. Raises `KbError` if nobody can read it."""
    path = Path(name).absolute()
    if not path.is_file():
        raise KbError(
            f"there is no file {name}",
            "name the text that you have: --from recap.md, .txt or .docx",
            zh=(f"没有文件 {name}", "请写出已有的文本：`--from recap.md`、.txt 或 .docx"),
        )
    read = disk.read(path.parent.resolve(), path.name, MAX_BYTES)
    if not isinstance(read, SourceFile):
        raise KbError(
            f"{name} cannot be read",
            "it must be a regular file that you may read",
            zh=(f"无法读取 {name}", "它应当是一个可以读取的普通文件"),
        )
    people = _people(workspace, advance) if kind is Kind.SALON else known_people(())
    try:
        foreign = documents.foreign(path.name, read.data)
        if foreign.records:
            raise KbError(
                f"{name} is a table",
                f"`kb ingest {name}` makes an entry of each row",
                zh=(f"{name} 是表格", f"`kb ingest {name}` 把每一行变成一个条目"),
            )
        base_lang = lang or workspace.settings.languages[0]
        return told(foreign, kind, workspace.frame.vocabulary, base_lang, people, romanise())
    except Unreadable as error:
        said, chinese = (worded_note(error.note, one) for one in ("en", "zh"))
        hint, hint_zh = "paste its text into a .md file", "请把其中的文字粘贴到 .md 文件"
        raise KbError(f"{name}: {said}", hint, zh=(f"{name}：{chinese}", hint_zh)) from error


def _people(workspace: Workspace, advance: Progress) -> Callable[[str], str]:
    """Who is known by which name."""
    entries = workspace.load(advance, kept=True).catalog.of(Kind.PERSON)
    return known_people(
        (entry.id, name)
        for entry in entries
        if isinstance(entry.detail, Person)
        for name in (*entry.detail.names.every(), *entry.detail.aliases)
    )


def like(workspace: Workspace, words: str, advance: Progress) -> tuple[Hit, ...]:
    """Entries that answer to these words, the best first."""
    from kb.query.concepts import Concepts
    from kb.query.reading import read

    plain = re.sub(r"[^\w]+", " ", words).casefold()
    with workspace.search(lambda text: None, advance) as engine:
        return tuple(engine.search(read(plain, Concepts(engine.concepts), limit=_LIKE)).hits)


def told_before(workspace: Workspace, source: SourceFile, advance: Progress) -> tuple[tuple[str, str], ...]:
    """(id, the sentence that both hold) of lessons that say much of what a new one says."""
    entry = parse(source, workspace.settings).entry
    mine = lesson_sketch(entry) if entry is not None else ()
    if entry is None or not mine:
        return ()
    lessons = workspace.load(advance, kept=True).catalog.of(Kind.LESSON)
    near = candidates({"": mine}, {one.id: lesson_sketch(one) for one in lessons})[""]
    return tuple((one.id, _shared(entry, one)) for one in lessons if one.id in near and _same(entry, one))


def _same(one: Entry, other: Entry) -> bool:
    return likeness(own_words(one), own_words(other)) >= ALIKE


def _shared(one: Entry, other: Entry) -> str:
    return passages(own_words(one), own_words(other))[1]


def is_taken(workspace: Workspace, entry_id: str) -> bool:
    return any((workspace.root / path).exists() for path in (f"{entry_id}.md", f"{entry_id}/index.md"))


def taken(path: str) -> KbError:
    return KbError(
        f"there is an entry {path} already",
        "write into that one, or choose another name with --slug",
        zh=(f"已有条目 {path}", "请写进那个条目，或用 --slug 换一个短名"),
    )


def prove(workspace: Workspace, source: SourceFile) -> None:
    """The file is read as the check will read it. Raises `KbError` with the first thing that is wrong."""
    for one in parse(source, workspace.settings).diagnostics:
        if severity(one.code) is Severity.ERROR:
            said, chinese = in_both(one)
            raise KbError(said.message, said.hint, zh=(chinese.message, chinese.hint))


def put(workspace: Workspace, source: SourceFile) -> None:
    """Write a new file. Raises `KbError` when there is one of that name by now."""
    if not write_new(workspace.root, source.path, source.data):
        raise taken(source.path)


def replace(workspace: Workspace, before: SourceFile, data: bytes) -> None:
    """Write a file anew, unless somebody changed it since it was read."""
    now = disk.read(workspace.root, before.path, MAX_BYTES)
    if not isinstance(now, SourceFile) or now.data != before.data:
        raise KbError(
            f"{before.path} changed in the meantime",
            "run the command again",
            zh=(f"{before.path} 刚刚被改动", "请重新运行命令"),
        )
    write_all(workspace.root, {before.path: data})
