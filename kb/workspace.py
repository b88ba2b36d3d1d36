"""The composition root: which base, which folders, which engines. It wires and decides nothing else.

What reads entries is imported by whoever reads them: `kb search` over an unchanged base reads none.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.adapters import disk
from kb.adapters.asset_files import AssetFiles
from kb.adapters.remembered import Remembered
from kb.errors import KbError
from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile

if TYPE_CHECKING:
    from datetime import date

    from kb.adapters.edition_folder import EditionFolder
    from kb.adapters.leak_scan import LeakScan
    from kb.adapters.parsing import EntryFiles
    from kb.catalog import CheckedCatalog
    from kb.editions import Dropped, Edition
    from kb.model.golden import GoldenQuery
    from kb.model.kinds import Audience
    from kb.model.settings import Settings
    from kb.parse import Parsed
    from kb.pipeline.check import Frame
    from kb.pipeline.seen import Seen
    from kb.ports.search import IndexFormat, SearchEngine
    from kb.ports.site import SiteEngine, SiteJob
    from kb.rules import Report

SETTINGS = "site_config/settings.toml"
TOPICS = "site_config/topics.yml"
FRAMEWORKS = "site_config/frameworks"
QUERIES = "site_config/queries.yml"
OVERRIDES = "site_config/overrides"
MAX_SETTINGS_BYTES = 64 * 1024
_ENGINE = re.compile(rb"""^search_engine[ \t]*=[ \t]*["'](\w+)["']""", re.MULTILINE)
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
            raise KbError(
                f"there is no folder {asked}",
                f"`kb init {asked}` makes a knowledge base there",
                zh=(f"没有文件夹 {asked}", f"`kb init {asked}` 会在那里新建一个知识库"),
            )
        if not (root / SETTINGS).is_file():
            raise KbError(
                f"{asked} is not a knowledge base: it has no {SETTINGS}",
                f"`kb init {asked}` makes one there",
                zh=(f"{asked} 不是知识库：里面没有 {SETTINGS}", f"`kb init {asked}` 会在那里新建一个"),
            )
        return root.resolve()
    for folder in (cwd, *cwd.parents):
        if (folder / SETTINGS).is_file():
            return folder.resolve()
    raise KbError(
        f"this folder is not in a knowledge base: no {SETTINGS} here or above",
        "`kb init DIR` makes one; `kb --root DIR` or KB_ROOT names one",
        zh=(
            f"当前文件夹不在知识库里：这里和上级文件夹都没有 {SETTINGS}",
            "`kb init 文件夹` 新建一个；用 `kb --root 文件夹` 或 KB_ROOT 指定一个",
        ),
    )


def _mkdocs() -> SiteEngine:
    from kb.adapters.mkdocs_site import MkdocsSite

    return MkdocsSite()


def _zensical() -> SiteEngine:
    from kb.adapters.zensical_site import ZensicalSite

    return ZensicalSite()


def _whoosh() -> IndexFormat:
    from kb.adapters.whoosh_search import WhooshFormat

    return WhooshFormat()


def _sqlite() -> IndexFormat:
    from kb.adapters.sqlite_search import SqliteFormat

    return SqliteFormat()


SITE_ENGINES: dict[str, Callable[[], SiteEngine]] = {"mkdocs": _mkdocs, "zensical": _zensical}
SEARCH_ENGINES: dict[str, Callable[[], IndexFormat]] = {"whoosh": _whoosh, "sqlite": _sqlite}


@dataclass(frozen=True, slots=True)
class Built:
    """A finished site: where it is, what it holds, and what was said on the way."""

    site: Path
    audience: Audience
    report: Report
    pages: int
    entries: int
    dropped: tuple[Dropped, ...] = ()
    left_out: tuple[str, ...] = ()  # files that may not be published
    notes: tuple[str, ...] = ()  # what the site engine said


def _told() -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """What a `Built` says beside its place, as plain values and back."""
    from kb.adapters.plain_values import turns
    from kb.editions import Dropped
    from kb.model.kinds import Audience
    from kb.rules import Report

    return turns(tuple[Audience, Report, int, int, tuple[Dropped, ...], tuple[str, ...]])


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
        self._remembered, self._outlines = Remembered(), Remembered()
        self._assets = AssetFiles(root)
        self._whole: tuple[str, EntryFiles] | None = None
        self._folders: dict[tuple[Audience, str], EditionFolder] = {}

    @classmethod
    def open(cls, asked: str | None = None) -> Workspace:
        """The base that was asked for; a change of many files that was interrupted is finished first."""
        found = cls(find_root(asked or os.environ.get("KB_ROOT"), Path.cwd()))
        if os.path.isdir(found.cache / "change"):  # noqa: PTH112 - somebody who may not look there has begun nothing
            from kb.adapters.journal import finished

            finished(found.root, found.cache)
        return found

    @property
    def cache(self) -> Path:
        """The folder of this base in the user's cache; it need not be there."""
        from kb.adapters.cache_home import cache_folder

        return cache_folder(self.root)

    def _file(self, path: str) -> SourceFile | Diagnostic:
        from kb.parse import MAX_ENTRY_BYTES

        return disk.read(self.root, path, MAX_ENTRY_BYTES)

    @cached_property
    def frame(self) -> Frame:
        """Settings, vocabulary and frameworks. Raises `KbError` when the settings themselves cannot be read."""
        from kb.pipeline.check import frame
        from kb.pipeline.disclosures import ALLOWED

        settings = self._file(SETTINGS)
        if isinstance(settings, Diagnostic):
            raise KbError(
                f"{SETTINGS} cannot be read",
                "it must be a regular file that you may read",
                zh=(f"无法读取 {SETTINGS}", "它应当是一个可以读取的普通文件"),
            )
        topics = self._file(TOPICS) if os.path.lexists(self.root / TOPICS) else None
        found = disk.scan(self.root, (FRAMEWORKS,))
        models = [self._file(path) for path in found.files if path.endswith((".yml", ".yaml"))]
        allowed = self._file(ALLOWED) if os.path.lexists(self.root / ALLOWED) else None
        return frame(settings, topics, [*models, *found.problems], allowed)

    @property
    def settings(self) -> Settings:
        return self.frame.settings

    def scan(self) -> disk.Scan:
        return disk.scan(self.root)

    def parse(self, path: str) -> Parsed:
        """One file of the base, read and parsed."""
        return self._entry_files(kept=False).parsed(path)

    def load(
        self, progress: Progress = _silent, *, kept: bool = False, beside: Callable[[], object] = lambda: None
    ) -> Loaded:
        """Every file read, parsed and checked; with `kept`, what an earlier run has parsed is not parsed again.

        `beside` is called once, while a second process reads, if there is one.
        """
        return self._load(self._entry_files(kept=kept), self._remembered, progress, beside)

    def report(self, progress: Progress = _silent) -> Report:
        """What is to be said of the base. Of files that an earlier run has read, an outline is enough."""
        from kb.adapters.parsing import EntryFiles

        files = EntryFiles.outlines(self.root, self.settings, self.cache, self._basis())
        return self._load(files, self._outlines, progress).report

    def _load(
        self,
        entry_files: EntryFiles,
        remembered: Remembered,
        progress: Progress,
        beside: Callable[[], object] = lambda: None,
    ) -> Loaded:
        from kb.pipeline.check import checked

        looked_ns = time.time_ns()
        found = self.scan()
        entries = found.entries

        def parse(paths: Sequence[str]) -> Iterable[Parsed]:
            return entry_files.all(paths, partial(progress, "reading"), beside, ages=len(paths) == len(entries))

        parsed = list(remembered.parsed(entries, self.settings, looked_ns, parse))
        problems = self.problems(found, parsed)
        files = frozenset(found.files)
        report, catalog = checked(self.frame, parsed, files, problems, remembered.catalog)
        remembered.catalog = catalog
        return Loaded(report, catalog, found.files)

    def problems(self, found: disk.Scan, parsed: Iterable[Parsed]) -> tuple[Diagnostic, ...]:
        """What is wrong with files that are no entries: with what stands there, and with what these entries name."""
        from kb.catalog import files_of

        named = {path for one in parsed if one.entry is not None for path in files_of(one.entry)}
        return (*found.problems, *self._assets.findings(named, found.files))

    @contextmanager
    def reading(self) -> Iterator[Callable[[str], Parsed]]:
        """A way to parse some of the files, which need not be parsed again when an earlier run has done it."""
        entry_files = self._entry_files(kept=True)
        with entry_files.opened(ages=False):
            yield entry_files.parsed

    def _entry_files(self, *, kept: bool) -> EntryFiles:
        from kb.adapters.parsing import EntryFiles

        if not kept:
            return EntryFiles(self.root, self.settings, None)
        basis = self._basis()
        if self._whole is None or self._whole[0] != basis:  # bodies are read from it for as long as the process lives
            self._whole = basis, EntryFiles.whole(self.root, self.settings, self.cache, basis)
        return self._whole[1]

    def _basis(self) -> str:
        """What a parsed file depends on beside its name and bytes."""
        from kb.adapters.versions import versions

        return f"{versions()} {self.settings!r}"

    def build(
        self,
        audience: Audience,
        today: date,
        *,
        strict: bool = False,
        progress: Progress = _silent,
        placed: Callable[[], None] = lambda: None,
        verified: bool = True,
        search: bool = True,
        stays: bool = False,
    ) -> Built | Report:
        """Build the site of one audience and put it in place, whole; the report alone when `strict` finds anything.

        What a build before this one left is used again where that gives the same bytes. `placed` is called as soon
        as the site is there. Raises `KbError` when it cannot be built, or (if it is to be `verified`) when it says
        what is withheld from its audience; the site that was there is then untouched. Without `search` the site's
        own search finds nothing, and says so. Where nothing has changed nothing is read, unless this process `stays`
        for the next build and is to know the base.
        """
        from kb.adapters import staging

        with staging.locked(self.root / "build" / audience):
            sources = self._sources(audience, today, search)
            found = None if stays else self._same(audience, sources, verified)
            if found is not None:
                placed()
                return found.report if strict and found.report.diagnostics else found
            loaded = self.load(progress, kept=True, beside=partial(self._prepare, audience))
            if strict and loaded.report.diagnostics:
                return loaded.report
            return self._build(loaded, audience, today, progress, placed, verified, search, sources)

    def _sources(self, audience: Audience, today: date, search: bool) -> str:
        """What stands for everything that a build reads; empty if a stat cannot tell."""
        from kb.adapters.sources import sources_sum
        from kb.adapters.versions import versions

        engine = SITE_ENGINES[self.settings.site_engine]()
        also = f"{versions()}\n{today}\n{search}\n{engine.digest(self._bare_job(audience))}"
        return sources_sum(self.root, (*disk.ENTRY_ROOTS, "site_config", "mkdocs.yml"), also)

    def _same(self, audience: Audience, sources: str, verified: bool) -> Built | None:
        """What the last build gave, if this one would give the same."""
        folder = self._folder(audience)
        found = folder.said(sources, verified)
        with suppress(ValueError, LookupError, TypeError):
            return None if found is None else Built(folder.site, *_told()[1](found))
        return None

    def _prepare(self, audience: Audience) -> None:
        """Load what a build needs: a part of a second, in which a second process can read entries."""
        import kb.adapters.leak_scan
        import kb.adapters.versions
        import kb.pages
        import kb.pipeline.build  # noqa: F401

        self._folder(audience).prepare(self._bare_job(audience))

    def _build(
        self,
        loaded: Loaded,
        audience: Audience,
        today: date,
        progress: Progress,
        placed: Callable[[], None],
        verified: bool,
        search: bool,
        sources: str,
    ) -> Built:
        from kb.adapters.versions import versions
        from kb.editions import edition
        from kb.pages import assets
        from kb.pipeline.build import make

        made = edition(loaded.catalog, audience)
        folder = self._folder(audience)
        progress("writing pages", 0, 0)
        before = folder.open(self._job(made), self._leak_scan(loaded, audience), verified)
        memory = make(made, today, versions(), before, folder, folder.recall, search=search)
        wanted = tuple(path for path in assets(made) if path in loaded.files)
        pictures, left_out = self._pictures(wanted, before.files, folder.write)
        progress("building the site", 0, 0)
        whole = replace(memory, files={**memory.files, **pictures})
        said = folder.close(whole, placed)
        told = (audience, loaded.report, memory.pages, len(made.catalog), made.dropped)
        folder.keep(whole, sources, _told()[0]((*told, left_out)))
        return Built(folder.site, *told, left_out, said)

    def _leak_scan(self, loaded: Loaded, audience: Audience) -> LeakScan:
        from kb.adapters.leak_scan import LeakScan

        frame = (self.root / "mkdocs.yml", self.root / OVERRIDES)
        return LeakScan(self.root, loaded.catalog, audience, loaded.files, self._assets.read, frame)

    def _folder(self, audience: Audience) -> EditionFolder:
        from kb.adapters.edition_folder import EditionFolder

        engine = self.settings.site_engine
        if (audience, engine) not in self._folders:
            folder = self.root / "build" / audience
            self._folders[audience, engine] = EditionFolder(folder, SITE_ENGINES[engine]())
        return self._folders[audience, engine]

    def _job(self, made: Edition) -> SiteJob:
        from kb.pages import navigation
        from kb.pipeline.build import epoch

        return replace(self._bare_job(made.audience), extra={"kb": navigation(made)}, epoch=epoch(made))

    def _bare_job(self, audience: Audience) -> SiteJob:
        """What does not depend on any entry."""
        from kb.ports.site import SiteJob

        settings, folder = self.settings, self.root / "build" / audience
        return SiteJob(
            docs=folder / "docs",
            site=folder / "work",
            config=self.root / "mkdocs.yml",
            name=settings.name.pick(settings.languages[0]),
            lang=settings.languages[0],
            site_url=settings.site_url,
            overrides=self.root / OVERRIDES,
        )

    def _pictures(
        self, paths: tuple[str, ...], before: Mapping[str, str], write: Callable[[str, bytes], None]
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """The sums of the files of an edition by path, and which may not be published. Changed ones are written."""
        from kb.pages.looked import sum_of

        found: dict[str, str] = {}
        left_out: list[str] = []
        for path in paths:
            data = self._assets.read(path)
            if isinstance(data, Diagnostic):
                left_out.append(path)
                continue
            found[path] = sum_of(data)
            if before.get(path) != found[path]:
                write(path, data)
        return found, tuple(left_out)

    def again(self) -> Workspace:
        """The same base as it is on the disk now. What did not change since is not read again."""
        fresh = Workspace(self.root)
        fresh._remembered, fresh._outlines = self._remembered, self._outlines
        fresh._folders, fresh._assets, fresh._whole = self._folders, self._assets, self._whole
        return fresh

    def search(
        self, say: Callable[[str], None], progress: Progress = _silent, *, rebuild: bool = False, lang: str = "en"
    ) -> AbstractContextManager[SearchEngine]:
        """A search engine on an index that is up to date; `say` is told in one line what was done for that."""
        from kb.adapters.index_refresh import Refresh

        return Refresh(
            root=self.root,
            engine=SEARCH_ENGINES[self.search_engine](),
            look=self._look,
            base=lambda: self,
            say=say,
            progress=lambda done, total: progress("indexing", done, total),
            rebuild=rebuild,
            lang=lang,
        ).opened()

    @property
    def search_engine(self) -> str:
        """The engine that the settings choose, read without all that reads settings: `kb search` has no time."""
        source = disk.read(self.root, SETTINGS, MAX_SETTINGS_BYTES)
        found = _ENGINE.search(source.data) if isinstance(source, SourceFile) else None
        asked = found[1].decode() if found else ""
        return asked if asked in SEARCH_ENGINES else next(iter(SEARCH_ENGINES))

    def golden(self) -> tuple[GoldenQuery, ...]:
        """The golden queries of the base. Raises `KbError` when their file cannot be read whole."""
        from kb.model.codes import in_both
        from kb.parse.queries import parse_queries

        if not os.path.lexists(self.root / QUERIES):
            return ()
        source = self._file(QUERIES)
        queries, problems = ((), (source,)) if isinstance(source, Diagnostic) else parse_queries(source)
        if problems:
            said, chinese = in_both(problems[0])
            where = f"{problems[0].path}:{problems[0].line}: {problems[0].code} "
            raise KbError(where + said.message, said.hint, zh=(where + chinese.message, chinese.hint))
        return queries

    def _look(self) -> Seen:
        """What a stat says of every entry, and of what all entries depend on."""
        from kb.pipeline.seen import Seen

        now = time.time_ns()
        config = disk.scan(self.root, ("site_config",)).files
        shared = (SETTINGS, TOPICS)
        return Seen(
            config={
                path: stamp for path, stamp in config.items() if path in shared or path.startswith(f"{FRAMEWORKS}/")
            },
            files=disk.look(self.root),
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
