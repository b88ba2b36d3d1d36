"""MkDocs with Material as the site engine: it puts the theme around pages that are finished.

The engine runs in this process, prints nothing and decides nothing: no plugins, no hooks, no Markdown. A knowledge
base's own `mkdocs.yml` is read as plain values and merged over the packaged one, so it can change the look but
cannot run code. (Templates in the overrides folder can: they belong to whoever builds the site.)
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import escape

from kb.errors import KbError
from kb.model.text import interface_lang
from kb.ports.site import SiteJob

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

STAGED_SETTINGS = "made-by-kb-build.yml"  # beside the staged pages; MkDocs names it when it is missing
DEFAULTS = Path(__file__).with_name("mkdocs.yml")
THEME = Path(__file__).parent.parent / "theme"

_LATEST = 2**32 - 1  # what the time stamp in sitemap.xml.gz can hold
_OURS = frozenset(
    ("INHERIT", "docs_dir", "hooks", "markdown_extensions", "plugins", "site_dir", "site_name", "site_url", "strict")
)


class MkdocsSite:
    """The `SiteEngine` of `ports`. Two builds of one staged tree give the same bytes."""

    def build(self, job: SiteJob) -> tuple[str, ...]:
        with _environment(job.epoch), _quiet() as notes:
            try:
                _build(job)
            except KbError:
                raise
            except (Exception, SystemExit) as error:  # MkDocs aborts with SystemExit
                raise _explained(error, notes) from error
        return tuple(note.getMessage() for note in notes)


def _build(job: SiteJob) -> None:
    from mkdocs.commands.build import build

    settings = _settings(job)
    _keep(settings, job.docs.parent / STAGED_SETTINGS)
    config = _config(settings, job)
    for folder in (THEME, job.overrides):
        if folder is not None and folder.is_dir():
            config.theme.dirs.insert(0, str(folder))
    if job.site.exists():
        shutil.rmtree(job.site)
    build(config)


def _settings(job: SiteJob) -> dict[str, Any]:
    """The packaged settings, the base's own over them, and over both what the job says."""
    said = {
        "site_name": escape(job.name),  # MkDocs and Material print it as it is; a template's own `e` knows
        "site_url": job.site_url,
        "theme": {"language": interface_lang(job.lang)},
        "extra": dict(job.extra),
    }
    return _merged(_merged(_values(DEFAULTS), _own(job.config)), said)


def _keep(settings: dict[str, Any], path: Path) -> None:
    """What a bare `mkdocs build` of the staged pages inherits; written only when it changes. JSON is YAML."""
    ours = _merged(settings, {"theme": {"custom_dir": str(THEME)}})
    data = json.dumps(ours, indent=1, sort_keys=True).encode()
    if not path.is_file() or path.read_bytes() != data:
        path.write_bytes(data)


def _config(settings: dict[str, Any], job: SiteJob) -> MkDocsConfig:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import ConfigurationError

    config = MkDocsConfig(config_file_path=str(job.config.absolute()))
    folders = {"docs_dir": str(job.docs.absolute()), "site_dir": str(job.site.absolute())}
    config.load_dict(settings | folders)
    errors, _ = config.validate()
    if errors:
        raise ConfigurationError("; ".join(f"{key}: {error}" for key, error in errors))
    config.markdown_extensions[:] = ["kb.adapters.staged_markdown"]  # without MkDocs' three, which cost time
    return config


def _own(path: Path) -> dict[str, Any]:
    """What the base's own settings file adds: nothing if there is none, and never the keys that are ours."""
    if not path.exists() or path.samefile(DEFAULTS):
        return {}
    values = {key: value for key, value in _values(path).items() if key not in _OURS}
    theme = values.get("theme")
    if isinstance(theme, str):
        values["theme"] = {"name": theme}
    elif isinstance(theme, dict):
        theme.pop("custom_dir", None)  # the job names the overrides
    return values


def _values(path: Path) -> dict[str, Any]:
    """A YAML file as plain values; MkDocs' own loader would also run what `!!python/…` names."""
    import yaml

    try:
        values = yaml.safe_load(path.read_bytes())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise KbError(f"{path.name}: cannot be read: {reason}", "it may hold plain YAML values only") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise KbError(f"{path.name}: is not a mapping of settings")
    return values


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, mappings merged deeply; where they differ, `above` counts."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[key] = _merged(old, value) if both else value  # type: ignore[arg-type]
    return result


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
    hint = ""
    if isinstance(error, OSError):
        hint = "is there room on the disk, and may you write there?"
    elif type(error).__module__.startswith("jinja2"):
        hint = "look at the templates in site_config/overrides"
    return KbError(f"the site cannot be built: {said}", hint)
