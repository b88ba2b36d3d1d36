"""What an index knows of every file: stamps at hand, all else as lines that are read when somebody asks.

The one idea: after a change of one file of ten thousand, all but a few lines are copied as they are. Which files an id
concerns is found by looking for it in the text, as fast as memory can be read.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kb.pipeline.seen import Stamp

_MANY = 50  # ids: from here on reading every line is quicker than looking for each of them


class FileState(NamedTuple):
    """One file as it was indexed. `ids` is empty for a file that gave no entry; the first one is its own."""

    sha256: str = ""
    ids: Sequence[str] = ()
    needs: Sequence[str] = ()


@dataclass(frozen=True)
class Files:
    """`stamps` by path, sorted; `lines` in the same order."""

    stamps: Mapping[str, Stamp]
    lines: Sequence[bytes]

    @classmethod
    def of(cls, stamps: Mapping[str, Stamp], states: Mapping[str, FileState]) -> Files:
        return cls(stamps, [_line(states[path]) for path in stamps])

    @property
    def entries(self) -> int:
        return len(self.lines) - self.lines.count(_line(FileState()))

    def get(self, path: str) -> FileState | None:
        at = bisect_left(self._paths, path)
        return _read(self.lines[at]) if self._paths[at : at + 1] == [path] else None

    @cached_property
    def _paths(self) -> list[str]:
        return list(self.stamps)

    def naming(self, ids: Collection[str]) -> dict[str, FileState]:
        """The files that have one of these ids or need it, by path, sorted."""
        found = ((self._paths[at], _read(self.lines[at])) for at in self._places(ids))
        return {path: one for path, one in found if not {*one.ids, *one.needs}.isdisjoint(ids)}

    def _places(self, ids: Collection[str]) -> Iterable[int]:
        """Where the lines are that may name one of these ids."""
        if len(ids) > _MANY:
            return range(len(self.lines))
        text = b"\n".join(self.lines)
        return sorted({at for one in ids for at in _lines_with(json.dumps(one).encode("ascii"), text)})

    def after(self, stamps: Mapping[str, Stamp], others: Mapping[str, FileState]) -> Files:
        """The files that have these stamps; all but the others say what they said."""
        known = dict(zip(self.stamps, self.lines, strict=True))
        known.update({path: _line(one) for path, one in others.items()})
        return Files(stamps, [known[path] for path in stamps])


def _line(state: FileState) -> bytes:
    return json.dumps(state, separators=(",", ":")).encode("ascii")


def _read(line: bytes) -> FileState:
    return FileState._make(json.loads(line))


def _lines_with(wanted: bytes, text: bytes) -> Iterator[int]:
    """The places of the lines that hold some bytes, rising; a line may come several times."""
    line = counted = 0
    at = text.find(wanted)
    while at >= 0:
        line += text.count(b"\n", counted, at)
        counted = at
        yield line
        at = text.find(wanted, at + len(wanted))
