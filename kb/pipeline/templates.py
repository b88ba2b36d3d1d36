"""What `kb init` lays into a base: templates with a name and languages filled in, and what a newer version may replace.

Pure: files and values in, files and steps out. A file that a person edited is never a step that replaces it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kb import __version__

MANIFEST = "site_config/templates/.written.json"
_OF_LANGUAGE = re.compile(r"\.(en|zh)\.(?:md|yml)$")
_PREVIEW = {"en": "The built site, to look at", "zh": "构建好的网站预览"}
_NAMES = {"en": "{} lessons learned", "zh": "{}经验库"}
_UNNAMED = {"en": "Our lessons", "zh": "我们的经验"}
_TAGS = {"zh": "zh-Hans"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organisation asked for: its name, its languages (`en`, `zh`), its code host (`github`, `gitlab`)."""

    name: str = ""
    langs: tuple[str, ...] = ("en", "zh")
    ci: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was written last: the wish, the version that wrote it, and a sum of each file by path."""

    wish: Wish
    version: str = __version__
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One file: `new`, `replaced`, `same`, `kept` (edited, and the template is as it was), `beside` (edited, and the
    template is newer: it lies in `path` + `.new`), `deleted` by a person, or `dropped` from the templates."""

    path: str
    what: str
    data: bytes = b""


def rendered(templates: Mapping[str, bytes], wish: Wish, source: str = "") -> dict[str, bytes]:
    """The templates in the languages of the wish, with what they leave open filled in; `source` is kb's."""
    first = wish.langs[0]
    values = {
        "NAME": _table({lang: _NAMES[lang].format(wish.name) if wish.name else _UNNAMED[lang] for lang in wish.langs}),
        "LANGUAGES": json.dumps([_TAGS.get(lang, lang) for lang in wish.langs]),
        "LANG": first, "PREVIEW": _PREVIEW[first], "SOURCE": source,
    }  # fmt: skip
    found: dict[str, bytes] = {}
    for path, data in templates.items():
        language = _OF_LANGUAGE.search(path)
        if language is None or language[1] in wish.langs:
            found[path] = re.sub(rb"@@([A-Z]+)@@", lambda mark: values[mark[1].decode()].encode(), data)
    return found


def _table(values: Mapping[str, str]) -> str:
    """A table of TOML on one line."""
    return "{ " + ", ".join(f"{key} = {json.dumps(one, ensure_ascii=False)}" for key, one in values.items()) + " }"


def sum_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def steps(
    wanted: Mapping[str, bytes], written: Mapping[str, str], read: Callable[[str], bytes | None]
) -> Iterator[Step]:
    """What is to be done with each file, by path. `written` are the sums of what was laid there last."""
    for path in sorted({*wanted, *written}):
        present, last = read(path), written.get(path)
        if path not in wanted:
            if present is not None:
                yield Step(path, "dropped")
        elif present is None:
            yield Step(path, "new" if last is None else "deleted", wanted[path])
        elif present == wanted[path]:
            yield Step(path, "same")
        elif sum_of(present) == last:
            yield Step(path, "replaced", wanted[path])
        else:
            yield Step(path, "kept" if sum_of(wanted[path]) == last else "beside", wanted[path])


def as_text(manifest: Manifest) -> str:
    """The manifest as the base keeps it."""
    wish = manifest.wish
    value = {
        "schema": 1, "version": manifest.version, "name": wish.name, "langs": list(wish.langs), "ci": wish.ci,
        "files": dict(sorted(manifest.files.items())),
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read_manifest(text: str) -> Manifest | None:
    """The manifest of a base; None when it cannot be read."""
    try:
        found: Any = json.loads(text)
        langs = tuple(one for one in found["langs"] if one in _UNNAMED)
        files = {str(path): str(one) for path, one in found["files"].items()}
        return Manifest(Wish(str(found["name"]), langs or ("en", "zh"), str(found["ci"])), str(found["version"]), files)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
