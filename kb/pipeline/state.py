"""What an index was made from, and whether that is still so: a stat of every file, and nothing is read.

The one idea: the state that lies beside an index says of every file which bytes it had and which other entries
its document was made from.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from kb.pipeline.known_files import Files, Stamp

COARSE_NS = 50_000_000  # a file system may give two changes this far apart the same time


@dataclass(frozen=True, slots=True)
class State:
    """`digest` stands for everything in `config` that all documents depend on: settings, topics, frameworks.

    `looked_ns` is the clock before the first file was looked at.
    """

    digest: str
    config: Mapping[str, Stamp]
    files: Files
    looked_ns: int


@dataclass(frozen=True)
class Seen:
    """What is on the disk now, sorted by path; `looked_ns` as in `State`."""

    config: Mapping[str, Stamp]
    files: Mapping[str, Stamp]
    looked_ns: int

    @cached_property
    def brief(self) -> Brief:
        total = hashlib.sha256()
        for stamps in (self.config, self.files):
            total.update("\n".join((*stamps, "")).encode("utf-8", "surrogatepass"))
            total.update(_bytes(stamps.values()))
        return Brief(total.hexdigest(), self.looked_ns)

    @cached_property
    def newest(self) -> int:
        """When the last file of all was changed."""
        return max(map(itemgetter(0), (*self.config.values(), *self.files.values())), default=0)


class Brief(NamedTuple):
    """What is enough of a state to see that nothing has changed: a sum of all stamps, and when they were looked at."""

    stamps: str
    looked_ns: int


def _bytes(stamps: Collection[Stamp]) -> bytes:
    """The numbers of all stamps; as bytes, which takes a tenth of the time of a text."""
    try:
        return array("q", chain.from_iterable(stamps)).tobytes()
    except OverflowError:  # there are file systems that number files at random
        return repr([*stamps]).encode("ascii")


def is_current(known: Brief, seen: Seen) -> bool:
    """Whether nothing that a stat can tell has changed since the state was made of which this is known."""
    return not _too_fresh(known.looked_ns, seen.newest) and seen.brief.stamps == known.stamps


def config_changed(state: State, seen: Seen) -> bool:
    return state.config != seen.config or any(_too_fresh(state.looked_ns, stamp[0]) for stamp in seen.config.values())


def changed(state: State, seen: Seen) -> list[str]:
    """The files that may hold other bytes than when the state was made."""
    known, fresh = state.files.stamps, state.looked_ns - COARSE_NS  # `_too_fresh`, written out: once for every file
    return [path for path, stamp in seen.files.items() if stamp[0] >= fresh or known.get(path) != stamp]


def _too_fresh(looked_ns: int, changed_ns: int) -> bool:
    """Whether a file was written so shortly before we looked that it may have changed again at the same time."""
    return changed_ns >= looked_ns - COARSE_NS


def stored(state: State) -> bytes:
    """The state as bytes: a line of JSON for all that is short, then a line for each file."""
    head = {
        "digest": state.digest,
        "config": state.config,
        "looked_ns": state.looked_ns,
        "paths": [*state.files.stamps],
        "stamps": _packed(state.files.stamps.values()),
    }
    return b"\n".join((json.dumps(head, separators=(",", ":")).encode("ascii"), *state.files.lines))


def restored(data: bytes) -> State:
    """The state that `stored` gave."""
    first, *lines = data.split(b"\n")
    head = json.loads(first)
    stamps = dict(zip(head["paths"], _unpacked(head["stamps"]), strict=True))
    config = {path: (stamp[0], stamp[1], stamp[2]) for path, stamp in head["config"].items()}
    return State(head["digest"], config, Files(stamps, lines), head["looked_ns"])


def _packed(stamps: Collection[Stamp]) -> str | list[int]:
    """The numbers of all stamps as one text, where they fit into 64 bits."""
    try:
        return b64encode(array("q", chain.from_iterable(stamps)).tobytes()).decode("ascii")
    except OverflowError:
        return [*chain.from_iterable(stamps)]


def _unpacked(value: str | list[int]) -> Iterator[Stamp]:
    numbers = iter(array("q", b64decode(value)) if isinstance(value, str) else value)
    return zip(numbers, numbers, numbers, strict=True)
