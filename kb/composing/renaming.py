"""The composition of `kb topics rename` and `merge`: the base's files in, the change as one whole out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.adapters import disk, journal
from kb.errors import KbError
from kb.model.source import SourceFile
from kb.parse import MAX_ENTRY_BYTES
from kb.pipeline.topic_changes import changed, checked_change
from kb.workspace import TOPICS, Workspace


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that change, as they are and as they will be, by path."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]


def planned(workspace: Workspace, old: str, new: str, *, merging: bool) -> Plan:
    """What the change would do. Raises `KbError` when it cannot be done whole; nothing is written here."""
    vocabulary = workspace.frame.vocabulary
    change = checked_change(old, new, vocabulary, merging)
    paths = (TOPICS, *workspace.scan().entries)
    read = [disk.read(workspace.root, path, MAX_ENTRY_BYTES) for path in paths]
    topics, *entries = (one for one in read if isinstance(one, SourceFile))
    if topics.path != TOPICS:
        raise KbError(
            f"{TOPICS} cannot be read",
            "it must be a regular file that you may read",
            zh=(f"无法读取 {TOPICS}", "它应当是一个可以读取的普通文件"),
        )
    after = changed(change, topics, entries, vocabulary)
    return Plan({one.path: one.data for one in (topics, *entries) if one.path in after}, after)


def apply(workspace: Workspace, plan: Plan) -> tuple[str, ...]:
    """Make the change; the paths of files that somebody changed meanwhile, which are left to them."""
    return journal.change_all(workspace.root, workspace.cache, plan.before, plan.after, last=TOPICS)
