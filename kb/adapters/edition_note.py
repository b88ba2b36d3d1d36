"""The note of what an edition's folder holds and what of, and whether the folder still holds that.

    build/<audience>/.memory   what every part of the site asked and was answered
                    /.state    small: sums over the trees and the other notes, and what the build said

A note counts only if everything fits it to the last time and inode. A file that has a name in both trees is looked at
in one of them: what somebody writes into it shows there, and what they put in its place has another inode. Trees are
summed folder by folder (`tree_sums`), so that after an update only the folders that it touched are looked at again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kb.adapters.staging import refusals, write_whole
from kb.adapters.tree_sums import NOTHING, Folders, Touched, total, tree_sums, trees_after, trees_of
from kb.pipeline.build import Memory
from kb.pipeline.search_data import Told
from kb.pipeline.site_parts import Written

SCHEMA = 8
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
    trees: dict[str, Folders] = field(default_factory=dict, compare=False)  # what is known of them, folder by folder


def keep(folder: Path, state: State, before: State | None, touched: Touched | None) -> State:
    """Take note of a folder's state. `before` is what the note said, and `touched` what was done since, if known."""
    if state == before and touched == NOTHING:
        return before
    with refusals(folder / NOTE):
        if before is None or touched != NOTHING or state.memory != before.memory:
            write_whole(folder / MEMORY, _bytes(_plain(state.memory)))
        trees = trees_of(folder) if before is None or touched is None else trees_after(folder, before.trees, touched)
        sums = before.sums if before is not None and touched == NOTHING else _totals(trees)
        sums = {**sums, **{name: file_sum(folder / name) for name in (TERMS, MEMORY)}}
        value = {"schema": SCHEMA, "sums": sums, "engine": state.engine, "behind": state.behind}
        more = {"sources": state.sources, "said": state.said, "verified": state.verified}
        write_whole(folder / NOTE, _bytes({**value, **more}))
    return replace(state, sums=sums, trees=trees)


def read(folder: Path) -> State | None:
    """What the note says, if the staged pages, the site and the other notes are still as it says.

    Of `work` nothing is asked: see `fits`.
    """
    try:
        value = _value(folder)
        sums = {str(name): str(total) for name, total in value["sums"].items()}
        inodes: set[int] = set()
        trees: dict[str, Folders] = {name: tree_sums(folder / name, inodes) for name in ("docs", "site")}
        now = {**_totals(trees), **{name: file_sum(folder / name) for name in (TERMS, MEMORY)}}
        if any(sums[name] != now[name] for name in _WHOLE):
            return None
        memory = _memory(json.loads((folder / MEMORY).read_bytes()))
        behind = tuple(map(str, value["behind"]))
        more = str(value["sources"]), value["said"], bool(value["verified"])
        return State(memory, str(value["engine"]), behind, *more, sums, inodes, trees)
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
        seen: set[int] = set()
        now = {name: file_sum(folder / name) for name in (TERMS, MEMORY)}
        now |= _totals({name: tree_sums(folder / name, seen) for name in ("docs", "site")})
        return value["said"] if all(value["sums"][name] == now[name] for name in now) else None
    except _DAMAGED:
        return None


def work_fits(folder: Path, state: State) -> bool:
    """Whether the other tree is still as the note said that was `read`; the state knows it then, too."""
    try:
        found = tree_sums(folder / "work", set(state.inodes))
    except OSError:
        return False
    if total(found) != state.sums.get("work"):
        return False
    state.trees["work"] = found
    return True


def _totals(trees: Mapping[str, Folders]) -> dict[str, str]:
    return {name: total(folders) for name, folders in trees.items()}


def _value(folder: Path) -> Any:
    value = json.loads((folder / NOTE).read_bytes())
    if value["schema"] != SCHEMA:
        raise ValueError("another schema")
    return value


def _bytes(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _plain(memory: Memory) -> dict[str, Any]:
    """A memory as JSON: a question is written once, and named by its number; so is the sum of nearly every file."""
    numbers = {question: number for number, question in enumerate(memory.answers)}
    parts = {
        name: [list(one.files), _others(one, memory), [numbers[question] for question in one.asked], one.pages]
        for name, one in memory.parts.items()
    }
    documents = {
        name: [one.sum, [numbers[question] for question in one.asked]] for name, one in memory.documents.items()
    }
    rest = {"files": memory.files, "documents": documents, "entries": memory.entries}
    return {"basis": memory.basis, "answers": memory.answers, "parts": parts, **rest}


def _others(part: Written, memory: Memory) -> dict[str, str]:
    """The sums of files that gave way: another part's file is at their address."""
    return {path: one for path, one in part.files.items() if memory.files.get(path) != one}


def _memory(value: dict[str, Any]) -> Memory:
    """What `_plain` gave. Raises `ValueError`, `LookupError`, `TypeError` or `AttributeError` for anything else."""
    questions, sums = list(value["answers"]), value["files"]
    parts = {
        name: Written(
            name,
            {path: others[path] if path in others else sums[path] for path in files},
            tuple([questions[number] for number in asked]),
            pages,
        )
        for name, (files, others, asked, pages) in value["parts"].items()
    }
    documents = {
        name: Told(total, tuple([questions[number] for number in asked]))
        for name, (total, asked) in value["documents"].items()
    }
    return Memory(value["basis"], value["answers"], parts, sums, documents, value["entries"])


def file_sum(path: Path) -> str:
    """What tells one file from what it may be later; empty if it is not there."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return ""
    return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"
