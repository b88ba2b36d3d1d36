"""One edition's folder: its staged files, its site, and a note of what both were made from.

    build/<audience>/docs     the staged files
                    /work     where the engine works: the site before the present one
                    /site     the finished site, always whole
                    /.terms   what the search index holds of each document
                    /.state   what these hold and what of; removed before any of them changes, written last

A note that is missing, or does not fit what is there to the last file's time and inode, is no note: then everything
is made anew. So nothing that a killed build, another program or a repository put here can pass for a finished site.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator, Set
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kb.adapters.second_process import shared
from kb.adapters.staging import Staging, catch_up, mend, parents_of, refusals, remove_tree, switch, write_whole
from kb.adapters.terms_store import TermsStore
from kb.adapters.tree import Tree
from kb.pipeline.build import Memory, Recall
from kb.pipeline.site_parts import Written
from kb.ports.site import SiteEngine, SiteJob

Value = TypeVar("Value")

SCHEMA = 1
_TREES = ("docs", "work", "site")


@dataclass(frozen=True, slots=True)
class _State:
    """`engine` is the engine's digest; `behind` names the files in which `work` differs from `site` (None: all)."""

    memory: Memory
    engine: str
    behind: tuple[str, ...] | None


class Verifier(Protocol):
    """What looks at a site before it is put in place, and stops the build with a `KbError` if it must not be."""

    def prepare(self) -> None:
        """Do before a whole site is there what does not need it."""
        ...

    def verify(self, site: Path, changed: Collection[str] | None) -> None:
        """Look at the files `changed` of a site, or at all of them."""
        ...

    def forget(self) -> None:
        """Whatever was verified is not what is in place now."""
        ...


