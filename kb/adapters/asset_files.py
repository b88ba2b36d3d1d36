"""The files that entries name, as they may be published: read from the disk, looked through, written anew.

What a file gave is remembered by its stamp while the process lives, but for its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kb.adapters import disk
from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile

MAX_BYTES = 20_000_000


class AssetFiles:
    """The files below `root`; only those that a scan of the base has found are ever opened."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, tuple[disk.Stamp, tuple[Diagnostic, ...]]] = {}

    def findings(self, paths: Iterable[str], files: Mapping[str, disk.Stamp]) -> Iterator[Diagnostic]:
        """Why files are not published, and what they say that nobody sees, for those of `paths` among `files`."""
        for path in sorted(set(paths)):
            stamp = files.get(path)
            if stamp is None:
                continue
            known = self._known.get(path)
            if known is None or known[0] != stamp:
                known = self._known[path] = stamp, tuple(self._findings(path))
            yield from known[1]

    def _findings(self, path: str) -> Iterator[Diagnostic]:
        from kb.pipeline.disclosures import in_file

        made = self.read(path)
        if isinstance(made, Diagnostic):
            yield made
        source = disk.read(self._root, path, MAX_BYTES)
        if isinstance(source, SourceFile):
            yield from in_file(path, source.data)

    def read(self, path: str) -> bytes | Diagnostic:
        """The bytes that the site gets, or why it gets none."""
        from kb.assets import Refused, publishable

        source = disk.read(self._root, path, MAX_BYTES)
        if isinstance(source, Diagnostic):
            return (
                Diagnostic.at(path, 1, "KB115", limit=disk.size_text(MAX_BYTES)) if source.code == "KB102" else source
            )
        try:
            return publishable(path, source.data)
        except Refused as refused:
            return Diagnostic.at(path, 1, "KB114", what=refused.what)
