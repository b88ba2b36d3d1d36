"""The note of what an edition's folder holds and what of, and whether the folder still holds that.

    build/<audience>/.memory   what every part of the site asked and was answered
                    /.state    small: sums over the trees and the other notes, and what the build said

A note counts only if everything fits it to the last time and inode. A file that has a name in both trees is looked at
in one of them: what somebody writes into it shows there, and what they put in its place has another inode.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.adapters.staging import refusals, write_whole
from kb.pipeline.build import Memory
from kb.pipeline.search_data import Told
from kb.pipeline.site_parts import Written

SCHEMA = 6
NOTE, MEMORY, TERMS = ".state", ".memory", ".terms"
_WHOLE = ("docs", "site", TERMS, MEMORY)  # without one of these as it was, nothing is known
_DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class State:
    """`engine` is the engine's digest; `behind` names the files in which `work` differs from `site`.

    `sources` stands for all that the site was made from, as far as a stat can tell (see `sources`), `said` is what the
    build said, as plain JSON, and `verified` whether it looked for leaks. `sums` are those of the trees and notes.
    """

    memory: Memory
    engine: str
    behind: tuple[str, ...]
    sources: str = ""
    said: Any = None
    verified: bool = False
    sums: Mapping[str, str] = field(default_factory=dict, compare=False)
    inodes: Set[int] = field(default=frozenset(), compare=False)  # of the files that were looked at to read the note


def keep(folder: Path, state: State, before: State | None) -> State:
    """Take note of a folder's state. `before` is what the note said if nothing below has been touched since."""
    if state == before:
        return before
    with refusals(folder / NOTE):
        if before is None or state.memory != before.memory:
            write_whole(folder / MEMORY, _bytes(_plain(state.memory)))
        sums = sums_of(folder) if before is None else {**before.sums, MEMORY: file_sum(folder / MEMORY)}
        value = {"schema": SCHEMA, "sums": sums, "engine": state.engine, "behind": state.behind}
        more = {"sources": state.sources, "said": state.said, "verified": state.verified}
        write_whole(folder / NOTE, _bytes({**value, **more}))
    return replace(state, sums=sums)


def read(folder: Path) -> State | None:
    """What the note says, if the staged pages, the site and the other notes are still as it says.

    Of `work` nothing is asked: see `fits`.
    """
    try:
        value = _value(folder)
        sums = {str(name): str(total) for name, total in value["sums"].items()}
        inodes: set[int] = set()
        now = _sums(folder, _WHOLE, inodes)
        if any(sums[name] != now[name] for name in _WHOLE):
            return None
        memory = _memory(json.loads((folder / MEMORY).read_bytes()))
        behind = tuple(map(str, value["behind"]))
        more = str(value["sources"]), value["said"], bool(value["verified"])
        return State(memory, str(value["engine"]), behind, *more, sums, inodes)
    except _DAMAGED:
        return None


def said(folder: Path, sources: str, verified: bool) -> Any:
    """What the last build said, if it was made from `sources` and everything is still as it left it; else None.

    Nothing is said of a site that nobody `verified`, if it is to be.
    """
    try:
        value = _value(folder)
        if not sources or value["sources"] != sources or (verified and not value["verified"]):
            return None
        now = _sums(folder, _WHOLE, set())
        return value["said"] if all(value["sums"][name] == now[name] for name in now) else None
    except _DAMAGED:
        return None


def work_fits(folder: Path, state: State) -> bool:
    """Whether the other tree is still as the note said that was `read`."""
    try:
        return tree_sum(folder / "work", set(state.inodes)) == state.sums["work"]
    except (OSError, LookupError):
        return False


def sums_of(folder: Path) -> dict[str, str]:
    """The sums of all that there is below the folder of an edition. Raises `OSError`."""
    return _sums(folder, (*_WHOLE, "work"), set())


def _sums(folder: Path, names: tuple[str, ...], seen: set[int]) -> dict[str, str]:
    """`seen` are the inodes that were looked at before; those of these trees are added."""
    found: dict[str, str] = {}
    for name in names:
        place = folder / name
        if name.startswith("."):
            found[name] = file_sum(place)
        elif place.is_dir() or name != "work":
            found[name] = tree_sum(place, seen)
    return found


def _value(folder: Path) -> Any:
    value = json.loads((folder / NOTE).read_bytes())
    if value["schema"] != SCHEMA:
        raise ValueError("another schema")
    return value


def _bytes(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _plain(memory: Memory) -> dict[str, Any]:
    """A memory as JSON: a question is written once, and named by its number."""
    numbers = {question: number for number, question in enumerate(memory.answers)}
    parts = {
        name: [one.files, [numbers[question] for question in one.asked], one.pages]
        for name, one in memory.parts.items()
    }
    documents = {
        name: [one.sum, [numbers[question] for question in one.asked]] for name, one in memory.documents.items()
    }
    rest = {"files": memory.files, "documents": documents, "entries": memory.entries}
    return {"basis": memory.basis, "answers": memory.answers, "parts": parts, **rest}


def _memory(value: dict[str, Any]) -> Memory:
    """What `_plain` gave. Raises `ValueError`, `LookupError`, `TypeError` or `AttributeError` for anything else."""
    questions = list(value["answers"])
    parts = {
        name: Written(name, files, tuple([questions[number] for number in asked]), pages)
        for name, (files, asked, pages) in value["parts"].items()
    }
    documents = {
        name: Told(total, tuple([questions[number] for number in asked]))
        for name, (total, asked) in value["documents"].items()
    }
    return Memory(value["basis"], value["answers"], parts, value["files"], documents, value["entries"])


def file_sum(path: Path) -> str:
    """What tells one file from what it may be later; empty if it is not there."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return ""
    return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"


def tree_sum(folder: Path, seen: set[int]) -> str:
    """A sum over the names and inodes of everything below, and over modes, sizes and times of the files.

    Of a file whose inode was `seen` already the name and the inode are enough; new inodes are added. Raises `OSError`.
    """
    total, top, folders = sha256(), str(folder), [str(folder)]
    fresh: list[int] = []
    while folders:
        place = folders.pop()
        lines = [place[len(top) :]]
        with os.scandir(place) as found:
            for entry in sorted(found, key=lambda one: one.name):
                inode = entry.inode()
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                    lines.append(f"{entry.name}/{inode}")
                elif inode in seen:
                    lines.append(f"{entry.name}\0{inode}")
                else:
                    status = entry.stat(follow_symlinks=False)
                    fresh.append(inode)
                    lines.append(f"{entry.name}\0{inode} {status.st_mode} {status.st_size} {status.st_mtime_ns}")
        total.update(os.fsencode("\n\0".join(lines) + "\0\0"))
    seen.update(fresh)
    return total.hexdigest()
