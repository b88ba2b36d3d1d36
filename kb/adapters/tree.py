"""Writing thousands of small files: as few calls to the system for each as there can be."""

from __future__ import annotations

import os
from pathlib import Path


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
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 – a Path for each of them costs more than the folder
            self._made.add(parent)
        left = memoryview(data)
        with open(place, "wb", buffering=0) as file:  # noqa: PTH123
            while left:
                left = left[file.write(left) :]

    def copy(self, source: str, path: str) -> None:
        """A copy of the file `source`: new bytes on the disk, never a link."""
        with open(source, "rb", buffering=0) as file:  # noqa: PTH123
            data = file.read()
        self.write(path, data)
