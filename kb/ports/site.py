"""What a site engine is asked for. One implementation is MkDocs with Material; it is a leaf that can be replaced."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SiteJob:
    """Build the staged pages in `docs` into the folder `site`.

    `config` is the engine's own settings file. `extra` is handed to the theme (plain JSON values). `epoch` is
    the build's time stamp in seconds, so that two builds of one content give the same bytes.
    """

    docs: Path
    site: Path
    config: Path
    name: str
    lang: str
    site_url: str = ""
    overrides: Path | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    epoch: int = 0


class SiteEngine(Protocol):
    """Turns staged pages into a site. A page's file is made from its staged page and what `digest` sums, no more."""

    def prepare(self, job: SiteJob) -> None:
        """Load what every build of such a job needs, whatever its `extra`. It takes time and changes nothing."""
        ...

    def digest(self, job: SiteJob) -> str:
        """A sum over everything that a job's site is made from, but for the staged pages. Writes nothing."""
        ...

    def build(self, job: SiteJob) -> tuple[str, ...]:
        """Make all pages, and whatever the engine adds to them; gives the engine's own warnings.

        `job.site` holds the site's other files, or nothing: what is there stays, and the engine adds nothing in its
        place. Raises `KbError` when the engine cannot build; `job.site` is then in no promised state.
        """
        ...

    def update(self, job: SiteJob, changed: Collection[str], removed: Collection[str]) -> tuple[str, ...]:
        """Turn a site that `build` made, with the same digest, into the one that it would make now.

        `changed` names staged pages that are new or differ, `removed` pages and other files that are gone. Gives
        warnings and raises as `build` does.
        """
        ...

    def output(self, path: str) -> str:
        """Where in the site that stands which is made from a staged page; any other file stands where it was."""
        ...
