"""MkDocs with Material as the site engine: it puts the theme around pages that are finished.

The engine runs in this process, prints nothing and decides nothing: no plugins, no hooks, no Markdown. MkDocs' parts
are used and its loop is not, because that reads every page before it writes the first: here a page is read, shown and
forgotten, and knows of no other. So the same code makes all pages or only those that changed, and memory does not
grow with the site. (Templates in the overrides folder can run code: they belong to whoever builds the site.)
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.adapters import mkdocs_settings
from kb.adapters.second_process import shared
from kb.adapters.versions import files_sum, stat_sum, versions
from kb.errors import KbError
from kb.ports.site import SiteJob

if TYPE_CHECKING:
    from kb.adapters.mkdocs_theme import Theme

_LATEST = 2**32 - 1  # the last second that a template can be told
_MANY = 500  # pages: with fewer a second process costs more than it saves
_DATED = (b"build_date", b"update_date")  # how a template asks for the time of the build


class MkdocsSite:
    """The `SiteEngine` of `ports`. Two builds of one staged tree give the same bytes."""

    def __init__(self) -> None:
        self._ready: tuple[str, Theme] | None = None  # the theme as it was used last, its templates compiled

    def prepare(self, job: SiteJob) -> None:
        if self._ready is None:
            with suppress(KbError), self._engine(job) as (theme, _):  # what is wrong is said when a page needs it
                theme.warm()

    def digest(self, job: SiteJob) -> str:
        settings = mkdocs_settings.settings(job)
        parts = [json.dumps(settings, sort_keys=True, default=str), versions()]
        theme = settings["theme"].get("name")
        if theme != "material":
            parts.append(_installed(theme))
        if job.overrides is not None and job.overrides.is_dir():
            parts += [files_sum(job.overrides), str(job.epoch) if _dated(job.overrides) else ""]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def build(self, job: SiteJob) -> tuple[str, ...]:
        paths = list(_staged(job.docs))
        with self._engine(job) as (theme, notes):
            mkdocs_settings.keep(job)

            def work(numbers: Iterable[int]) -> tuple[str, ...]:
                before = len(notes)
                for number in numbers:
                    theme.write(paths[number])
                return _said(notes[before:])

            theme.write_assets()
            said = shared(len(paths), work) if len(paths) > _MANY else (work(range(len(paths))),)
            before = len(notes)
            theme.write_templates()
        return tuple(chain(*said, _said(notes[before:])))

    def update(self, job: SiteJob, changed: Collection[str], removed: Collection[str]) -> tuple[str, ...]:
        with self._engine(job) as (theme, notes):
            mkdocs_settings.keep(job)
            for path in sorted(removed):
                theme.remove(path)
            for path in sorted(changed):
                theme.write(path)
        return _said(notes)

    @contextmanager
    def _engine(self, job: SiteJob) -> Iterator[tuple[Theme, list[logging.LogRecord]]]:
        """The theme, ready to write pages; whatever stops MkDocs meanwhile is a `KbError` of one line."""
        with _environment(job.epoch), _quiet() as notes:
            try:
                yield self._theme(job), notes
            except KbError:
                raise
            except (Exception, SystemExit) as error:  # MkDocs aborts with SystemExit
                raise _explained(error, notes) from error

    def _theme(self, job: SiteJob) -> Theme:
        """The theme of this job; that of a job which differs only in what pages are told is told it."""
        found = mkdocs_settings.settings(job)
        key = f"{self.digest(replace(job, extra={}, epoch=0))} {job.docs} {job.site}"
        if self._ready is None or self._ready[0] != key:
            self._ready = key, _theme(found, job)
        self._ready[1].begin(found["extra"])
        return self._ready[1]

    def output(self, path: str) -> str:
        stem = path.removesuffix(".md")
        if stem == path:
            return path
        return f"{stem}.html" if stem.rsplit("/", 1)[-1] == "index" else f"{stem}/index.html"


def _staged(docs: Path) -> Iterator[str]:
    for folder, _, names in os.walk(docs):
        below = "" if Path(folder) == docs else f"{Path(folder).relative_to(docs).as_posix()}/"
        yield from (below + name for name in names)


def _theme(found: dict[str, Any], job: SiteJob) -> Theme:
    from kb.adapters.mkdocs_theme import Theme

    ours = found["theme"].get("name") == "material" and not (job.overrides is not None and job.overrides.is_dir())
    return Theme(mkdocs_settings.config(found, job), framed=ours)


def _said(notes: list[logging.LogRecord]) -> tuple[str, ...]:
    return tuple(note.getMessage() for note in notes)


def _installed(theme: object) -> str:
    """What stands for a theme other than Material, whose version we do not know: its files, by size and time."""
    from mkdocs.utils import get_theme_dir, get_theme_names

    return stat_sum(Path(get_theme_dir(str(theme)))) if theme in get_theme_names() else str(theme)


def _dated(overrides: Path) -> bool:
    """Whether a template of the base may say when the site was built: then every page depends on that."""
    return any(word in path.read_bytes() for path in overrides.rglob("*.html") if path.is_file() for word in _DATED)


@contextmanager
def _environment(epoch: int) -> Iterator[None]:
    """MkDocs takes the time of the build from the environment; Material's banner is switched off there."""
    stamp = min(max(epoch, 0), _LATEST)
    wanted = {"SOURCE_DATE_EPOCH": str(stamp), "NO_MKDOCS_2_WARNING": "1"}
    before = {key: os.environ.get(key) for key in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value


class _Notes(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _quiet() -> Iterator[list[logging.LogRecord]]:
    """What MkDocs would log, collected instead of printed."""
    logger, notes = logging.getLogger("mkdocs"), _Notes()
    propagate = logger.propagate
    logger.addHandler(notes)
    logger.propagate = False
    try:
        yield notes.records
    finally:
        logger.removeHandler(notes)
        logger.propagate = propagate


def _explained(error: BaseException, notes: list[logging.LogRecord]) -> KbError:
    """One line for whatever stopped MkDocs: its last error record says more than its exception."""
    errors = [note.getMessage() for note in notes if note.levelno >= logging.ERROR]
    said = " ".join((errors[-1] if errors else str(error) or type(error).__name__).split())
    hint = hint_zh = ""
    if isinstance(error, OSError):
        hint = "is there room on the disk, and may you write there?"
        hint_zh = "磁盘还有空间吗？有写入权限吗？"
    elif type(error).__module__.startswith("jinja2"):
        hint = "look at the templates in site_config/overrides"
        hint_zh = "请检查 site_config/overrides 里的模板"
    return KbError(f"the site cannot be built: {said}", hint, zh=(f"网站无法构建：{said}", hint_zh))
