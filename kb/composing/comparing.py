"""The composition of `kb changes`: a base as it is on the disk, beside the same base as Git knew it."""

from __future__ import annotations

import hashlib

from kb.adapters import disk
from kb.adapters.git import changed_since, commit_since, files_at
from kb.model.source import SourceFile
from kb.pipeline.changes import Changes, changes
from kb.pipeline.check import checked, read_entry
from kb.workspace import Progress, Workspace

_LARGEST = 20_000_000  # bytes of a file that is compared


def compare(workspace: Workspace, ref: str, progress: Progress) -> Changes:
    """What differs from where this branch left `ref`. Settings and vocabulary are those on the disk, for both.

    Raises `KbError` when Git knows no such state.
    """
    root, found = workspace.root, workspace.scan()
    differing = {
        path for path in changed_since(root, ref) if path.startswith(tuple(f"{one}/" for one in disk.ENTRY_ROOTS))
    }
    was = files_at(root, commit_since(root, ref), differing)
    same = [path for path in found.entries if path not in differing]
    with workspace.reading() as parsed:
        unchanged = [parsed(path) for path in same]
        fresh = [parsed(path) for path in found.entries if path in differing]
    old = [read_entry(SourceFile(path, data), workspace.settings) for path, data in was.items() if disk.is_entry(path)]
    problems = [one for one in found.problems if one.path not in differing]
    present = frozenset(found.files)
    before = frozenset((*(path for path in present if path not in differing), *was))
    progress("comparing", 0, 0)
    report_was, catalog_was = checked(workspace.frame, [*unchanged, *old], before, problems)
    report, catalog = checked(workspace.frame, [*unchanged, *fresh], present, found.problems)
    sums = {path: _sum(data) for path, data in was.items()}
    now = {path: _sum_of(workspace, path) for path in found.files if path in differing}
    return changes(catalog_was, catalog, (sums, now), (report_was.diagnostics, report.diagnostics))


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _sum_of(workspace: Workspace, path: str) -> str:
    read = disk.read(workspace.root, path, _LARGEST)
    return _sum(read.data) if isinstance(read, SourceFile) else read.code
