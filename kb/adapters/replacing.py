"""Writing files of a base so that each is either the old one or the new one, whatever happens in between."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
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
    mode = _mode(target)
    with _beside(target) as fresh:
        _fill(fresh, data, mode)
        fresh.replace(target)


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new file in the folder of `target`; it is gone at the end, whatever happens, unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=".kb-", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        with contextlib.suppress(OSError):
            Path(name).unlink()


def _fill(path: Path, data: bytes, mode: int) -> None:
    """Write the bytes, and see that they are on the disk before the file gets its name."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def _inside(root: Path, path: str, target: Path) -> None:
    """Make the folder of `target`, and make sure that it is in the base."""
    target.parent.mkdir(parents=True, exist_ok=True)
    real = target.parent.resolve()
    if real != root and root not in real.parents:
        raise KbError(
            f"{path} would be written outside the knowledge base",
            "a folder on the way is a symbolic link",
            zh=(f"{path} 会写到知识库之外", "路径中有一个文件夹是符号链接"),
        )


def _mode(target: Path) -> int:
    """The rights of the file that is replaced, or those of a new one."""
    try:
        found = target.stat(follow_symlinks=False)
    except OSError:
        return 0o644
    return stat.S_IMODE(found.st_mode) if stat.S_ISREG(found.st_mode) else 0o644


def write_new(root: Path, path: str, data: bytes) -> bool:
    """Write a file that is not there yet; False, and nothing changed, when there is one. Raises as `write_all`.

    It gets its name when it is whole, in one step that fails if somebody else was quicker.
    """
    target = root / path
    _inside(root, path, target)
    with _beside(target) as fresh:
        _fill(fresh, data, 0o644)
        try:
            os.link(fresh, target)
        except FileExistsError:
            return False
        except OSError:  # a file system without links
            return _written_in_place(target, data)
    return True


def _written_in_place(target: Path, data: bytes) -> bool:
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
