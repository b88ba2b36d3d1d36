"""What was brought in before: which file gave which entries, and the hash of each as it was written.

It is a file of the base, committed with it: sorted, one line for each foreign file and a comma after every one of
them (hence the `null` at the end), so that two people's ledgers merge line by line and stay JSON. A damaged line is
skipped and reported; the worst that follows is a question too many.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

PATH = "site_config/ingested.json"


@dataclass(frozen=True, slots=True)
class Line:
    """`written` maps the path of each entry to the hash of its bytes; `mapping` is the source as it was then."""

    origin: str
    sha256: str
    mapping: str
    written: Mapping[str, str]
    keys: Mapping[str, str]  # entry path → key of its draft, where it is not the main one


class Ledger:
    """All lines, with lookup by origin. `damaged` counts what could not be read."""

    def __init__(self, lines: Iterable[Line], damaged: int = 0) -> None:
        self.lines = tuple(lines)
        self.damaged = damaged
        self._by_origin: dict[str, list[Line]] = {}
        for line in self.lines:
            self._by_origin.setdefault(line.origin, []).append(line)

    def of(self, origin: str) -> tuple[Line, ...]:
        return tuple(self._by_origin.get(origin, ()))

    def changed(self, old: Iterable[Line], new: Iterable[Line]) -> Ledger:
        """The ledger after a run: `old` lines gone, `new` ones added."""
        gone = {id(line) for line in old}
        return Ledger([*(line for line in self.lines if id(line) not in gone), *new])

    def text(self) -> str:
        """The file: the same lines give the same bytes."""
        rows = sorted(json.dumps(_row(line), ensure_ascii=False, sort_keys=True) for line in self.lines)
        return '{"schema":1,"files":[\n' + "".join(f"{row},\n" for row in rows) + "null]}\n"


def _row(line: Line) -> dict[str, Any]:
    row = {"origin": line.origin, "sha256": line.sha256, "mapping": line.mapping, "written": dict(line.written)}
    return row | ({"keys": dict(line.keys)} if line.keys else {})


def read_ledger(text: str) -> Ledger:
    """The ledger in a file's text, line by line: merge markers and broken lines cost only themselves."""
    lines: dict[str, Line] = {}
    damaged = 0
    for row in text.split("\n"):
        bare = row.strip().rstrip(",")
        if not bare.startswith('{"') or bare.startswith('{"schema"'):
            damaged += bare not in ("", "null]}") and not bare.startswith('{"schema"')
            continue
        try:
            lines[bare] = _line(json.loads(bare))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            damaged += 1
    return Ledger(lines.values(), damaged)


def _line(row: Any) -> Line:
    written = {str(path): str(one) for path, one in row["written"].items()}
    keys = {str(path): str(one) for path, one in row.get("keys", {}).items()}
    return Line(str(row["origin"]), str(row["sha256"]), str(row["mapping"]), written, keys)
