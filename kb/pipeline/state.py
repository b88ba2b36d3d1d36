"""What an index was made from, and whether that is still so: a stat of every file, and nothing is read.

The one idea: the state that lies beside an index says of every file which bytes it had and which other entries
its document was made from.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

Stamp = tuple[int, int, int]  # time of change in ns, size in bytes, inode

COARSE_NS = 50_000_000  # a file system may give two changes this far apart the same time


class FileState(NamedTuple):
    """One file as it was indexed. `ids` is empty for a file that gave no entry; the first one is its own."""

    stamp: Sequence[int]  # as in `Stamp`
    sha256: str = ""
    ids: Sequence[str] = ()
    needs: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class State:
    """`digest` stands for everything in `config` that all documents depend on: settings, topics, frameworks.

    `looked_ns` is the clock before the first file was looked at.
    """

    digest: str
    config: Mapping[str, Stamp]
    files: Mapping[str, FileState]
    looked_ns: int

    @property
    def entries(self) -> int:
        return sum(1 for one in self.files.values() if one.ids)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is on the disk now; `looked_ns` as in `State`."""

    config: Mapping[str, Stamp]
    files: Mapping[str, Stamp]
    looked_ns: int


class Brief(NamedTuple):
    """What is enough of a state to see that nothing has changed: a sum of all stamps, and when they were looked at."""

    stamps: str
    looked_ns: int


def brief(seen: Seen) -> Brief:
    total = hashlib.sha256()
    for stamps in (seen.config, seen.files):
        total.update("\n".join((*stamps, "")).encode("utf-8", "surrogatepass"))
        total.update(_bytes(stamps.values()))
    return Brief(total.hexdigest(), seen.looked_ns)


def _bytes(stamps: Collection[Stamp]) -> bytes:
    """The numbers of all stamps; as bytes, which takes a tenth of the time of a text."""
    try:
        return array("q", chain.from_iterable(stamps)).tobytes()
    except OverflowError:  # there are file systems that number files at random
        return repr([*stamps]).encode("ascii")


def is_current(known: Brief, seen: Seen) -> bool:
    """Whether nothing that a stat can tell has changed since the state was made of which this is known."""
    last = max(map(itemgetter(0), (*seen.config.values(), *seen.files.values())), default=0)
    return not _too_fresh(known.looked_ns, last) and brief(seen).stamps == known.stamps


def config_changed(state: State, seen: Seen) -> bool:
    return state.config != seen.config or any(_too_fresh(state.looked_ns, stamp[0]) for stamp in seen.config.values())


def changed(state: State, path: str, stamp: Stamp) -> bool:
    """Whether a file may hold other bytes than when the state was made."""
    known = state.files.get(path)
    return known is None or [*known.stamp] != [*stamp] or _too_fresh(state.looked_ns, stamp[0])


def _too_fresh(looked_ns: int, changed_ns: int) -> bool:
    """Whether a file was written so shortly before we looked that it may have changed again at the same time."""
    return changed_ns >= looked_ns - COARSE_NS


def stored(state: State) -> dict[str, Any]:
    """The state as plain JSON values."""
    return {
        "digest": state.digest,
        "config": state.config,
        "files": state.files,
        "looked_ns": state.looked_ns,
    }


def restored(value: Any) -> State:
    """The state that `stored` gave, from JSON."""
    return State(
        digest=value["digest"],
        config={path: _stamp(stamp) for path, stamp in value["config"].items()},
        files={path: FileState._make(known) for path, known in value["files"].items()},
        looked_ns=value["looked_ns"],
    )


def _stamp(value: list[int]) -> Stamp:
    return value[0], value[1], value[2]
