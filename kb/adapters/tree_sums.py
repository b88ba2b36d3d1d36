"""What stands for the trees of an edition's folder, folder by folder, as far as a stat tells.

The sum of a folder is over the names and inodes of its files, and over their modes, sizes and times; of its folders
only the names are in it. A file whose inode was seen in another tree is told by its name and inode alone. So whoever
knows which files an update touched looks at their folders again, and at no others.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path

Folders = Mapping[str, str]  # folder below the top → what stands for it


@dataclass(frozen=True, slots=True)
class Touched:
    """The files that an update may have touched: staged ones, and ones of the site in either of its trees."""

    docs: frozenset[str] = frozenset()
    site: frozenset[str] = frozenset()


NOTHING = Touched()


def tree_sums(folder: Path, seen: set[int]) -> dict[str, str]:
    """Every folder below with what stands for it; `seen` grows by the inodes of its files. Raises `OSError`."""
    found: dict[str, str] = {}
    fresh: set[int] = set()
    left = [""]
    while left:
        below = left.pop()
        found[below], inside = _folder(folder, below, seen, fresh)
        left += inside
    seen |= fresh
    return found


def total(folders: Folders) -> str:
    return sha256("\0".join([f"{below}\0{folders[below]}" for below in sorted(folders)]).encode(*_AS)).hexdigest()


def trees_of(folder: Path) -> dict[str, Folders]:
    """The three trees of an edition's folder. Raises `OSError`."""
    seen: set[int] = set()
    return {name: tree_sums(folder / name, seen) for name in ("docs", "site", "work") if _there(folder / name)}


def trees_after(folder: Path, before: Mapping[str, Folders], touched: Touched) -> dict[str, Folders]:
    """The same after an update that touched these files, if all trees are known; otherwise they are looked at whole.

    The update may have exchanged `site` and `work`: where it touched nothing, both hold the same files.
    """
    if touched == NOTHING:
        return dict(before)
    if before.keys() < {"docs", "site", "work"}:
        return trees_of(folder)
    seen: set[int] = set()
    docs = _after(folder / "docs", before["docs"], touched.docs, frozenset(), set())
    site = _after(folder / "site", before["site"], touched.site, frozenset(), seen)
    return {"docs": docs, "site": site, "work": _after(folder / "work", before["work"], touched.site, seen, set())}


def _after(folder: Path, before: Folders, paths: Iterable[str], seen: Set[int], fresh: set[int]) -> Folders:
    found = dict(before)
    for below in _folders(paths):
        if _there(folder / below):
            found[below] = _folder(folder, below, seen, fresh)[0]
        else:
            found.pop(below, None)
    return found


def _folders(paths: Iterable[str]) -> Collection[str]:
    """The folders that these files are in, with all above."""
    found = {""}
    for path in paths:
        while (path := path.rpartition("/")[0]) not in found:
            found.add(path)
    return found


def _folder(top: Path, below: str, seen: Set[int], fresh: set[int]) -> tuple[str, list[str]]:
    """What stands for a folder, and the folders in it. Inodes that were not `seen` are added to `fresh`."""
    lines: list[str] = []
    inside: list[str] = []
    with os.scandir(f"{top}/{below}" if below else top) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                inside.append(f"{below}/{entry.name}" if below else entry.name)
                lines.append(f"{entry.name}/")
                continue
            inode = entry.inode()
            line = f"{entry.name}\0{inode}"
            if inode not in seen:
                status = entry.stat(follow_symlinks=False)
                fresh.add(inode)
                line += f" {status.st_mode} {status.st_size} {status.st_mtime_ns}"
            lines.append(line)
    return blake2b("\n\0".join(lines).encode(*_AS), digest_size=16).hexdigest(), inside


_AS = ("utf-8", "surrogateescape")


def _there(folder: Path) -> bool:
    return os.path.isdir(folder) and not os.path.islink(folder)  # noqa: PTH112, PTH114
