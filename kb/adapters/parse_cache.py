"""Parsed files, kept in the user's own cache folder from one run to the next.

A file is found by the sum of its path, its bytes, the settings it is parsed with and the software that parses it: one
that is there cannot be stale. What is kept is plain JSON with a sum of its own, and is read as the types of the model
say; nothing in it is ever run. Whatever is wrong with the cache, the answer is that nothing was kept.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from kb.adapters.cache_home import own
from kb.adapters.plain_values import turns
from kb.parse import Parsed

KEPT = 20  # runs after which what nobody asked for is dropped
_TABLE = "CREATE TABLE IF NOT EXISTS parsed (key BLOB PRIMARY KEY, sum BLOB, used INTEGER, value BLOB) WITHOUT ROWID"
_BATCH = 250  # rows that are written at once
_DAMAGED = (sqlite3.Error, ValueError, LookupError, TypeError, OSError)


class ParseCache:
    """What the files of one base gave. `basis` stands for everything but the file: settings and software.

    `name` tells apart caches that keep different things of a file.
    """

    def __init__(self, folder: Path, basis: str, name: str = "parsed") -> None:
        self._path = folder / f"{name}.sqlite"
        self._basis = basis.encode()
        self._write, self._read = turns(Parsed)
        self.missed = 0  # how often nothing was kept
        self.bare = False  # whether nothing at all was kept when this run began
        self._run = 0
        self._asked: list[bytes] = []
        self._fresh: list[tuple[bytes, bytes, bytes]] = []
        self._database: sqlite3.Connection | None = None

    @contextmanager
    def opened(self, *, ages: bool = True) -> Iterator[ParseCache]:
        """Ask and keep within; what was kept is written at the end, if everything went well.

        A run that does not ask for all files must not let the others grow old: without `ages` it counts for none.
        """
        try:
            self._database = self._connected(ages)
            yield self
            with suppress(*_DAMAGED):
                self._save()
        finally:
            if self._database is not None:
                self._database.close()
                self._database = None

    def get(self, path: str, data: bytes) -> Parsed | None:
        """What the file gave when it had this name and these bytes, if that was kept."""
        key = self._key(path, data)
        self._asked.append(key)
        found = self._kept(key)
        self.missed += found is None
        return found

    def _kept(self, key: bytes) -> Parsed | None:
        if self._database is None or self.bare:
            return None
        try:
            row = self._database.execute("SELECT sum, value FROM parsed WHERE key = ?", (key,)).fetchone()
            if row is None or sha256(row[1]).digest() != row[0]:
                return None
            found = self._read(json.loads(row[1].decode("utf-8", "surrogatepass")))
        except _DAMAGED:
            return None
        return found if isinstance(found, Parsed) else None

    def put(self, path: str, data: bytes, parsed: Parsed) -> None:
        text = json.dumps(self._write(parsed), ensure_ascii=False, separators=(",", ":"))
        value = text.encode("utf-8", "surrogatepass")
        self._fresh.append((self._key(path, data), sha256(value).digest(), value))
        if len(self._fresh) >= _BATCH:
            with suppress(*_DAMAGED):
                self._save()

    def _key(self, path: str, data: bytes) -> bytes:
        name = os.fsencode(path)
        return sha256(b"%s\0%d\0%s\0%s" % (self._basis, len(name), name, data)).digest()

    def _connected(self, ages: bool) -> sqlite3.Connection | None:
        for _ in range(2):
            with suppress(*_DAMAGED):
                own(self._path.parent)
                database = sqlite3.connect(self._path, timeout=1, isolation_level=None)
                database.execute("PRAGMA synchronous = OFF")  # each row has a sum: a torn one is no row
                database.execute(_TABLE)
                last = database.execute("SELECT max(used) FROM parsed").fetchone()[0]
                self.bare = self.bare or last is None
                self._run = (last or 0) + ages
                return database
            with suppress(OSError):
                self._path.unlink()  # it is no database, or not ours: the next try makes one
        return None

    def _save(self) -> None:
        """Keep what is fresh, and drop what nobody asked for in a long time (runs with nothing fresh do not count)."""
        if self._database is None or not self._fresh:
            return
        rows = [(key, total, self._run, value) for key, total, value in self._fresh]
        asked = [(self._run, key) for key in self._asked]
        self._fresh, self._asked = [], []
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("UPDATE parsed SET used = ? WHERE key = ?", asked)
            self._database.executemany("INSERT OR REPLACE INTO parsed VALUES (?, ?, ?, ?)", rows)
            self._database.execute("DELETE FROM parsed WHERE used < ?", (self._run - KEPT,))
