"""The composition root: which base, which folders, which engines. It wires and decides nothing else.

What reads entries is imported by whoever reads them: `kb search` over an unchanged base reads none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kb.adapters import disk
from kb.errors import KbError
from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile

if TYPE_CHECKING:
    from datetime import date

    from kb.catalog import CheckedCatalog
    from kb.editions import Edition
    from kb.model.kinds import Audience
    from kb.model.settings import Settings
    from kb.parse import Parsed
    from kb.pipeline.check import Frame
    from kb.pipeline.state import Seen
    from kb.ports.search import IndexFormat, SearchEngine
    from kb.ports.site import SiteEngine
    from kb.rules import Report

SETTINGS = "site_config/settings.toml"
TOPICS = "site_config/topics.yml"
FRAMEWORKS = "site_config/frameworks"
OVERRIDES = "site_config/overrides"
MAX_PICTURE_BYTES = 20 * 1024 * 1024
Progress = Callable[[str, int, int], None]  # what is done, how much of it, of how much (0: unknown)


def _silent(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def find_root(asked: str | None, cwd: Path) -> Path:
    """The base to work on: the folder that was asked for, or the nearest one upwards that has settings.

    Raises `KbError` when there is none.
    """
    if asked:
        root = cwd / os.path.expanduser(asked)  # noqa: PTH111 – Path's own raises for a `~name` that nobody has
        if not root.is_dir():
            raise KbError(f"there is no folder {asked}", f"`kb init {asked}` makes a knowledge base there")
        if not (root / SETTINGS).is_file():
            raise KbError(
                f"{asked} is not a knowledge base: it has no {SETTINGS}", f"`kb init {asked}` makes one there"
            )
        return root.resolve()
    for folder in (cwd, *cwd.parents):
        if (folder / SETTINGS).is_file():
            return folder.resolve()
    raise KbError(
        f"this folder is not in a knowledge base: no {SETTINGS} here or above",
        "`kb init DIR` makes one; `kb --root DIR` or KB_ROOT names one",
    )


def _mkdocs() -> SiteEngine:
    from kb.adapters.mkdocs_site import MkdocsSite

    return MkdocsSite()


def _whoosh() -> IndexFormat:
    from kb.adapters.whoosh_search import WhooshFormat

    return WhooshFormat()


SITE_ENGINES: dict[str, Callable[[], SiteEngine]] = {"mkdocs": _mkdocs}
SEARCH_ENGINES: dict[str, Callable[[], IndexFormat]] = {"whoosh": _whoosh}


@dataclass(frozen=True, slots=True)
class Built:
    """A finished site: where it is, what it holds, and what was said on the way."""

    site: Path
    report: Report
    edition: Edition
    pages: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A base read whole."""

    report: Report
    catalog: CheckedCatalog
    files: dict[str, disk.Stamp]


