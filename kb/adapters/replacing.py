"""Writing files of a base so that each is either the old one or the new one, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kb.errors import KbError


def write_all(root: Path, files: Mapping[str, bytes], last: str = "") -> None:
    """Write every file below `root`, `last` after all others. Raises `KbError` for a path that leads out."""
    made: set[Path] = set()
    for path in sorted(files, key=lambda one: (one == last, one)):
        _write(root, path, files[path], made)


def _write(root: Path, path: str, data: bytes, made: set[Path]) -> None:
    target = root / path
    if target.parent not in made:
        _inside(root, path, target)
        made.add(target.parent)
    handle, name = tempfile.mkstemp(prefix=".kb-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _inside(root: Path, path: str, target: Path) -> None:
    """Make the folder of `target`, and make sure that it is in the base."""
    target.parent.mkdir(parents=True, exist_ok=True)
    real = target.parent.resolve()
    if real != root and root not in real.parents:
        raise KbError(f"{path} would be written outside the knowledge base", "a folder on the way is a symbolic link")


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, or those of a new one."""
    try:
        found = target.stat(follow_symlinks=False)
    except OSError:
        return 0o644
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else 0o644


def write_new(root: Path, path: str, data: bytes) -> bool:
    """Write a file that is not there yet; False, and nothing changed, when there is one. Raises as `write_all`."""
    target = root / path
    _inside(root, path, target)
    try:
        file = target.open("xb")
    except FileExistsError:
        return False
    try:
        with file:
            file.write(data)
    except BaseException:
        target.unlink()
        raise
    return True
