"""Where a file stands decides what it is: path → kind and id, or what is wrong with its name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kb.model.diagnostic import Diagnostic
from kb.model.kinds import FOLDERS, Kind

MAX_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_YEAR = re.compile(r"[0-9]{4}|undated")
_HOSTILE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\u202a-\u202e\u2066-\u2069\ud800-\udfff]|[. ]$|^ ')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """`folder` is the year folder of a lesson, empty elsewhere."""

    kind: Kind
    id: str
    folder: str = ""


def slugify(name: str) -> str:
    """The nearest slug to a name, or nothing where its script has none (Chinese keeps its title instead)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:MAX_SLUG].strip("-")


def kind_of(path: str) -> Kind | None:
    """The kind whose folder holds `path`."""
    return next((kind for kind, folder in FOLDERS.items() if path.startswith(folder + "/")), None)


def held_nowhere_else(path: str) -> str:
    """The first part of a path that some file systems cannot hold, or nothing."""
    return next((part for part in path.split("/") if _HOSTILE.search(part) or _RESERVED.match(part)), "")


def place(path: str) -> tuple[Place | None, tuple[Diagnostic, ...]]:
    """Kind and id of the entry at `path`, or what is wrong with where it stands."""
    name = path.rsplit("/", 1)[-1]
    unholdable = held_nowhere_else(path)
    if unholdable:
        return None, (Diagnostic.at(path, 1, "KB105", name=unholdable),)
    kind = kind_of(path)
    folders = ", ".join(f"{folder}/" for folder in FOLDERS.values())
    if kind is None:
        return None, (Diagnostic.at(path, 1, "KB107", folders=folders),)
    parts = path.removeprefix(FOLDERS[kind] + "/").removesuffix(".md").split("/")
    if parts[-1] == "index":
        parts.pop()
    folder = parts.pop(0) if kind is Kind.LESSON and len(parts) == 2 and _YEAR.fullmatch(parts[0]) else ""
    if len(parts) != 1 or (kind is Kind.LESSON and not folder):
        return None, (Diagnostic.at(path, 1, "KB107", folders=_expected(kind)),)
    slug = parts[0]
    if not _SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        return None, (Diagnostic.at(path, 1, "KB106", name=name, near=slugify(slug)),)
    return Place(kind, path.removesuffix(".md").removesuffix("/index"), folder), ()


def _expected(kind: Kind) -> str:
    return "lessons/<year>/, lessons/undated/" if kind is Kind.LESSON else f"{FOLDERS[kind]}/"