class Workspace:
    """One base on the disk."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def open(cls, asked: str | None = None) -> Workspace:
        return cls(find_root(asked or os.environ.get("KB_ROOT"), Path.cwd()))

    def _file(self, path: str) -> SourceFile | Diagnostic:
        from kb.parse import MAX_ENTRY_BYTES

        return disk.read(self.root, path, MAX_ENTRY_BYTES)

    @cached_property
    def frame(self) -> Frame:
        """Settings, vocabulary and frameworks. Raises `KbError` when the settings themselves cannot be read."""
        from kb.pipeline.check import Frame, frame

        settings = self._file(SETTINGS)
        if isinstance(settings, Diagnostic):
            raise KbError(f"{SETTINGS} cannot be read", "it must be a regular file that you may read")
        problems: list[Diagnostic] = []
        topics = self._optional(TOPICS, problems)
        models: list[SourceFile] = []
        found = disk.scan(self.root, (FRAMEWORKS,))
        problems.extend(found.problems)
        for path in found.files:
            source = self._optional(path, problems) if path.endswith(".yml") else None
            if source is not None:
                models.append(source)
        base = frame(settings, topics, models)
        return Frame(base.settings, base.vocabulary, base.frameworks, (*base.diagnostics, *problems))

    def _optional(self, path: str, problems: list[Diagnostic]) -> SourceFile | None:
        if not os.path.lexists(self.root / path):
            return None
        source = self._file(path)
        if isinstance(source, Diagnostic):
            problems.append(source)
            return None
        return source

    @property
    def settings(self) -> Settings:
        return self.frame.settings

    def scan(self) -> disk.Scan:
        return disk.scan(self.root)

    def parse(self, path: str) -> Parsed:
        """One file of the base, read and parsed."""
        from kb.pipeline.check import read_entry

        return read_entry(self._file(path), self.settings)

    def load(self, progress: Progress = _silent) -> Loaded:
        """Every file read, parsed and checked."""
        from kb.pipeline.check import checked

        found = self.scan()
        paths = list(found.entries)

        def parsed() -> Iterator[Parsed]:
            for position, path in enumerate(paths):
                progress("reading", position, len(paths))
                yield self.parse(path)

        report, catalog = checked(self.frame, parsed(), frozenset(found.files), found.problems)
        return Loaded(report, catalog, found.files)

    def build(
        self, audience: Audience, today: date, *, strict: bool = False, progress: Progress = _silent
    ) -> Built | Report:
        """Build the site of one audience and put it in place, whole; the report alone when `strict` finds anything.

        Raises `KbError` when it cannot be built; the site that was there before is then untouched.
        """
        from kb.adapters import staging

        with staging.locked(self.root / "build" / audience):
            loaded = self.load(progress)
            if strict and loaded.report.diagnostics:
                return loaded.report
            return self._build(loaded, audience, today, progress)

    def _build(self, loaded: Loaded, audience: Audience, today: date, progress: Progress) -> Built:
        from kb.adapters import staging
        from kb.editions import edition
        from kb.pipeline.build import plan
        from kb.ports.site import SiteJob

        made = edition(loaded.catalog, audience)
        progress("writing pages", 0, 0)
        planned = plan(made, today)
        pictures, notes = self._pictures(planned.pictures)
        folder = self.root / "build" / audience
        staging.sync(folder / "docs", {**planned.files, **pictures})
        settings = self.settings
        job = SiteJob(
            docs=folder / "docs",
            site=folder / "work",
            config=self.root / "mkdocs.yml",
            name=settings.name.pick(settings.languages[0]),
            lang=settings.languages[0],
            site_url=settings.site_url,
            overrides=self.root / OVERRIDES,
            extra=planned.theme,
            epoch=planned.epoch,
        )
        progress("building the site", 0, 0)
        said = SITE_ENGINES[settings.site_engine]().build(job)
        staging.put_in_place(folder / "work", folder / "site")
        return Built(folder / "site", loaded.report, made, planned.pages, (*notes, *said))

    def _pictures(self, paths: tuple[str, ...]) -> tuple[dict[str, bytes], tuple[str, ...]]:
        """The pictures of an edition by path, and which could not be read."""
        found: dict[str, bytes] = {}
        notes: list[str] = []
        for path in paths:
            source = disk.read(self.root, path, MAX_PICTURE_BYTES)
            if isinstance(source, Diagnostic):
                notes.append(f"{path} is left out")
            else:
                found[path] = source.data
        return found, tuple(notes)

    def search(
        self, say: Callable[[str], None], progress: Progress = _silent, *, rebuild: bool = False
    ) -> AbstractContextManager[SearchEngine]:
        """A search engine on an index that is up to date; `say` is told in one line what was done for that."""
        from kb.adapters.index_refresh import Refresh

        return Refresh(
            root=self.root,
            engine=SEARCH_ENGINES["whoosh"](),  # the only one so far; a second one is chosen by the settings
            look=self._look,
            base=lambda: self,
            say=say,
            progress=lambda done, total: progress("indexing", done, total),
            rebuild=rebuild,
        ).opened()

    def _look(self) -> Seen:
        """What a stat says of every entry, and of what all entries depend on."""
        import time

        from kb.pipeline.state import Seen

        now = time.time_ns()
        config = disk.scan(self.root, ("site_config",)).files
        shared = (SETTINGS, TOPICS)
        return Seen(
            config={
                path: stamp.values
                for path, stamp in config.items()
                if path in shared or path.startswith(f"{FRAMEWORKS}/")
            },
            files={path: stamp.values for path, stamp in self.scan().entries.items()},
            looked_ns=now,
        )

    def digest(self) -> str:
        """A sum over everything in `site_config` that all documents depend on."""
        import hashlib

        total = hashlib.sha256()
        for path in sorted((SETTINGS, TOPICS, *disk.scan(self.root, (FRAMEWORKS,)).files)):
            source = self._file(path) if os.path.lexists(self.root / path) else None
            data = source.data if isinstance(source, SourceFile) else b""
            total.update(f"{path} {len(data)}\n".encode("utf-8", "surrogateescape") + data)
        return total.hexdigest()
