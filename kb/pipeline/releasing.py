"""What a release is: the files of a site, and a file that says where they come from. Values in, values out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from kb.model.publication import Provenance

RELEASE = "release.json"  # the one file of a release that is not in the site that was built
SCHEMA = 1

Manifest = Mapping[str, str]  # path → SHA-256 of the bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """What one site has and another had not, by path, sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def difference(old: Manifest, new: Manifest) -> Difference:
    """The provenance itself is no difference."""
    added = sorted(path for path in new.keys() - old.keys() if path != RELEASE)
    removed = sorted(path for path in old.keys() - new.keys() if path != RELEASE)
    changed = sorted(path for path in old.keys() & new.keys() if old[path] != new[path] and path != RELEASE)
    return Difference(tuple(added), tuple(changed), tuple(removed))


def content_sum(manifest: Manifest) -> str:
    """One sum for all files: `sha256sum` of the lines `<sum>  <path>`, sorted by path."""
    lines = (f"{manifest[path]}  {path}\n" for path in sorted(manifest) if path != RELEASE)
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def release_file(provenance: Provenance) -> bytes:
    """`release.json`, which only grows within its `schema`."""
    value = {"schema": SCHEMA, **asdict(provenance), "versions": dict(provenance.versions)}
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def read_release(data: bytes) -> dict[str, Any]:
    """What a `release.json` says; nothing, if it is none."""
    try:
        value = json.loads(data)
    except ValueError:
        return {}
    return value if isinstance(value, dict) and value.get("schema") == SCHEMA else {}
