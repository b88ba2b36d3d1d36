"""Writing thousands of small files: as few calls to the system for each as there can be."""

from __future__ import annotations

import os
from pathlib import Path

_ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class Tree:
    """A folder of ours that files are written into, `/`-separated paths below it. Raises whatever the disk raises."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._made: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write a file anew, with the folders that it needs."""
        place = f"{self._folder}/{path}"
        parent = place.rpartition("/")[0]
        if parent not in self._made:
            self._make(parent)
        handle = os.open(place, _ANEW, 0o666)
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
