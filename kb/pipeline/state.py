"""What an index was made from, as it is kept beside it, and which files may hold something else now.

The one idea: the state says of every file which bytes it had and which other entries its document was made from.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from kb.pipeline.known_files import Files
from kb.pipeline.seen import COARSE_NS, Seen, Stamp, too_fresh


@dataclass(frozen=True, slots=True)
class State:
    """`digest` stands for everything in `config` that all documents depend on: settings, topics, frameworks.

    `looked_ns` is the clock before the first file was looked at.
    """

    digest: str
    config: Mapping[str, Stamp]
    files: Files
    looked_ns: int


def config_changed(state: State, seen: Seen) -> bool:
    return state.config != seen.config or any(too_fresh(state.looked_ns, stamp[0]) for stamp in seen.config.values())


def changed(state: State, seen: Seen) -> list[str]:
    """The files that may hold other bytes than when the state was made."""
    known, fresh = state.files.stamps, state.looked_ns - COARSE_NS  # `too_fresh`, written out: once for every file
    return [path for path, stamp in seen.files.items() if stamp[0] >= fresh or known.get(path) != stamp]


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
