"""Foreign files on the disk: found below what was named, read without following a link out of it.

Folders give every Markdown ending and every document; a folder with plain text only gives that. A file that is
named is read whatever its ending. What is not read is counted and said.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from kb.errors import KbError
from kb.importing.mapping import Source
from kb.importing.values import Note

MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".mkdn", ".mdwn")
DOCUMENTS = (".docx", ".pptx", ".html", ".htm", ".csv", ".xlsx", ".jsonl")
MAX_TEXT = 1_900_000
MAX_DOCUMENT = 50_000_000
MAX_PICTURE = 10_000_000
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_SKIPPED = frozenset(("node_modules", "__pycache__"))


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """`path` is its name for origins: the folder that was named and the way below it. `group` counts what was named."""

    path: str
    file: Path
    root: Path
    group: int


@dataclass(slots=True)
class Walk:
    """What was found: files to read, refusals, and names that were left alone."""

    files: list[ForeignFile] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def found(paths: list[str], source: Source | None) -> Walk:
    """Everything below `paths`, each file once. Raises `KbError` for a path that is not there."""
    walk = Walk()
    seen: set[str] = set()
    for group, name in enumerate(paths):
        path = Path(name)
        if not os.path.lexists(path):
            raise KbError(
                f"there is no file or folder {name}",
                "name what you want to bring in",
                zh=(f"没有文件或文件夹 {name}", "请写出要导入的文件或文件夹"),
            )
        if path.is_dir():
            _folder(walk, path, group, source, seen)
        else:
            parent = path.absolute().parent.resolve()
            _take(walk, ForeignFile(f"{parent.name}/{path.name}".lstrip("/"), path, parent, group), seen, True)
    walk.files.sort(key=lambda one: (one.path, str(one.file)))
    return walk


def _folder(walk: Walk, folder: Path, group: int, source: Source | None, seen: set[str]) -> None:
    root = folder.resolve()
    names = sorted(_names(walk, root, root.name))
    endings = source.endings if source is not None and source.endings else (*MARKDOWN, *DOCUMENTS)
    markdown = any(name.casefold().endswith(MARKDOWN) for name in names)
    for name in names:
        shown = f"{root.name}/{name}"
        last = name.rsplit("/", 1)[-1]
        if source is not None and any(fnmatchcase(name, one) or fnmatchcase(last, one) for one in source.skip):
            walk.skipped.append(shown)
        elif (
            last.casefold().endswith(tuple(one for one in endings if one))
            or ("" in endings and "." not in last)
            or (not markdown and last.casefold().endswith(".txt"))
        ):
            _take(walk, ForeignFile(shown, root / name, root, group), seen, False)
        elif not last.casefold().endswith(PICTURES):
            walk.unread.append(shown)


def _names(walk: Walk, root: Path, shown: str) -> list[str]:
    """Every file below `root` by its relative name. Hidden and tools' folders are left alone; no link is followed."""
    out: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            entries = sorted(os.scandir(root / below), key=lambda one: one.name)
        except OSError as error:
            walk.refused.append(Note.of(f"{shown}/{below}", "cannot-open", why=error.strerror or error))
            continue
        for one in entries:
            if one.name.startswith((".", "~$", "#")) or one.name in _SKIPPED or one.name.endswith("~"):
                continue
            name = f"{below}{one.name}"
            if one.is_dir(follow_symlinks=False):
                waiting.append(f"{name}/")
            elif one.is_symlink() and one.is_dir():
                walk.refused.append(Note.of(f"{shown}/{name}", "not-regular", what="a symbolic link to a folder"))
            else:
                out.append(name)
    return out


def _take(walk: Walk, one: ForeignFile, seen: set[str], named: bool) -> None:
    real = os.path.realpath(one.file)
    if one.file.is_symlink():
        if Path(one.root) not in Path(real).parents:
            walk.refused.append(Note.of(one.path, "outside"))
            return
        if not named and Path(real).exists():
            walk.skipped.append(one.path)  # its target stands in the same folder and is read there
            return
    if real not in seen:
        seen.add(real)
        walk.files.append(one)


def data(one: ForeignFile) -> bytes | Note:
    """The bytes of a foreign file, or why it is not read. Never blocks on a pipe, never follows a link at the end."""
    limit = MAX_DOCUMENT if one.file.suffix.casefold() in DOCUMENTS else MAX_TEXT
    return _read(
        one.path, one.file.parent.resolve() / one.file.name if not one.file.is_symlink() else one.file.resolve(), limit
    )


def _read(path: str, file: Path, limit: int) -> bytes | Note:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        handle = os.open(file, flags)
    except OSError as error:
        return Note.of(path, "cannot-open", why=error.strerror or error)
    with os.fdopen(handle, "rb") as opened:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Note.of(path, "not-regular", what="a folder" if stat.S_ISDIR(status.st_mode) else "a device or pipe")
        if status.st_size > limit:
            return Note.of(path, "too-large", size=_size(status.st_size), limit=_size(limit))
        try:
            return opened.read(limit + 1)
        except OSError as error:
            return Note.of(path, "cannot-open", why=error.strerror or error)


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"


def pictures(files: list[ForeignFile]) -> Callable[[str], bytes | None]:
    """Gives the bytes of a picture beside the files that were found, by its name for origins."""
    roots = {one.path.split("/", 1)[0]: one.root for one in files}

    def picture(origin: str) -> bytes | None:
        top, _, rest = origin.partition("/")
        if top not in roots or not rest or ".." in rest.split("/") or not origin.casefold().endswith(PICTURES):
            return None
        file = roots[top] / rest
        if file.is_symlink() or roots[top] not in file.resolve().parents:
            return None
        read = _read(origin, file, MAX_PICTURE)
        return read if isinstance(read, bytes) and read else None

    return picture
