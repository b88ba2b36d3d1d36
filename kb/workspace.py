"""The composition root: which base, which folders, which engines. It wires and decides nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kb.adapters import disk, staging
from kb.catalog import CheckedCatalog
from kb.editions import Edition, edition
from kb.errors import KbError
from kb.model.diagnostic import Diagnostic
from kb.model.kinds import Audience
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import MAX_ENTRY_BYTES, Parsed
from kb.pipeline.check import Frame, checked, frame, read_entry
from kb.ports.site import SiteEngine, SiteJob
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
        root = Path(asked).expanduser()
        root = root if root.is_absolute() else cwd / root
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


SITE_ENGINES: dict[str, Callable[[], SiteEngine]] = {"mkdocs": _mkdocs}


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
        return disk.read(self.root, path, MAX_ENTRY_BYTES)

    @cached_property
    def frame(self) -> Frame:
        """Settings, vocabulary and frameworks. Raises `KbError` when the settings themselves cannot be read."""
        settings = self._file(SETTINGS)
        if isinstance(settings, Diagnostic):
            raise KbError(f"{SETTINGS} cannot be read", "it must be a regular file that you may read")
        problems: list[Diagnostic] = []
        topics = self._optional(TOPICS, problems)
        models: list[SourceFile] = []
        for path in disk.scan(self.root, (FRAMEWORKS,)).files:
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
        return read_entry(self._file(path), self.settings)

    def load(self, progress: Progress = _silent) -> Loaded:
        """Every file read, parsed and checked."""
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
        with staging.locked(self.root / "build" / audience):
            loaded = self.load(progress)
            if strict and loaded.report.diagnostics:
                return loaded.report
            return self._build(loaded, audience, today, progress)

    def _build(self, loaded: Loaded, audience: Audience, today: date, progress: Progress) -> Built:
        from kb.pipeline.build import plan  # pages and their theme are of no use to any other command

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
