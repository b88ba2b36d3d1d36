"""A file as it came from the disk, before anyone believed anything in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`path` is relative to the base, with `/` between its parts; `data` are the file's bytes."""

    path: str
    data: bytes
