"""Writing a tree of generated files, and switching a built site into place.

The folders belong to `kb`: what is not wanted in them is removed. Nothing is ever written or removed outside of
them, no symbolic link in them is followed, and whoever reads the site, or kills the build, finds the old site or
the new one, whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kb.adapters.exchange import exchange
from kb.errors import KbError


@dataclass(frozen=True, slots=True)
class Synced:
    """What `sync` did: paths that it wrote and removed, sorted, and how many it left as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


def sync(folder: Path, files: Mapping[str, bytes]) -> Synced:
    """Make `folder` hold exactly `files` (`/`-separated paths below it), touching only what differs.

    A file appears whole or not at all. Raises `KbError` for a path that leaves the folder or that two files need
    differently, and for whatever the disk refuses.
    """
    for path in files:
        _check(path, files)
    with refusals(folder):
        _own_folder(folder)
        there = dict(_walk(folder))
        stale = sorted(path for path in there if path not in files or there[path].is_symlink())
        for path in stale:
            (folder / path).unlink()
        _remove_empty(folder)
        gone = set(stale)
        changed = [path for path, data in files.items() if path in gone or not _same(there.get(path), data)]
        _write(folder, {path: files[path] for path in sorted(changed)})
    removed = tuple(path for path in stale if path not in files)
    return Synced(tuple(sorted(changed)), removed, len(files) - len(changed))


def put_in_place(built: Path, site: Path) -> None:
    """Copy the tree `built` beside the folder `site` and switch in one step.

    On Linux (and macOS) the two folders change places in one system call. Where the file system cannot do that,
    the old site is moved away first: a moment without a site, which the next call repairs if it was killed there.
    """
    fresh, old = (site.with_name(f".{site.name}.{word}") for word in ("new", "old"))
    with refusals(site):
        if not site.exists() and old.is_dir():
            old.rename(site)
        for leftover in (fresh, old):
            _remove_tree(leftover)
        _own_folder(site.parent)
        if site.is_symlink() or (site.exists() and not site.is_dir()):
            raise KbError(f"{site} is not a folder", "move it away; kb puts the finished site there")
        _copy_tree(built, fresh)
        if not site.exists():
            fresh.rename(site)
        elif not exchange(fresh, site):
            site.rename(old)
            fresh.rename(site)
        for leftover in (fresh, old):
            _remove_tree(leftover)


@contextmanager
def locked(edition: Path) -> Iterator[None]:
    """Hold the folder of an edition for one build; a second build gets a `KbError` at once.

    The lock ends with the process, however that ends: nothing has to be cleaned up by hand.
    """
    import fcntl

    with refusals(edition):
        edition.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(edition / ".lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise KbError(
                f"another kb is building the {edition.name} edition", "wait for it, or stop it, then try again"
            ) from error
        yield
    finally:
        os.close(descriptor)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """What a disk refuses inside, as a `KbError` of one line that names the place."""
    try:
        yield
    except OSError as error:
        import errno

        hints = {
            errno.ENOSPC: "the disk is full: make room and run it again",
            errno.EDQUOT: "your share of the disk is used up: make room and run it again",
            errno.EROFS: "the disk is read-only",
            errno.EACCES: "may you write there? look at the folder's owner and permissions",
            errno.EPERM: "may you write there? look at the folder's owner and permissions",
            errno.ENAMETOOLONG: "a name is too long for this disk",
        }
        where = error.filename or path
        hint = hints.get(error.errno or 0, "what was there before is unchanged")
        raise KbError(f"cannot write {where}: {error.strerror or error}", hint) from error


def _check(path: str, files: Mapping[str, bytes]) -> None:
    pure = PurePosixPath(path)
    if not path or str(pure) != path or pure.is_absolute() or ".." in pure.parts or "\0" in path or "\\" in path:
        raise KbError(f"{path!r} cannot be staged: it would leave the folder")
    for parent in pure.parents:
        if str(parent) in files:
            raise KbError(f"{path} cannot be staged: {parent} is a file and would have to be a folder")


def _own_folder(folder: Path) -> None:
    if folder.is_symlink():
        raise KbError(f"{folder} is a symbolic link", "kb writes only into a folder of its own: remove the link")
    folder.mkdir(parents=True, exist_ok=True)


def _walk(folder: Path, below: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Everything below that is not a real folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder / entry.name, f"{path}/")
            else:
                yield path, entry


def _remove_empty(folder: Path) -> bool:
    """Remove empty folders below; whether `folder` itself is empty then."""
    with os.scandir(folder) as entries:
        found = list(entries)
    empty = True
    for entry in found:
        if entry.is_dir(follow_symlinks=False) and _remove_empty(Path(entry.path)):
            Path(entry.path).rmdir()
        else:
            empty = False
    return empty


def _same(entry: os.DirEntry[str] | None, data: bytes) -> bool:
    if entry is None or not entry.is_file(follow_symlinks=False):
        return False
    return entry.stat(follow_symlinks=False).st_size == len(data) and Path(entry.path).read_bytes() == data


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    fresh = folder / ".writing"
    made = {folder}
    for path, data in files.items():
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        fresh.write_bytes(data)
        fresh.replace(target)


def _copy_tree(source: Path, target: Path) -> None:
    """Real files and folders only, as new files: a later write to one tree never shows in the other."""
    target.mkdir()
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                _copy_tree(Path(entry.path), target / entry.name)
            elif entry.is_file(follow_symlinks=False):
                shutil.copyfile(entry.path, target / entry.name, follow_symlinks=False)


def _remove_tree(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
