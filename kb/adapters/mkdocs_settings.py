"""What MkDocs is told: the packaged settings, a knowledge base's own over them, and over both what the job says.

A base's `mkdocs.yml` is read as plain values, so it can change the look but cannot run code, and never what is
built: pages, navigation, addresses and Markdown are `kb`'s.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from functools import lru_cache
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

_OURS = frozenset(
    (
        "INHERIT", "docs_dir", "draft_docs", "exclude_docs", "extra_templates", "hooks", "markdown_extensions", "nav",
        "not_in_nav", "plugins", "site_dir", "site_name", "site_url", "strict", "use_directory_urls", "validation",
    )
)  # fmt: skip


def settings(job: SiteJob) -> dict[str, Any]:
    """All settings but the folders, as plain JSON values. Raises `KbError` for a file that is not plain YAML."""
    said = {
        "site_name": str(escape(job.name)),  # MkDocs and Material print it as it is; a template's own `e` knows
        "site_url": job.site_url,
        "theme": {"language": interface_lang(job.lang)},
        "extra": dict(job.extra),
    }
    return _merged(_merged(_values(DEFAULTS), _own(job.config)), said)


def keep(job: SiteJob) -> None:
    """Write what a bare `mkdocs build` of the staged pages inherits, where it changed. JSON is YAML."""
    ours = _merged(settings(job), {"theme": {"custom_dir": str(THEME)}})
    data = json.dumps(ours, indent=1, sort_keys=True, default=str).encode()
    path = job.docs.parent / STAGED_SETTINGS
    if not path.is_file() or path.read_bytes() != data:
        path.write_bytes(data)


def config(found: dict[str, Any], job: SiteJob) -> MkDocsConfig:
    """The settings as MkDocs uses them, with our theme and the base's overrides before its own templates."""
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import ConfigurationError

    made = MkDocsConfig(config_file_path=str(job.config.absolute()))
    folders = {"docs_dir": str(job.docs.absolute()), "site_dir": str(job.site.absolute())}
    made.load_dict(found | folders | {"site_name": escape(job.name)})
    errors, _ = made.validate()
    if errors:
        raise ConfigurationError("; ".join(f"{key}: {error}" for key, error in errors))
    for folder in (THEME, job.overrides):
        if folder is not None and folder.is_dir():
            made.theme.dirs.insert(0, str(folder))
    return made


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
        values = deepcopy(_loaded(path.read_bytes()))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise KbError(
            f"{path.name}: cannot be read: {reason}",
            "it may hold plain YAML values only",
            zh=(f"{path.name}：无法读取：{reason}", "里面只能有普通的 YAML 值"),
        ) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise KbError(f"{path.name}: is not a mapping of settings", zh=(f"{path.name}：不是由键和值组成的设置", ""))
    return values


@lru_cache(maxsize=8)
def _loaded(data: bytes) -> Any:
    """What YAML says: a build asks three times, and whoever serves a base with every edit."""
    import yaml

    return yaml.safe_load(data)


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, mappings merged deeply; where they differ, `above` counts."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[key] = _merged(old, value) if both else value  # type: ignore[arg-type]
    return result
