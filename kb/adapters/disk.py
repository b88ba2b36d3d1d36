"""Reading a base from the disk: regular files only, nothing followed, nothing larger than an entry may be.

What is not a regular file is reported and left where it is. Every file is opened without following links and
looked at again once it is open, so that nobody can exchange it in between.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, cast

from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile

ENTRY_ROOTS = ("content", "lessons")
_FLAGS = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")  # as far as the system knows them
_READ = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in _FLAGS)
_MARKDOWN_LIKE = (".markdown", ".mdown", ".mkd", ".mdx", ".txt")
_KINDS = {
    stat.S_IFLNK: "a symbolic link", stat.S_IFIFO: "a named pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device", stat.S_IFDIR: "a folder",
}  # fmt: skip


class Stamp(NamedTuple):
    """What a stat says about a file's bytes: when any of it changes, the file is read again."""

    mtime_ns: int
    size: int
    inode: int


@dataclass(frozen=True, slots=True)
class Scan:
    """Every regular file of a base by path, sorted, and what stood there beside regular files."""

    files: dict[str, Stamp] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()

    @property
    def entries(self) -> dict[str, Stamp]:
        """The files that are read as entries: `.md`, but for the folder's README."""
        return {path: stamp for path, stamp in self.files.items() if is_entry(path)}


def is_entry(path: str) -> bool:
    name = path.rsplit("/", 1)[-1]
    return name.endswith(".md") and name.casefold() != "readme.md"


def _ignored(name: str) -> bool:
    """Files that tools leave behind, and what a writer put aside with an underscore."""
    return name.startswith((".", "_", "~$", "#")) or name.endswith(("~", ".swp", ".orig", ".rej"))


def scan(root: Path, folders: tuple[str, ...] = ENTRY_ROOTS) -> Scan:
    """All files below the entry folders of `root`. Unreadable folders are problems, never exceptions."""
    files: dict[str, Stamp] = {}
    problems: list[Diagnostic] = []
    for folder in folders:
        if (root / folder).is_symlink():
            problems.append(Diagnostic.at(folder, 1, "KB101", what="a symbolic link"))
        elif (root / folder).is_dir():
            _walk(root, folder, files, problems)
    return Scan(dict(sorted(files.items())), tuple(sorted(problems)))


def _walk(root: Path, start: str, files: dict[str, Stamp], problems: list[Diagnostic]) -> None:
    folders = [start]  # not recursion: folders nest deeper than Python's stack
    while folders:
        path = folders.pop()
        try:
            found = [(one.name, one.stat(follow_symlinks=False)) for one in os.scandir(root / path)]
        except OSError as error:
            problems.append(Diagnostic.at(path, 1, "KB108", why=error.strerror or error))
            continue
        for name, status in found:
            if _ignored(name):
                continue
            if stat.S_ISDIR(status.st_mode):
                folders.append(f"{path}/{name}")
            else:
                _file(f"{path}/{name}", status, files, problems)


def look(root: Path, folders: tuple[str, ...] = ENTRY_ROOTS) -> dict[str, tuple[int, int, int]]:
    """The stamps of what `scan` finds as entries, sorted by path, as bare tuples and without any problem.

    A search does this every time and for every file, so nothing is asked twice, and by folder and not by path.
    """
    found: dict[str, tuple[int, int, int]] = {}
    todo = [folder for folder in folders if not (root / folder).is_symlink()]
    while todo:
        path = todo.pop()
        with suppress(OSError), _listed(root / path) as entries:
            for one in entries:
                name = one.name
                if name.endswith(".md") and one.is_file(follow_symlinks=False):
                    # `is_entry` and `_ignored`, asked only where a look at the name leaves it open
                    if (name[0] not in "._~#" and len(name) != 9) or (is_entry(name) and not _ignored(name)):
                        status = one.stat(follow_symlinks=False)
                        found[f"{path}/{name}"] = (status.st_mtime_ns, status.st_size, status.st_ino)
                elif one.is_dir(follow_symlinks=False) and not _ignored(name):
                    todo.append(f"{path}/{name}")
    return {path: found[path] for path in sorted(found)}


@contextmanager
def _listed(folder: Path) -> Iterator[Iterable[os.DirEntry[str]]]:
    """What is in a folder; looked at through the open folder, where the system can."""
    if os.scandir not in os.supports_fd:
        with os.scandir(folder) as entries:
            yield entries
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with os.scandir(handle) as entries:
            yield cast("Iterable[os.DirEntry[str]]", entries)
    finally:
        os.close(handle)


def _file(path: str, status: os.stat_result, files: dict[str, Stamp], problems: list[Diagnostic]) -> None:
    if not stat.S_ISREG(status.st_mode):
        problems.append(_irregular(path, status))
        return
    files[path] = Stamp(status.st_mtime_ns, status.st_size, status.st_ino)
    if path.lower().endswith((*_MARKDOWN_LIKE, ".md")) and not path.endswith(".md"):
        problems.append(Diagnostic.at(path, 1, "KB112", ending="." + path.rsplit(".", 1)[-1]))


def _irregular(path: str, status: os.stat_result) -> Diagnostic:
    return Diagnostic.at(path, 1, "KB101", what=_KINDS.get(stat.S_IFMT(status.st_mode), "a device"))


def read(root: Path, path: str, limit: int) -> SourceFile | Diagnostic:
    """The file at `path` below `root`, at most `limit` bytes, or why it is not read. Never blocks on a pipe."""
    try:
        handle = os.open(f"{root}/{path}", _READ)  # thousands of Paths cost more than reading
    except OSError as error:
        if error.errno == errno.ELOOP:
            return Diagnostic.at(path, 1, "KB101", what="a symbolic link")
        return Diagnostic.at(path, 1, "KB108", why=error.strerror or error)
    try:
        return _read(handle, path, limit)
    except OSError as error:
        return Diagnostic.at(path, 1, "KB108", why=error.strerror or error)
    finally:
        os.close(handle)


def _read(handle: int, path: str, limit: int) -> SourceFile | Diagnostic:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        return _irregular(path, status)
    if status.st_size > limit:
        return Diagnostic.at(path, 1, "KB102", size=size_text(status.st_size), limit=size_text(limit))
    data = _all(handle, status.st_size, limit)
    if len(data) > limit:
        return Diagnostic.at(path, 1, "KB102", size=f"> {size_text(limit)}", limit=size_text(limit))
    return SourceFile(path, data)


def _all(handle: int, size: int, limit: int) -> bytes:
    """What is in an open file that was `size` bytes long: all of it, or more than `limit` bytes."""
    data = os.read(handle, size + 1)
    while len(data) <= limit and (more := os.read(handle, 4096)):  # it has grown, or the disk gives pieces
        data += more
    return data


def size_text(count: int) -> str:
    """A number of bytes as people say it: `512 kB`, `50 MB`."""
    return f"{count / 1_000_000:.0f} MB" if count >= 1_000_000 else f"{count / 1_000:.0f} kB"
