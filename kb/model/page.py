"""What the site is made of: finished pages and other files, both still in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TocItem:
    """One line of a page's table of contents, with the ones below it."""

    name: str
    id: str
    level: int
    children: tuple[TocItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A staged page. `path` ends in `.md` and mirrors the repository; `html` is safe and finished.

    `meta` becomes front matter that the theme reads: plain JSON values only.
    """

    path: str
    title: str
    html: str
    lang: str = "en"
    toc: tuple[TocItem, ...] = ()
    meta: Mapping[str, object] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The address below the site's root: `lessons/2018/x.md` is at `lessons/2018/x/`, `index.md` at ``."""
        stem = self.path.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            stem = stem.removesuffix("index").rstrip("/")
        return f"{stem}/" if stem else ""


@dataclass(frozen=True, slots=True)
class DataFile:
    """Any other file of the site: search shards, feeds, pictures."""

    path: str
    data: bytes