class EditionFolder:
    """The folder `build/<audience>`, for one build after another: `open`, `write` what changed, `close`.

    Pages are staged for the engine, every other file goes to the site as it is. Whoever calls holds the folder's lock
    (`staging.locked`).
    """

    def __init__(self, folder: Path, engine: SiteEngine) -> None:
        self.site = folder / "site"
        self._folder, self._engine = folder, engine
        self._docs, self._work, self._note = folder / "docs", folder / "work", folder / ".state"
        self._terms = folder / ".terms"
        self.terms = TermsStore(self._terms, self._begun)
        self.recall = Recall()
        self._state: _State | None = None
        self._stamp: tuple[int, int] | None = None  # of the note as this process wrote it

    def open(self, job: SiteJob, verifier: Verifier, seen: bool) -> Memory:
        """What is there already; nothing if that is not known.

        Nothing is put in place before `verifier` has `seen` it; a writer who builds for their own eyes (`seen` is
        false) does not wait for that.
        """
        mend(self.site)
        self._verifier, self._seen = verifier, seen
        self._job, self._digest = job, self._engine.digest(job)
        if self._stamp is None or self._stamp != self._stamp_now():
            self._state = self._read()
        self._known = self._state.memory if self._state is not None else Memory()
        self._staging: Staging | None = None
        self.terms.close(keep=False)  # a build before this one may have failed
        self.terms = TermsStore(self._terms, self._begun)
        self._changed: set[str] = set()
        return self._known

    def write(self, path: str, data: bytes) -> None:
        """Take in a file that is new or has new bytes."""
        staging = self._begun()
        if path.endswith(".md"):
            staging.write(path, data)
        else:
            parents_of(path)  # it stays below the folder
            with refusals(self._work):
                self._tree.write(path, data)
        self._changed.add(path)

    def shared(self, count: int, work: Callable[[Iterator[int]], Value]) -> tuple[Value, ...]:
        """What `work` gives for numbers below `count`, by two processes when everything is made anew.

        A small change is not worth a second process.
        """
        if not self._whole:
            return (work(iter(range(count))),)
        self._begun()

        here = os.getpid()

        def noted(numbers: Iterator[int]) -> tuple[Value, set[str]]:
            if self._seen and os.getpid() == here:
                self._verifier.prepare()  # the other process begins with the pages meanwhile
            done = work(numbers)
            self.terms.close(keep=True)  # in the process that opened it
            return done, self._changed

        results = shared(count, noted)
        self._changed = set().union(*(changed for _, changed in results))
        return tuple(done for done, _ in results)

    def value(self, path: str) -> Any:
        """The JSON value of a data file of the present site; None if there is none."""
        try:
            return json.loads((self.site / path).read_bytes())
        except FileNotFoundError:
            return None

    def close(self, memory: Memory, placed: Callable[[], None]) -> tuple[str, ...]:
        """Bring the site up to date and call `placed`; then take note of it. Gives the engine's warnings.

        `memory` names every file that there is to be.
        """
        self.terms.close(keep=True)
        removed = self._known.files.keys() - memory.files.keys()
        behind = self._state.behind if self._state is not None else None
        said: tuple[str, ...] = ()
        if self._whole:
            said, behind = self._build(memory), ()
        elif self._changed or removed:
            said = self._update(memory, removed)
            behind = self._outputs(removed)
        else:
            self._verify(self.site, ())
        placed()
        self._keep(_State(memory, self._digest, behind))
        return said

    def _outputs(self, removed: Set[str]) -> tuple[str, ...]:
        """The files of the site that changed or are gone."""
        return tuple(sorted({self._engine.output(path) for path in self._changed | removed}))

    def _verify(self, site: Path, changed: Collection[str] | None) -> None:
        if self._seen:
            self._verifier.verify(site, changed)
        elif changed != ():
            self._verifier.forget()

    @property
    def _whole(self) -> bool:
        """Whether every page is to be made: there is no site that the engine, as it is now, has made."""
        return self._state is None or self._state.engine != self._digest

    def _build(self, memory: Memory) -> tuple[str, ...]:
        self._staged(memory)
        kept = [path for path in memory.files if path not in self._changed and not path.endswith(".md")]
        catch_up(self._work, self.site, kept)
        said = self._engine.build(self._job)
        self._verify(self._work, None)
        switch(self._work, self.site)
        catch_up(self._work, self.site, None)  # now, because nobody likes to wait for it after the first edit
        return said

    def _update(self, memory: Memory, removed: Set[str]) -> tuple[str, ...]:
        self._staged(memory)
        pages = [path for path in self._changed if path.endswith(".md")]
        said = self._engine.update(self._job, pages, removed)
        self._verify(self._work, self._outputs(removed))
        switch(self._work, self.site)
        return said

    def _staged(self, memory: Memory) -> None:
        """Let the staged pages be those of `memory`, and no others."""
        staging = self._begun()
        for path in memory.files:
            if path.endswith(".md"):  # another process may have written it
                staging.keep(path)
        staging.finish()

    def _begun(self) -> Staging:
        """Where pages are staged. From the first call on nothing is known of this folder, until `close` is through."""
        if self._staging is None:
            self._stamp = None
            with refusals(self._note):
                self._note.unlink(missing_ok=True)
                if self._whole:
                    remove_tree(self._work)
                if self._state is None:
                    self._terms.unlink(missing_ok=True)
            if self._state is not None and not self._whole:
                catch_up(self._work, self.site, self._state.behind)
            self._staging, self._tree = Staging(self._docs), Tree(self._work)
        return self._staging

    def _keep(self, state: _State) -> None:
        if self._stamp is not None and state == self._state:
            return
        trees = {name: tree_sum(self._folder / name) for name in _TREES if (self._folder / name).exists()}
        trees[".terms"] = file_sum(self._terms)
        value = {"schema": SCHEMA, "trees": trees, "engine": state.engine, "behind": state.behind}
        value["memory"] = _plain(state.memory)
        with refusals(self._note):
            write_whole(self._note, json.dumps(value, separators=(",", ":")).encode())
        self._state, self._stamp = state, self._stamp_now()

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            status = self._note.lstat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _read(self) -> _State | None:
        """What the note says, if the staged pages and the site are still as it says. Of `work` nothing is asked."""
        try:
            value = json.loads(self._note.read_bytes())
            if value["schema"] != SCHEMA or not all(self._fits(value, name) for name in ("docs", "site", ".terms")):
                return None
            behind = tuple(map(str, value["behind"])) if value["behind"] is not None else None
            state = _State(_memory(value["memory"]), str(value["engine"]), behind)
            if not self._fits(value, "work"):
                state = replace(state, behind=None)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        self._stamp = self._stamp_now()
        return state

    def _fits(self, value: dict[str, Any], name: str) -> bool:
        place = self._folder / name
        now = tree_sum(place) if place.is_dir() else file_sum(place)
        return bool(now) and value["trees"].get(name) == now


def _plain(memory: Memory) -> dict[str, Any]:
    """A memory as JSON: a question is written once, and named by its number."""
    numbers = {question: number for number, question in enumerate(memory.answers)}
    parts = {
        name: [one.files, [numbers[question] for question in one.asked], one.pages]
        for name, one in memory.parts.items()
    }
    rest = {"files": memory.files, "documents": memory.documents}
    return {"basis": memory.basis, "answers": memory.answers, "parts": parts, **rest}


def _memory(value: dict[str, Any]) -> Memory:
    """What `_plain` gave. Raises `ValueError`, `LookupError`, `TypeError` or `AttributeError` for anything else."""
    questions = list(value["answers"])
    parts = {
        name: Written(name, files, tuple([questions[number] for number in asked]), pages)
        for name, (files, asked, pages) in value["parts"].items()
    }
    return Memory(value["basis"], value["answers"], parts, value["files"], value["documents"])


def file_sum(path: Path) -> str:
    """What tells one file from what it may be later; empty if it is not there."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return ""
    return f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ino}"


def tree_sum(folder: Path) -> str:
    """A sum over the names, sizes, times and inodes of everything below. Raises `OSError`."""
    total = sha256()
    folders = [str(folder)]
    while folders:
        place = folders.pop()
        with os.scandir(place) as found:
            for entry in sorted(found, key=lambda one: one.name):
                status = entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                line = f"{entry.name}\0{status.st_mode}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ino}\n"
                total.update(os.fsencode(line))
    return total.hexdigest()
