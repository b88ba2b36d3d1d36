"""Slugs and paths for what comes in: distinct, stable, made of Latin letters only.

A slug comes from what the file itself is called; the title is asked next. Where neither has Latin letters, a
romanisation is used if there is one, else a short hash of the origin: the same file gets the same name always.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import date
from urllib.parse import unquote

from kb.model.kinds import FOLDERS, Kind
from kb.parse.paths import MAX_SLUG, slugify

Romanise = Callable[[str], str]

_ENDING = re.compile(r"\.(?:md|markdown|mdown|mkd|mdx|txt|html?|docx|pptx|xlsx|csv|jsonl)$", re.IGNORECASE)
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_ ]+")
_SCRIPT = re.compile(r"[^\W\d_\x00-\u024f\u1e00-\u1eff\uff00-\uffef]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212/_.]+")
_INDEX = frozenset("index _index readme default home".split())  # named after their folder
_GENERAL = frozenset("index readme default home page untitled post document notes main".split())
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$")


def short_hash(text: str, length: int = 8) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]


def stem(path: str) -> str:
    """What a file is called: its name without ending and date, or its folder's name for an `index.md`."""
    parts = [unquote(part) for part in path.split("/") if part]
    name = _ENDING.sub("", parts[-1]) if parts else ""
    if name.casefold() in _INDEX and len(parts) > 1:
        name = parts[-2]
    return _DATED.sub("", name) or name


def slug(candidates: Iterable[str], origin: str, romanise: Romanise | None = None, word: str = "entry") -> str:
    """The first candidate that gives a slug of its own; else `word` with a hash of `origin`."""
    wanted = [one for one in candidates if one.strip()]
    for one in wanted:
        found = _latin(one, romanise)
        if found:
            return found
    for one in wanted:
        found = slugify(_HYPHENS.sub("-", one))
        if len(re.sub(r"[^a-z]", "", found)) >= 3:
            return cut(found, MAX_SLUG - 9) + "-" + short_hash(origin)
    return f"{word}-{short_hash(origin)}"


def _latin(text: str, romanise: Romanise | None) -> str:
    """A slug that says all of `text`, or nothing: letters of other scripts need `romanise`."""
    spoken = re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", " ", text) if text.isascii() and " " not in text else text
    if _SCRIPT.search(text):
        if romanise is None:
            return ""
        spoken = romanise(text)
    found = cut(slugify(_HYPHENS.sub("-", spoken)), MAX_SLUG)
    usable = len(re.sub(r"[^a-z0-9]", "", found)) >= 2 and found not in _GENERAL and not _RESERVED.match(found)
    return found if usable else ""


def cut(slugged: str, limit: int) -> str:
    """A slug of at most `limit` characters that ends at a word, if it has one to end at."""
    if len(slugged) <= limit:
        return slugged
    short = slugged[:limit]
    at = short.rfind("-")
    return (short[:at] if at > limit // 2 else short).strip("-")


def entry_path(kind: Kind, slugged: str, when: date | None) -> str:
    """Where an entry stands: lessons by year, salons by day."""
    if kind is Kind.LESSON:
        return f"lessons/{when.year if when else 'undated'}/{slugged}.md"
    if kind is Kind.SALON and when is not None and not slugged.startswith(when.isoformat()):
        return f"{FOLDERS[kind]}/{when.isoformat()}-{cut(slugged, MAX_SLUG - 11)}.md"
    return f"{FOLDERS[kind]}/{slugged}.md"


class Names:
    """Gives out paths, each one once. `taken` are the paths of entries that are there already."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {_id(path) for path in taken}

    def claim(self, path: str) -> None:
        self._taken.add(_id(path))

    def give(self, kind: Kind, slugged: str, when: date | None, origin: str) -> str:
        """A path that nothing has yet; the second of a name carries a hash of its origin."""
        path = entry_path(kind, slugged, when)
        length = 6
        while _id(path) in self._taken:
            path = entry_path(kind, f"{cut(slugged, MAX_SLUG - 12 - length)}-{short_hash(origin, length)}", when)
            length += 2
        self._taken.add(_id(path))
        return path


def _id(path: str) -> str:
    return path.removesuffix(".md").removesuffix("/index")
