"""Files that were parsed before and have not changed since, while the process lives.

A stat tells: time, size and inode. A file that was written so shortly before it was looked at that another change
could have the same time is parsed again the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kb.pipeline.seen import COARSE_NS

if TYPE_CHECKING:
    from kb.adapters.disk import Stamp
    from kb.catalog import CheckedCatalog
    from kb.model.settings import Settings
    from kb.parse import Parsed


class Remembered:
    """What the files of one base gave, under the settings that they were parsed with, and the catalog made of them."""

    def __init__(self) -> None:
        self.catalog: CheckedCatalog | None = None
        self._settings: Settings | None = None
        self._kept: dict[str, tuple[Stamp, Parsed]] = {}

    def parsed(
        self,
        files: Mapping[str, Stamp],
        settings: Settings,
        looked_ns: int,
        parse: Callable[[Sequence[str]], Iterable[Parsed]],
    ) -> Iterator[Parsed]:
        """Every file of `files`, in order; `parse` is called for those that are new or changed.

        `looked_ns` is the clock before the first file was looked at.
        """
        before = self._kept if settings == self._settings else {}
        self._settings, self._kept = settings, {}
        same = {path: before[path][1] for path, stamp in files.items() if path in before and before[path][0] == stamp}
        fresh = iter(parse([path for path in files if path not in same]))
        for path, stamp in files.items():
            found = same[path] if path in same else next(fresh)
            if stamp.mtime_ns < looked_ns - COARSE_NS:
                self._kept[path] = stamp, found
            yield found
