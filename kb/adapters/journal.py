"""Changing many files of a base as one: after a crash at any moment, all of them are as before or can be made new.

The new files are first laid aside with a list of what they replace, and that folder gets its name in one step: until
then nothing has changed, and from then on the change is decided. Then each file is replaced, and the folder goes.
Whoever opens the base next finishes what was decided. A file that somebody changed meanwhile is left to them.

It lies in the user's own cache folder, so that nothing in a repository can pretend to be one.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from kb.adapters import replacing
from kb.adapters.cache_home import own
from kb.errors import KbError

_NAME = "change"
_LIST = "list.json"


def change_all(
    root: Path, folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes], last: str = ""
) -> tuple[str, ...]:
    """Replace every file of `after`, which was `before`; the paths of those that somebody changed meanwhile.

    `folder` is the base's cache folder; `last` is replaced after all others. Raises `OSError` when nothing could be
    laid aside: then nothing has changed.
    """
    finished(root, folder)
    own(folder)
    aside = Path(tempfile.mkdtemp(prefix=f"{_NAME}-", dir=folder))
    try:
        rows = [
            [path, _sum(before[path]), _sum(after[path])] for path in sorted(after, key=lambda one: (one == last, one))
        ]
        for number, (path, _, _) in enumerate(rows):
            _write(aside / str(number), after[path])
        _write(aside / _LIST, json.dumps(rows).encode("ascii"))
        _settle(aside)
        aside.rename(folder / _NAME)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _settle(folder)
    return finished(root, folder)


def finished(root: Path, folder: Path) -> tuple[str, ...]:
    """Finish the change that was decided, if there is one; the paths of files that somebody changed meanwhile."""
    aside = folder / _NAME
    if not aside.is_dir():
        return ()
    try:
        rows = json.loads((aside / _LIST).read_bytes())
        left = [row[0] for number, row in enumerate(rows) if not _replaced(root, aside / str(number), *row)]
    except (ValueError, TypeError) as error:
        raise KbError(
            f"a change was interrupted and cannot be read: {error}",
            f"look into {aside}, then delete it",
            zh=(f"有一次修改中断了，其记录无法读取：{error}", f"请查看 {aside}，然后删除它"),
        ) from error
    shutil.rmtree(aside)
    return tuple(left)


def _replaced(root: Path, fresh: Path, path: str, old: str, new: str) -> bool:
    """Whether a file is the new one now."""
    target = root / path
    now = _sum(target.read_bytes()) if target.is_file() and not target.is_symlink() else ""
    data = fresh.read_bytes()
    if now == old and _sum(data) == new:
        replacing.write_all(root, {path: data})
        return True
    return now == new


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
