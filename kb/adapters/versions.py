"""What the software itself is: a sum that changes with every release, library and line of code that makes pages.

A cache that says "nothing changed" must be able to say it of the software too. `kb` sums its own files, so that whoever
works on it never sees a page of yesterday's code.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = ("comrak", "nh3", "Pygments", "PyYAML", "MarkupSafe", "Jinja2", "mkdocs", "mkdocs-material")


@cache
def versions() -> str:
    """Python, the libraries and our own code, as one line. Computed once in a process."""
    found = [f"python {'.'.join(map(str, sys.version_info[:3]))}", f"kb {files_sum(_PACKAGE)}"]
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} -")
    return ", ".join(found)


def named() -> tuple[tuple[str, str], ...]:
    """What made a site, for people: kb, Python and the libraries with their versions."""
    import kb

    found = [("kb", kb.__version__), ("python", ".".join(map(str, sys.version_info[:3])))]
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            found.append((name, version(name)))
    return tuple(found)


def files_sum(folder: Path) -> str:
    """A sum over the names and bytes of all files below, caches of Python left out."""
    total = hashlib.sha256()
    for path in _files(folder):
        data = path.read_bytes()
        total.update(f"{path.relative_to(folder)}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return total.hexdigest()


def stat_sum(folder: Path) -> str:
    """A sum over the names, sizes and times of all files below: quicker, and blind to a change that keeps those."""
    total = hashlib.sha256()
    for path in _files(folder):
        status = path.stat()
        line = f"{path.relative_to(folder)}\0{status.st_size}\0{status.st_mtime_ns}\0"
        total.update(line.encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _files(folder: Path) -> list[Path]:
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if one != "__pycache__"]
        found += (os.path.join(place, name) for name in names)  # noqa: PTH118 – thousands of Paths cost more
    return [Path(path) for path in sorted(found) if os.path.isfile(path)]  # noqa: PTH113
