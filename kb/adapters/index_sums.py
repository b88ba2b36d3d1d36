"""Whether the files of an index are what was written: by their SHA-256, read no more often than it must be.

Reading everything costs more than the search itself once a base is large. So a file whose sum was right is not read
again as long as a stat says that nobody has written to it: time of writing, size and inode are those of then (the time
of change is not: every link to a file changes it). Once a day everything is read all the same, because a disk can
forget in silence.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

_SEEN = "seen.json"  # which files were right, when, and what a stat said of them then
_TRUSTED_NS = 24 * 3600 * 10**9
_COARSE_NS = 50_000_000  # a file system may give two changes this far apart the same time


class Sums(NamedTuple):
    """The SHA-256 of every file of a folder, by name."""

    files: Mapping[str, str]

    def wrong(self, folder: Path, memory: Path) -> str:
        """The name of a file in `folder` that is not what was written, or nothing.

        What was seen is kept in `memory`, if that can be written.
        """
        began = time.time_ns()
        known = _known(memory / _SEEN, began)
        stamps = {one.name: _stamp(one) for one in os.scandir(folder)}
        if stamps.keys() != self.files.keys():
            return min(stamps.keys() ^ self.files.keys())
        unknown = [name for name in self.files if known.get(name) != stamps[name]]
        for name in unknown:
            if sum_of_file(folder / name) != self.files[name]:
                return name
        if unknown:
            settled = {name: stamp for name, stamp in stamps.items() if stamp[0] < began - _COARSE_NS}
            _remember(memory / _SEEN, {"at": began, "files": settled})
        return ""


def inherit(old: Path, new: Path) -> None:
    """What was seen of files of one generation holds for the same files in the next."""
    with suppress(OSError, ValueError):
        _remember(new / _SEEN, json.loads((old / _SEEN).read_bytes()))


def _stamp(entry: os.DirEntry[str]) -> list[int]:
    status = entry.stat(follow_symlinks=False)
    return [status.st_mtime_ns, status.st_size, status.st_ino]


def _known(path: Path, now: int) -> Mapping[str, Any]:
    """What was seen less than a day ago. Whatever is wrong with the memory, nothing was."""
    with suppress(OSError, ValueError, TypeError, LookupError):
        seen = json.loads(path.read_bytes())
        if 0 <= now - seen["at"] < _TRUSTED_NS and isinstance(seen["files"], dict):
            return seen["files"]
    return {}


def _remember(path: Path, value: Any) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with suppress(OSError):
        fresh.write_text(json.dumps(value), encoding="ascii")
        fresh.replace(path)
    with suppress(OSError):
        fresh.unlink(missing_ok=True)


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def sum_of_file(path: Path) -> str:
    """SHA-256 of a regular file; of anything else the sum that nothing has."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError):
        return ""
