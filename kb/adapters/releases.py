"""A folder that a web server shows, with the release that is live and some before it.

    <folder>/releases/<time>-<sum>/   one site each, never changed once it is there
            /current                  a link to the live one: this is what the server shows
            /.lock

A release is made beside the others, read back, written to the disk, and then the link is replaced in one step. So the
live site is the old one or the new one, whole, whenever the process is killed; what a killed one left half made is
removed by the next. A folder that holds anything else is never touched.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from kb.adapters.staging import refusals
from kb.adapters.tree import Tree
from kb.errors import KbError

_HALF = ".new-"  # what a release is called while it is made
_OURS = frozenset({"releases", "current", ".lock", ".current.new"})


def manifest(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of every file below, sorted by path."""
    found: dict[str, str] = {}
    for place, _, names in os.walk(folder):
        below = "" if Path(place) == folder else f"{Path(place).relative_to(folder).as_posix()}/"
        for name in names:
            found[below + name] = sha256(Path(place, name).read_bytes()).hexdigest()
    return dict(sorted(found.items()))


def copied(site: Path, files: Mapping[str, str], more: Mapping[str, bytes], folder: Path) -> None:
    """Make `folder`, which is not there, hold the files of a site and `more`, and read back what was written.

    Raises `KbError` when a file is not what `files` says: another build was quicker, or the disk forgets.
    """
    tree = Tree(folder)
    for path in files:
        tree.copy(str(site / path), path)
    for path, data in more.items():
        tree.write(path, data)
    wanted = {**files, **{path: sha256(data).hexdigest() for path, data in more.items()}}
    found = manifest(folder)
    if found != wanted:
        odd = next(path for path in sorted({*found, *wanted}) if found.get(path) != wanted.get(path))
        raise KbError(
            f"{odd} is not what was built",
            "nothing was published; is another kb at work here? try again",
            zh=(f"{odd} 与构建结果不一致", "什么都没有发布；是不是有另一个 kb 在这里运行？请重试"),
        )


class Releases:
    """The releases below a folder. Everything raises `KbError` for what the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._all, self._link = folder / "releases", folder / "current"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else publishes here meanwhile. The lock ends with the process, however that ends."""
        import fcntl

        with refusals(self.folder):
            self._ours()
            self._all.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise KbError(
                    f"another kb is publishing to {self.folder}",
                    "wait for it, then try again",
                    zh=(f"另一个 kb 正在向 {self.folder} 发布", "请等它结束后再试"),
                ) from error
            yield
        finally:
            os.close(lock)

    @property
    def live(self) -> str:
        """The name of the live release; empty before the first one."""
        try:
            return self._link.readlink().name
        except OSError:
            return ""

    def path(self, name: str) -> Path:
        return self._all / name

    def names(self) -> list[str]:
        """All whole releases, oldest first."""
        if not self._all.is_dir():
            return []
        return sorted(one.name for one in self._all.iterdir() if one.is_dir() and not one.name.startswith("."))

    def add(self, name: str, site: Path, files: Mapping[str, str], more: Mapping[str, bytes], keep: int) -> None:
        """Make a release of the files of `site`, with `more` beside them, let it be live, and drop old ones."""
        with refusals(self.folder):
            self._clean()
            half = self._all / f"{_HALF}{name}"
            copied(site, files, more, half)
            os.sync()  # one call for thousands of files; after it they are on the disk
            half.rename(self.path(name))
            _written(self._all)
            self.switch(name)
            for old in self.names()[:-keep]:
                if old != self.live:
                    self._drop(old)

    def switch(self, name: str) -> None:
        """Let a release be the live one, in one step."""
        with refusals(self._link):
            fresh = self.folder / ".current.new"
            with suppress(FileNotFoundError):
                fresh.unlink()
            fresh.symlink_to(Path("releases") / name)
            fresh.replace(self._link)
            _written(self.folder)

    def before(self, name: str) -> str:
        """The release before one. Raises `KbError` if there is none."""
        older = [one for one in self.names() if one < name]
        if not older:
            raise KbError(
                "there is no release before the live one",
                f"`ls {self._all}` shows what is kept",
                zh=("线上版本之前没有别的版本", f"`ls {self._all}` 可以看到保留的版本"),
            )
        return older[-1]

    def _drop(self, name: str) -> None:
        """First out of the way, so that a killed removal leaves no half release under its name."""
        away = self._all / f"{_HALF}{name}"
        self.path(name).rename(away)
        shutil.rmtree(away)

    def _clean(self) -> None:
        for one in self._all.iterdir():
            if one.name.startswith(_HALF):
                shutil.rmtree(one)

    def _ours(self) -> None:
        if not self.folder.exists():
            return
        strange = sorted(one.name for one in self.folder.iterdir() if one.name not in _OURS)
        if strange or (self._link.exists() and not self._link.is_symlink()) or self._all.is_symlink():
            what = strange[0] if strange else "current"
            raise KbError(
                f"{self.folder} holds {what}, which kb did not make",
                "name a new or empty folder; the server is then to show its `current`",
                zh=(
                    f"{self.folder} 里有 {what}，它不是 kb 建立的",
                    "请指定新文件夹或空文件夹，再让服务器显示其中的 `current`",
                ),
            )


def _written(folder: Path) -> None:
    """A folder's own entries are on the disk when this returns."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
