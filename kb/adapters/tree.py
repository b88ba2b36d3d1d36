"""Writing thousands of small files: as few calls to the system for each as there can be.

A file is never written in place. Its name may be one of several for the same bytes (a hard link), and whoever has the
file open is to read it to its end: so a new file takes the name of the old one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Value = TypeVar("Value")
_ANEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Tree:
    """A folder of ours that files are written into, `/`-separated paths below it. Raises whatever the disk raises."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._made: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write a new file, with the folders that it needs, in the place of whatever file is there."""
        handle = self._placed(path, lambda place: os.open(place, _ANEW, 0o666))
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)

    def copy(self, source: str, path: str) -> None:
        """A copy of the file `source`: new bytes on the disk, never a link."""
        with open(source, "rb", buffering=0) as file:  # noqa: PTH123
            data = file.read()
        self.write(path, data)

    def link(self, source: str, path: str) -> None:
        """One more name for the file `source`; a copy where the file system has no such thing, or no more of them."""
        try:
            self._placed(path, lambda place: os.link(source, place))
        except OSError:
            self.copy(source, path)

    def _placed(self, path: str, make: Callable[[str], Value]) -> Value:
        """What `make` gives for the place of `path`, which is then its own."""
        place = f"{self._folder}/{path}"
        parent = place.rpartition("/")[0]
        if parent not in self._made:
            self._make(parent)
        try:
            return make(place)
        except FileExistsError:
            os.unlink(place)  # noqa: PTH108
            return make(place)

    def _make(self, folder: str) -> None:
        try:
            os.mkdir(folder)  # noqa: PTH102 – a Path for each of them costs more than the folder
        except FileNotFoundError:
            self._make(folder.rpartition("/")[0])
            self._make(folder)  # another process may have been here
        except FileExistsError:
            if not os.path.isdir(folder):  # noqa: PTH112
                raise
        self._made.add(folder)
