"""What rules must know beside the entries."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """`files` are all regular files of the base by path (pictures among them).

    What could not be read is reported once, for itself, and not again wherever it is referred to: `unread` are
    the ids of files that gave no entry; the settings' lists and the vocabulary count only where they were read.
    """

    files: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    settings_read: bool = True
    topics_read: bool = True
