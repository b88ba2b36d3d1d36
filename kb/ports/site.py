"""What a site engine is asked for. One implementation is MkDocs with Material; it is a leaf that can be replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SiteJob:
    """Build the staged tree `docs` into the folder `site`.

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
    """Turns staged pages into a site."""

    def build(self, job: SiteJob) -> tuple[str, ...]:
        """Build `job.site` from scratch and give the engine's own warnings.

        Raises `KbError` when the engine cannot build; `job.site` is then in no promised state.
        """
        ...
