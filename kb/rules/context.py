"""What rules must know beside the entries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """`files` are all regular files of the base by path (pictures among them); `unread` are the ids of files
    that gave no entry: a reference to one is not reported again, its own findings are."""

    files: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
