"""Workbooks through openpyxl: every sheet that looks like a register, values only, nothing computed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kb.adapters.registers import MAX_ROWS, table
from kb.adapters.zipped import opened
from kb.importing.values import Note, Picture, Record, Unreadable


def read(path: str, data: bytes) -> tuple[str, tuple[Picture, ...], tuple[Record, ...]]:
    """(no text, no pictures, a record for each row of each sheet)."""
    from openpyxl import load_workbook

    book = load_workbook(opened(path, data), read_only=True, data_only=True)
    found: list[Record] = []
    for sheet in book.worksheets:
        rows = [
            [_text(cell) for cell in row] for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=100, values_only=True)
        ]
        if sum(any(cell for cell in row) for row in rows) < 2:
            continue
        single = len(book.worksheets) == 1
        found += [one if single else Record(f"{sheet.title} {one.key}", one.fields) for one in table(path, rows)]
    if not found:
        raise Unreadable(Note.of(path, "no-text"))
    return "", (), tuple(found)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
