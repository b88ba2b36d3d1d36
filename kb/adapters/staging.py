"""Writing a tree of generated files, and switching a built site into place.

The folders belong to `kb`: what is not wanted in them is removed. Nothing is ever written or removed outside of
them, no symbolic link in them is followed, and whoever reads the site, or kills the build, finds the old site or
the new one, whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.adapters.exchange import exchange
from kb.adapters.tree import Tree
from kb.errors import KbError, reason


@dataclass(frozen=True, slots=True)
class Synced:
    """What was done: paths that were written and removed, sorted, and how many stayed as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


class Staging:
    """Makes `folder` hold exactly the files that are written or kept (`/`-separated paths below it).

    Files come one by one, so that nobody has to hold them all. One whose bytes are the same is not touched, and one
    that changes is the old file or the new one at every moment. Everything raises `KbError` for a path that leaves
    the folder or that two files need differently, and for whatever the disk refuses.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wanted: set[str] = set()
        self._parents: set[str] = set()
        self._tree = Tree(folder)
        self._written: list[str] = []
        with refusals(folder):
            _own_folder(folder)
            with os.scandir(folder) as found:
                self._was_empty = next(found, None) is None
            self._there = dict(_walk(folder))
            for path, entry in list(self._there.items()):
                if not entry.is_file(follow_symlinks=False):
                    (folder / path).unlink()
                    del self._there[path]

    def write(self, path: str, data: bytes) -> bool:
        """Stage one file; whether it differs from what was there."""
        self.keep(path)
        with refusals(self._folder):
            entry = self._there.get(path)
            if entry is not None and _same(entry, data):
                return False
            if not self._was_empty:
                self._make_room(path)
            if entry is None:
                self._tree.write(path, data)
            else:
                write_whole(self._folder / path, data)
        self._written.append(path)
        return True

    def keep(self, path: str) -> None:
        """Let the file at `path` stay as it is."""
        parents = parents_of(path)
        if path in self._parents or not self._wanted.isdisjoint(parents):
            shorter = path if path in self._parents else next(one for one in parents if one in self._wanted)
            raise KbError(
                f"{path} cannot be staged: {shorter} is a file and would have to be a folder",
                zh=(f"{path} 不能放入构建：{shorter} 是文件，却须是文件夹", ""),
            )
        self._wanted.add(path)
        self._parents.update(parents)

    @property
    def stale(self) -> list[str]:
        """What was neither written nor kept so far, sorted."""
        return sorted(path for path in self._there if path not in self._wanted)

    def finish(self) -> Synced:
        """Remove what was neither written nor kept, and empty folders."""
        stale = self.stale
        with refusals(self._folder):
            for path in stale:
                if path not in self._parents and self._wanted.isdisjoint(parents_of(path)):  # else it is gone already
                    (self._folder / path).unlink()
            if stale:
                _remove_empty(self._folder)
        return Synced(tuple(sorted(self._written)), tuple(stale), len(self._wanted) - len(self._written))

    def _make_room(self, path: str) -> None:
        """Take away what nobody wants any more where it stands in the way."""
        for parent in parents_of(path):
            if parent in self._there:
                (self._folder / parent).unlink(missing_ok=True)
        if path not in self._there and (self._folder / path).is_dir():
            remove_tree(self._folder / path)


def sync(folder: Path, files: Mapping[str, bytes]) -> Synced:
    """Make `folder` hold exactly `files`; nothing is written if one of the paths cannot be."""
    for path in files:
        if not files.keys().isdisjoint(parents := parents_of(path)):
            shorter = next(one for one in parents if one in files)
            raise KbError(
                f"{path} cannot be staged: {shorter} is a file and would have to be a folder",
                zh=(f"{path} 不能放入构建：{shorter} 是文件，却须是文件夹", ""),
            )
    staging = Staging(folder)
    for path in sorted(files):
        staging.write(path, files[path])
    return staging.finish()


def catch_up(work: Path, site: Path, paths: Iterable[str] | None) -> None:
    """Make the tree `work` hold what the tree `site` holds: the files `paths` differ, or all (None).

    A file is there once and has a name in each tree: both are written by `Tree` alone, which never writes in place, so
    a later write to one never shows in the other.
    """
    with refusals(work):
        if paths is None:
            remove_tree(work)
            _link_tree(site, work)
            return
        tree = Tree(work)
        for path in paths:
            if (site / path).is_file() and not (site / path).is_symlink():
                tree.link(str(site / path), path)
            else:
                remove(work, path)


def switch(work: Path, site: Path) -> None:
    """The tree `work` becomes the site; what was the site, if there was one, is `work` then.

    On Linux (and macOS) the two folders change places in one system call. Where the file system cannot do that,
    the old site is moved away first: a moment without a site, which `mend` repairs if the process was killed there.
    """
    with refusals(site):
        if site.is_symlink() or (site.exists() and not site.is_dir()):
            raise KbError(
                f"{site} is not a folder",
                "move it away; kb puts the finished site there",
                zh=(f"{site} 不是文件夹", "请把它移走，kb 要把建好的网站放在那里"),
            )
        if not site.exists():
            work.rename(site)
        elif not exchange(work, site):
            old = _moved_away(site)
            site.rename(old)
            work.rename(site)
            old.rename(work)


def mend(site: Path) -> None:
    """Put the site back where it was if a process was killed in the middle of `switch`."""
    old = _moved_away(site)
    with refusals(site):
        if old.is_dir() and not site.exists():
            old.rename(site)
        remove_tree(old)


def _moved_away(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def remove(folder: Path, path: str) -> None:
    """Take one file out of a tree, and the folders that are empty then."""
    place = folder / path
    place.unlink(missing_ok=True)
    for parent in place.parents:
        if parent == folder or not parent.is_dir() or any(parent.iterdir()):
            break
        parent.rmdir()


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
                f"another kb is building the {edition.name} edition",
                "wait for it, or stop it, then try again",
                zh=(f"另一个 kb 正在构建 {edition.name} 版", "请等它结束或停止它，然后再试"),
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
        where, (why, why_zh) = error.filename or path, reason(error)
        hint, hint_zh = _way_out(error.errno or 0)
        raise KbError(f"cannot write {where}: {why}", hint, zh=(f"无法写入 {where}：{why_zh}", hint_zh)) from error


def _way_out(number: int) -> tuple[str, str]:
    """What to do about an error of the system, in English and Chinese."""
    import errno

    rights = (
        "may you write there? look at the folder's owner and permissions",
        "有写入权限吗？请查看文件夹的所有者和权限",
    )
    known = {
        errno.ENOSPC: ("the disk is full: make room and run it again", "磁盘已满，请腾出空间后重新运行"),
        errno.EDQUOT: (
            "your share of the disk is used up: make room and run it again",
            "磁盘配额已用完，请腾出空间后重新运行",
        ),
        errno.EROFS: ("the disk is read-only", "磁盘是只读的"),
        errno.EACCES: rights,
        errno.EPERM: rights,
        errno.ENAMETOOLONG: ("a name is too long for this disk", "名称太长，这个磁盘放不下"),
    }
    return known.get(number, ("what was there before is unchanged", "原有内容没有改动"))


def parents_of(path: str) -> tuple[str, ...]:
    """The folders that a staged path lies in, nearest first. Raises `KbError` if it leaves the folder."""
    parts = path.split("/")
    if not all(parts) or "." in parts or ".." in parts or "\0" in path or "\\" in path:
        raise KbError(
            f"{path!r} cannot be staged: it would leave the folder", zh=(f"{path!r} 不能放入构建：它会离开文件夹", "")
        )
    return tuple("/".join(parts[:end]) for end in range(len(parts) - 1, 0, -1))


def _own_folder(folder: Path) -> None:
    if folder.is_symlink():
        raise KbError(
            f"{folder} is a symbolic link",
            "kb writes only into a folder of its own: remove the link",
            zh=(f"{folder} 是符号链接", "kb 只写入自己的文件夹，请删除这个链接"),
        )
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


def _same(entry: os.DirEntry[str], data: bytes) -> bool:
    return entry.stat(follow_symlinks=False).st_size == len(data) and Path(entry.path).read_bytes() == data


def _link_tree(source: Path, target: Path) -> None:
    """Real files only, and the folders that they need."""
    tree = Tree(target)
    for path, entry in _walk(source):
        if entry.is_file(follow_symlinks=False):
            tree.link(entry.path, path)


def write_whole(path: Path, data: bytes) -> None:
    """A file appears whole or not at all."""
    fresh = path.with_name(f".{path.name}.writing")
    fresh.write_bytes(data)
    fresh.replace(path)


def remove_tree(folder: Path) -> None:
    """Remove a folder with everything in it, if it is there; of a link only the link."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)
