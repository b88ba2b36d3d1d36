"""Where the kb that runs was installed from, as pip would be told to install it again somewhere else."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

_NAME = "lessonbook"
_PLAIN = re.compile(r"[\w\[\] @+:/.=~%-]+")  # it becomes part of a script


def requirement() -> str:
    """A requirement that names exactly this kb, or nothing where that cannot be told: from a folder of this machine.

    A name without its source is never given: whoever takes a name first on a public index could serve anything.
    """
    try:
        found = distribution(_NAME)
        said = found.read_text("direct_url.json")
    except (PackageNotFoundError, OSError):
        return ""
    return _from(said, found.version)


def _from(said: str | None, version: str) -> str:
    """What `direct_url.json` (PEP 610) says; a package without one came from the index that pip was given."""
    if said is None:
        return f"{_NAME}[import]=={version}"
    try:
        value: Any = json.loads(said)
        where = value["vcs_info"]
        named = f"{_NAME}[import] @ {where['vcs']}+{value['url']}@{where['commit_id']}"
    except (ValueError, TypeError, KeyError):
        return ""
    return named if _PLAIN.fullmatch(named) else ""
