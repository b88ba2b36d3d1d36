"""One edition's folder: its staged files, its site, and notes of what both were made from.

    build/<audience>/docs       the staged files
                    /work       where the engine works: the site before the present one
                    /site       the finished site, always whole
                    /.terms     what the search index holds of each document
                    /.memory    what every part of the site asked and was answered
                    /.verified  what the leak scan found clean
                    /.state     what these are (`edition_note`); removed before any of them changes, written last

A note that is missing, or does not fit what is there to the last file's time and inode, is no note: then everything
is made anew. So nothing that a killed build, another program or a repository put here can pass for a finished site.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from kb.adapters import edition_note
from kb.adapters.edition_note import State
from kb.adapters.second_process import shared
from kb.adapters.staging import Staging, catch_up, mend, parents_of, refusals, remove_tree, switch
from kb.adapters.terms_store import TermsStore
from kb.adapters.tree import Tree
from kb.adapters.tree_sums import NOTHING, Touched
from kb.pipeline.build import Memory, Recall
from kb.ports.site import SiteEngine, SiteJob

Value = TypeVar("Value")


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
    (`staging.locked`). `sources` stands for all that a build reads (see `sources.sources_sum`).
    """

    def __init__(self, folder: Path, engine: SiteEngine) -> None:
        self.site = folder / "site"
        self._folder, self._engine = folder, engine
        self._docs, self._work, self._note = folder / "docs", folder / "work", folder / edition_note.NOTE
        self._terms = folder / edition_note.TERMS
        self.terms = TermsStore(self._terms, self._begun)
        self.recall = Recall()
        self._state: State | None = None
        self._stamp: tuple[int, int] | None = None  # of the note as this process wrote or read it
        self._sure = False  # whether the tree `work` is known to be as the note says

    def prepare(self, job: SiteJob) -> None:
        """Do before entries are known what does not need them. The engine wants to see where pages will be staged."""
        with suppress(OSError):  # it is told when something is to be written there
            self._docs.mkdir(exist_ok=True)
        self._engine.prepare(job)

    def said(self, sources: str, verified: bool) -> Any:
        """What the last build said, if there is nothing to do because it was made from the same; else None.

        If a site is to be `verified`, one that nobody verified says nothing.
        """
        mend(self.site)
        return edition_note.said(self._folder, sources, verified)

    def open(self, job: SiteJob, verifier: Verifier, seen: bool) -> Memory:
        """What is there already; nothing if that is not known.

        Nothing is put in place before `verifier` has `seen` it; a writer who builds for their own eyes (`seen` is
        false) does not wait for that.
        """
        mend(self.site)
        self._verifier, self._seen = verifier, seen
        self._job, self._digest = job, self._engine.digest(job)
        if self._stamp is None or self._stamp != self._stamp_now():
            self._state = edition_note.read(self._folder)
            self._stamp, self._sure = self._stamp_now(), False
        self._known = self._state.memory if self._state is not None else Memory()
        self._staging: Staging | None = None
        self.terms.close(keep=False)  # a build before this one may have failed
        self.terms = TermsStore(self._terms, self._begun)
        self._changed: set[str] = set()
        self._removed: Set[str] = frozenset()
        self._fits = False  # whether `work` was as the note said
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

        def noted(numbers: Iterator[int]) -> tuple[Value, set[str]]:
            done = work(numbers)
            self.terms.close(keep=True)  # in the process that opened it
            return done, self._changed

        results = shared(count, noted, first=self._verifier.prepare if self._seen else lambda: None)
        self._changed = set().union(*(changed for _, changed in results))
        return tuple(done for done, _ in results)

    def value(self, path: str) -> Any:
        """The JSON value of a data file of the present site; None if there is none."""
        try:
            return json.loads((self.site / path).read_bytes())
        except FileNotFoundError:
            return None

    def close(self, memory: Memory, placed: Callable[[], None]) -> tuple[str, ...]:
        """Bring the site up to date and call `placed`. Gives the engine's warnings; `keep` is to follow.

        `memory` names every file that there is to be.
        """
        self.terms.close(keep=True)
        removed = self._removed = self._known.files.keys() - memory.files.keys()
        self._behind = self._state.behind if self._state is not None else ()
        said: tuple[str, ...] = ()
        if self._whole:
            said, self._behind = self._build(memory), ()
        elif self._changed or removed:
            said = self._update(memory, removed)
            self._behind = self._outputs(removed)
        else:
            self._verify(self.site, ())
        placed()
        return said

    def keep(self, memory: Memory, sources: str, said: Any) -> None:
        """Take note of what there is now, of what it was made from, and of what the build `said` (plain JSON)."""
        state = State(memory, self._digest, self._behind, sources, said, self._seen)
        self._state = edition_note.keep(self._folder, state, self._state, self._touched())
        self._stamp, self._sure = self._stamp_now(), self._sure or self._staging is not None

    def _touched(self) -> Touched | None:
        """The files that this build may have touched; None if it may have been all."""
        if self._staging is None:
            return NOTHING
        if self._state is None or self._whole or not self._fits:
            return None
        changed = self._changed | self._removed
        outputs = frozenset((*self._outputs(self._removed), *self._state.behind))
        return Touched(frozenset(path for path in changed if path.endswith(".md")), outputs)

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
                self._fits = self._sure or edition_note.work_fits(self._folder, self._state)
                catch_up(self._work, self.site, self._state.behind if self._fits else None)
            self._staging, self._tree = Staging(self._docs), Tree(self._work)
        return self._staging

    def _stamp_now(self) -> tuple[int, int] | None:
        try:
            status = self._note.lstat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino
