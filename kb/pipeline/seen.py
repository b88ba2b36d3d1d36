"""What is on the disk now, as far as a stat tells, and whether an index was made from just that. Nothing is read.

Every search asks this, so it stands apart from what bringing an index up to date needs.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

Stamp = tuple[int, int, int]  # time of change in ns, size in bytes, inode

COARSE_NS = 50_000_000  # a file system may give two changes this far apart the same time


class Seen:
    """The stamps of what all documents depend on and of every entry, each sorted by path.

    `looked_ns` is the clock before the first file was looked at.
    """

    def __init__(self, config: Mapping[str, Stamp], files: Mapping[str, Stamp], looked_ns: int) -> None:
        self.config, self.files, self.looked_ns = config, files, looked_ns

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
    return not too_fresh(known.looked_ns, seen.newest) and seen.brief.stamps == known.stamps


def too_fresh(looked_ns: int, changed_ns: int) -> bool:
    """Whether a file was written so shortly before we looked that it may have changed again at the same time."""
    return changed_ns >= looked_ns - COARSE_NS
