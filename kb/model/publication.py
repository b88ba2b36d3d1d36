"""Where a site is published, and what a release says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model.kinds import Audience

KEPT = 5  # releases that stay, the live one among them


@dataclass(frozen=True, slots=True)
class Publication:
    """The table `[publish]` of the settings: for whom, and to a folder, a branch or a command; empty: not there."""

    audience: Audience = Audience.PUBLIC
    folder: str = ""
    branch: str = ""
    remote: str = "origin"
    command: tuple[str, ...] = ()
    keep: int = KEPT


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the files of a release come from. `content` is a sum over their names and bytes.

    `clean` says whether the base was as its `commit` has it. `published` is the moment in UTC, in ISO 8601.
    """

    audience: str
    content: str
    files: int
    pages: int
    entries: int
    commit: str
    clean: bool
    published: str
    versions: tuple[tuple[str, str], ...] = ()
