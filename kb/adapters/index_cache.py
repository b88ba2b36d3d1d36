"""Where an index lives: the user's own cache folder, in generations, of which one file names the present one.

A generation is made beside the others and named only when it is whole, so a reader, or whoever comes after a
killed writer, finds the old state or the new one. Its manifest holds the SHA-256 of every file, and the pointer
holds that of the manifest: nothing is opened before all of them are right (opening a Whoosh index unpickles
parts of it). What is not right is never repaired, only made again. `kb.adapters.index_sums` reads the files no more
often than it must.

    <cache>/<name>-<key of the path>/current    the pointer: generation and sum of its manifest
                                    /lock       held by the one writer
                                    /g7/manifest-<sum>.json, /g7/state-<sum>, /g7/index/…
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from kb.adapters.cache_home import cache_folder, own
from kb.adapters.index_sums import Sums, inherit, sum_of, sum_of_file
from kb.ports.search import IndexFormat, SearchEngine

SCHEMA = 2
_POINTER, _LOCK, _INDEX = "current", "lock", "index"


class Damaged(Exception):
    """The cache does not hold what its sums promise; the index has to be made again."""


class Generation(NamedTuple):
    """A present generation: its folder, and what its manifest says. Only the manifest has been verified.

    `brief` is what the writer said of the state in short; `kept` is the sum of the whole state.
    """

    folder: Path
    brief: Any
    kept: str
    sums: Sums

    def verified(self) -> Path:
        """The index's folder, every file of it verified. Raises `Damaged`."""
        index = self.folder / _INDEX
        if wrong := self.sums.wrong(index, self.folder):
            raise Damaged(f"{wrong} is not what was written")
        return index

    def state(self) -> bytes:
        """What the index was made from. Raises `Damaged`."""
        return _whole(self.folder / _state(self.kept), self.kept)


class IndexCache:
    """The generations of one base's index. Every method may raise `OSError` where the folder cannot be used."""

    def __init__(self, root: Path, engine: IndexFormat, home: Path | None = None) -> None:
        self.engine = engine
        self.folder = cache_folder(root, home)
        self._format = f"{SCHEMA} {engine.name} {engine.version} python{sys.version_info[0]}.{sys.version_info[1]}"

    def present(self) -> Generation | None:
        """The present generation; nothing if there is none that this version of the software can use.

        Raises `Damaged` when there is one, and its manifest is not what was written.
        """
        try:
            pointer = (self.folder / _POINTER).read_text("ascii").split()
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise Damaged("the pointer is no text") from error
        if len(pointer) != 2 or not pointer[0].removeprefix("g").isdigit() or len(pointer[1]) != 64:
            raise Damaged("the pointer points nowhere")
        folder = self.folder / pointer[0]
        value = json.loads(_whole(folder / _manifest(pointer[1]), pointer[1]))
        if value["format"] != self._format:
            return None
        return Generation(folder, value["brief"], value["state"], Sums(value["sums"]))

    def open(self, generation: Generation, *, fresh: bool = False) -> SearchEngine:
        """An engine on a verified generation; one that this process has just published is verified as it is.

        Raises `Damaged`, also when the engine cannot open it.
        """
        try:
            return self.engine.open(generation.folder / _INDEX if fresh else generation.verified())
        except Damaged:
            raise
        except Exception as error:  # an engine may stumble over anything in its own files
            raise Damaged(f"the engine cannot open it: {error}") from error

    @contextmanager
    def writing(self, wait: bool) -> Iterator[bool]:
        """Hold the lock of this base's index; gives False at once if another process has it and `wait` is not set."""
        import fcntl

        own(self.folder)
        handle = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True
        finally:
            os.close(handle)

    @contextmanager
    def preparing(self, basis: Generation | None) -> Iterator[Path]:
        """A folder for the next index, holding the files of `basis` (shared, not copied, where that is possible).

        The caller holds the lock. The folder is gone afterwards, unless `publish` took it.
        """
        import shutil

        for leftover in self.folder.glob("new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        fresh = self.folder / f"new-{os.getpid()}"
        try:
            (fresh / _INDEX).mkdir(parents=True, mode=0o700)
            for name in basis.sums.files if basis else ():
                _share(basis.folder / _INDEX / name, fresh / _INDEX / name)  # type: ignore[union-attr]
            yield fresh / _INDEX
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def publish(self, index: Path, brief: Any, state: bytes, basis: Generation | None = None) -> Generation:
        """Make what was prepared the present generation, and drop all but the one before it.

        Of files that are those of `basis`, which the caller has verified, the sums are known.
        """
        import shutil

        sums = Sums({one.name: _known_sum(one, basis) or sum_of_file(one) for one in sorted(index.iterdir())})
        numbers = sorted(int(one.name[1:]) for one in self.folder.glob("g*") if one.name[1:].isdigit())
        folder = self.folder / f"g{(numbers[-1] if numbers else 0) + 1}"
        total, kept = self._write_manifest(index.parent, brief, state, sums)
        if basis is not None:
            inherit(basis.folder, index.parent)
        index.parent.rename(folder)
        self._point(folder, total)
        for number in numbers[:-1]:
            shutil.rmtree(self.folder / f"g{number}", ignore_errors=True)
        return Generation(folder, brief, kept, sums)

    def restate(self, generation: Generation, brief: Any, state: bytes) -> None:
        """Give the present generation another state, its index being the same."""
        total, kept = self._write_manifest(generation.folder, brief, state, generation.sums)
        self._point(generation.folder, total)
        for pattern, name in (("manifest-*", _manifest(total)), ("state-*", _state(kept))):
            for old in generation.folder.glob(pattern):
                if old.name != name:
                    old.unlink(missing_ok=True)

    def _write_manifest(self, folder: Path, brief: Any, state: bytes, sums: Sums) -> tuple[str, str]:
        """Write a state and a manifest; gives the sums of both."""
        kept = sum_of(state)
        _write_whole(folder / _state(kept), state)
        data = _json({"format": self._format, "brief": brief, "state": kept, "sums": sums.files})
        total = sum_of(data)
        _write_whole(folder / _manifest(total), data)
        return total, kept

    def _point(self, folder: Path, total: str) -> None:
        _write_whole(self.folder / _POINTER, f"{folder.name} {total}\n".encode("ascii"))


def _manifest(total: str) -> str:
    return f"manifest-{total[:16]}.json"


def _state(total: str) -> str:
    return f"state-{total[:16]}"


def _json(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _whole(path: Path, total: str) -> bytes:
    """The bytes of a file with this sum. Raises `Damaged`."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise Damaged(f"{path.name} is missing") from error
    if sum_of(data) != total:
        raise Damaged(f"{path.name} is not what was written")
    return data


def _known_sum(path: Path, basis: Generation | None) -> str:
    """The sum of a file that is shared with `basis`, or nothing."""
    if basis is None or path.name not in basis.sums.files:
        return ""
    return basis.sums.files[path.name] if path.samefile(basis.folder / _INDEX / path.name) else ""


def _share(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        import shutil

        shutil.copyfile(source, target)


def _write_whole(path: Path, data: bytes) -> None:
    """A file appears whole or not at all."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
