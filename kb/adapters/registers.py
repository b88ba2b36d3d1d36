"""Registers without a package: comma-separated tables with a header row, and JSON lines, one record a line."""

from __future__ import annotations

import csv
import io
import json

from kb.adapters.charset import decoded
from kb.importing.dialects import MAX_NESTING, plain
from kb.importing.values import Note, Picture, Record, Unreadable

MAX_ROWS = 50_000


def read(path: str, data: bytes) -> tuple[str, tuple[Picture, ...], tuple[Record, ...]]:
    """(no text, no pictures, a record for each row)."""
    text = decoded(path, data)[0]
    if path.casefold().endswith(".jsonl"):
        return "", (), records(path, text)
    sample = text[:10_000].split("\n")[:20]
    separator = max(",;\t|", key=lambda one: max(line.count(one) for line in sample))
    csv.field_size_limit(1_000_000)
    return "", (), table(path, list(csv.reader(io.StringIO(text), delimiter=separator)))


def table(path: str, rows: list[list[str]]) -> tuple[Record, ...]:
    """Rows as records: the first row with two cells or more names the columns. Raises `Unreadable` without rows."""
    start = next((at for at, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) >= 2), len(rows))
    if start + 1 >= len(rows):
        raise Unreadable(Note.of(path, "rows-none"))
    if len(rows) > MAX_ROWS:
        raise Unreadable(Note.of(path, "rows-many", rows=len(rows), limit=MAX_ROWS))
    names = [cell.strip() or f"column {at + 1}" for at, cell in enumerate(rows[start])]
    found: list[Record] = []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        fields = {name: cell.strip() for name, cell in zip(names, row, strict=False) if cell.strip()}
        if fields:
            found.append(Record(_key(fields, f"row {number}", found), fields))
    return tuple(found)


def _key(fields: dict[str, str], place: str, found: list[Record]) -> str:
    """A row's own number where it has one: it stays the same when rows are sorted or added above."""
    own = next(
        (fields[name] for name in fields if name.casefold() in ("id", "no", "no.", "nr", "#", "ref", "编号", "序号")),
        "",
    )
    return own[:60] if own and not any(one.key == own[:60] for one in found) else place


def records(path: str, text: str) -> tuple[Record, ...]:
    """One record for each line that holds an object. Raises `Unreadable` that names the line that does not."""
    found: list[Record] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if line.count("[") + line.count("{") > 5_000 or "[" * MAX_NESTING in line:
            raise Unreadable(Note.of(path, "front-deep", limit=MAX_NESTING))
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Unreadable(Note.of(path, "record-json", line=number, why=error)) from None
        if not isinstance(value, dict):
            raise Unreadable(Note.of(path, "record-object", line=number))
        own = str(value.get("id") or value.get("slug") or "")[:60]
        key = own if own and not any(one.key == own for one in found[-1_000:]) else f"line {number}"
        found.append(Record(key, {str(name): plain(one) for name, one in value.items()}))
    if not found:
        raise Unreadable(Note.of(path, "no-text"))
    return tuple(found)
