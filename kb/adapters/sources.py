"""What everything that a build reads looks like to a stat, as one sum: when it is the same, nothing has to be read.

A file's time of change cannot be set by anybody, and it is in the sum beside time, size and inode: so a file that was
written, moved, exchanged or given other rights shows, whatever its times were set to.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from kb.pipeline.seen import COARSE_NS


def sources_sum(root: Path, names: Iterable[str], also: str) -> str:
    """A sum over the files and folders `names` below `root`, with all in them, and over the words `also`.

    It is empty when a stat cannot tell: when something cannot be looked at, or was changed so shortly ago that it may
    change again at the same time.
    """
    looked_ns, newest, total = time.time_ns(), 0, sha256(also.encode("utf-8", "surrogateescape"))
    try:
        for path, status in _all(root, names):
            newest = max(newest, status.st_mtime_ns, status.st_ctime_ns)
            times = f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
            total.update(os.fsencode(f"\0{path}\0{times}"))
    except OSError:
        return ""
    return total.hexdigest() if newest < looked_ns - COARSE_NS else ""


def _all(root: Path, names: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    """Everything but links followed, folders too: a folder's time tells that a name came or went."""
    folders: list[str] = []
    for name in names:
        if os.path.lexists(root / name):
            status = (root / name).lstat()
            yield name, status
            folders += [name] if stat.S_ISDIR(status.st_mode) else []
    while folders:
        folder = folders.pop()
        with os.scandir(root / folder) as found:
            entries = sorted(found, key=lambda one: one.name)
        for entry in entries:
            path = f"{folder}/{entry.name}"
            yield path, entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False):
                folders.append(path)
