"""Summaries of a base's files (`kb.pipeline.nearby`), kept in the user's cache folder between two runs.

A file whose stat has not changed since it was summed up is not opened again. One file holds them all, as plain JSON
with a sum before it; it is replaced whole. Whatever is wrong with it, the answer is that nothing was kept.
"""

from __future__ import annotations

import base64
import json
import os
import struct
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.adapters.cache_home import own
from kb.adapters.disk import Stamp
from kb.pipeline.nearby import Summary
from kb.pipeline.seen import COARSE_NS
from kb.rules.advice import Guarded

_NAME = "summaries.json"
_DAMAGED = (OSError, ValueError, LookupError, TypeError, struct.error)


class Summaries:
    """`basis` stands for everything but the files: settings and software."""

    def __init__(self, folder: Path, basis: str) -> None:
        self._path = folder / _NAME
        self._basis = basis

    def known(self, files: Mapping[str, Stamp]) -> dict[str, Summary]:
        """The summaries of those of `files` that have not changed since."""
        try:
            head, _, data = self._path.read_bytes().partition(b"\n")
            if sha256(data).hexdigest().encode() != head:
                return {}
            value = json.loads(data)
            if value["basis"] != self._basis:
                return {}
            kept, looked_ns = value["files"], value["looked_ns"] - COARSE_NS
            return {
                path: _restored(kept[path])
                for path, stamp in files.items()
                if path in kept and kept[path][0] == [*stamp] and stamp.mtime_ns < looked_ns
            }
        except _DAMAGED:
            return {}

    def keep(self, files: Mapping[str, Stamp], summaries: Mapping[str, Summary], looked_ns: int) -> None:
        """Remember them for the next run; `looked_ns` is the clock before the first file was looked at."""
        rows = {path: _stored(stamp, summaries[path]) for path, stamp in files.items() if path in summaries}
        value = {"basis": self._basis, "looked_ns": looked_ns, "files": rows}
        data = json.dumps(value, separators=(",", ":")).encode("ascii", "backslashreplace")
        fresh = self._path.with_name(f"{_NAME}.{os.getpid()}")
        with suppress(OSError):
            own(self._path.parent)
            fresh.write_bytes(sha256(data).hexdigest().encode() + b"\n" + data)
            fresh.replace(self._path)


def _stored(stamp: Stamp, one: Summary) -> list[Any]:
    sketch = base64.b85encode(struct.pack(f"<{len(one.sketch)}I", *one.sketch)).decode()
    person = [one.guarded.id, one.guarded.names, one.guarded.public_only] if one.guarded else None
    return [stamp, one.ids, one.kind, one.targets, sketch, person]


def _restored(row: list[Any]) -> Summary:
    _, ids, kind, targets, sketch, person = row
    packed = base64.b85decode(sketch)
    numbers = struct.unpack(f"<{len(packed) // 4}I", packed)
    guarded = Guarded(person[0], tuple(person[1]), bool(person[2])) if person else None
    return Summary(tuple(ids), kind, tuple(targets), numbers, guarded)
