"""What the search index holds of every document, in a small database beside the site that was made from it.

It is changed only within one transaction for each build, and is worth something only together with the note of the
edition's folder (`edition_folder`), which knows its time and size. Texts, numbers and JSON; nothing in it is run.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.pages.shards_table import TableRow
from kb.pages.terms import Forms, Terms

_TABLES = (
    "CREATE TABLE IF NOT EXISTS terms (id TEXT PRIMARY KEY, length INTEGER, words TEXT, counts BLOB, topics TEXT)",
    "CREATE TABLE IF NOT EXISTS rows (id TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS forms (token TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
)

_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class TermsStore:
    """`begin` is called before the first change."""

    def __init__(self, path: Path, begin: Callable[[], object]) -> None:
        self._path, self._begin = path, begin
        self._database: sqlite3.Connection | None = None

    def terms(self, document_id: str) -> Terms | None:
        with self._opened() as database:
            query = "SELECT length, words, counts, topics FROM terms WHERE id = ?"
            row = database.execute(query, (document_id,)).fetchone()
        if row is None:
            return None
        length, words, counts, topics = row
        return Terms(length, dict(zip(words.split(), array("I", counts), strict=True)), json.loads(topics))

    def put(self, document_id: str, terms: Terms) -> None:
        counts = array("I", terms.words.values()).tobytes()
        row = (document_id, terms.length, " ".join(terms.words), counts, _text(terms.topics))
        with self._changed() as database:
            database.execute("INSERT OR REPLACE INTO terms VALUES (?, ?, ?, ?, ?)", row)

    def rows(self) -> dict[str, TableRow]:
        """What the tables say of each document, by id."""
        with self._opened() as database:
            found = (json.loads(row[0]) for row in database.execute("SELECT value FROM rows"))
            return {one[0]: _row(one) for one in found}

    def put_row(self, row: TableRow) -> None:
        with self._changed() as database:
            database.execute("INSERT OR REPLACE INTO rows VALUES (?, ?)", (row.id, _text(astuple(row))))

    def only(self, document_ids: Collection[str]) -> None:
        """Forget every other document."""
        with self._changed() as database:
            for table in ("terms", "rows"):
                gone = [row for row in database.execute(f"SELECT id FROM {table}") if row[0] not in document_ids]
                database.executemany(f"DELETE FROM {table} WHERE id = ?", gone)

    def forms(self, tokens: Collection[str]) -> dict[str, Forms]:
        found: dict[str, Forms] = {}
        with self._opened() as database:
            for token in tokens:
                row = database.execute("SELECT value FROM forms WHERE token = ?", (token,)).fetchone()
                if row is not None:
                    found[token] = json.loads(row[0])
        return found

    def put_forms(self, forms: Mapping[str, Forms], whole: bool = False) -> None:
        """Keep the words of these tokens; with `whole`, of no others."""
        rows = [(token, _text(written)) for token, written in forms.items() if written]
        with self._changed() as database:
            gone = [(token,) for token, written in forms.items() if not written]
            database.executemany("DELETE FROM forms WHERE token = ?", gone)
            if whole:
                database.execute("DELETE FROM forms")
            database.executemany("INSERT OR REPLACE INTO forms VALUES (?, ?)", rows)

    def close(self, *, keep: bool) -> None:
        """End the build's transaction: keep what was changed, or nothing of it."""
        if self._database is not None:
            with self._opened() as database:
                database.execute("COMMIT" if keep and database.in_transaction else "SELECT 1")
            self._database.close()
            self._database = None

    @contextmanager
    def _changed(self) -> Iterator[sqlite3.Connection]:
        self._begin()
        with self._opened() as database:
            if not database.in_transaction:
                database.execute("BEGIN IMMEDIATE")
            yield database

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._database is None:
                self._database = sqlite3.connect(self._path, timeout=5, isolation_level=None)
                self._database.execute("PRAGMA synchronous = OFF")  # after a crash of the machine the note does not fit
                for table in _TABLES:
                    self._database.execute(table)
            yield self._database
        except sqlite3.Error as error:
            hint = "is there room on the disk, and may you write there? else remove that file and build again"
            hint_zh = "磁盘还有空间吗？有写入权限吗？否则请删除该文件后重新构建"
            said_zh = f"无法使用 {self._path}：{error}"
            raise KbError(f"cannot use {self._path}: {error}", hint, zh=(said_zh, hint_zh)) from error


def _row(plain: list[Any]) -> TableRow:
    return TableRow(*[tuple(one) if isinstance(one, list) else one for one in plain])  # type: ignore[arg-type]
