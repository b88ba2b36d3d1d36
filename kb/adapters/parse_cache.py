"""Parsed files, kept in the user's own cache folder from one run to the next.

A file is found by the sum of its path, its bytes, the settings it is parsed with and the software that parses it: one
that is there cannot be stale. What is kept is plain JSON with a sum of its own, and is read as the types of the model
say; nothing in it is ever run. Whatever is wrong with the cache, the answer is that nothing was kept.

An entry is kept in two pieces: its outline, and its body, which is read only when somebody asks for it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.adapters.cache_home import own
from kb.adapters.kept_bodies import Bodies, kept_body
from kb.adapters.plain_values import turns
from kb.model.body import Body
from kb.parse import Parsed
from kb.parse.outline import outline

KEPT = 20  # runs after which what nobody asked for is dropped
_TABLES = (
    "DROP TABLE IF EXISTS parsed",  # of an older version
    "CREATE TABLE IF NOT EXISTS outlines (key BLOB PRIMARY KEY, sum BLOB, used INTEGER, value BLOB) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS bodies (key BLOB PRIMARY KEY, sum BLOB, value BLOB) WITHOUT ROWID",
)
_BATCH = 250  # rows that are written at once
_WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_DAMAGED = (sqlite3.Error, ValueError, LookupError, TypeError, OSError)

Rows = list[tuple[bytes, bytes, bytes]]  # key, sum, value


class ParseCache:
    """What the files of one base gave. `basis` stands for everything but the file: settings and software.

    `name` tells apart caches that keep different things of a file. With `again` bodies are kept too: it parses a file
    whose body is not there any more, and gives the body, if the file is still the one with this key.
    """

    def __init__(
        self, folder: Path, basis: str, name: str = "parsed", again: Callable[[str, bytes], Body] | None = None
    ) -> None:
        self._path = folder / f"{name}.sqlite"
        self._basis = basis.encode()
        self._write, self._read = turns(Parsed)
        self.missed = 0  # how often nothing was kept
        self.bare = False  # whether nothing at all was kept when this run began
        self._run = 0
        self._last = "", b"", b""  # name, bytes and key of the last file
        self._ageing: list[bytes] = []
        self._fresh: Rows = []
        self._fresh_bodies: Rows = []
        self._database: sqlite3.Connection | None = None
        self._again = again
        self._bodies = Bodies(self._body)
        self._reading: tuple[int, sqlite3.Connection] | None = None  # which process reads bodies, and from where

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

    def begin(self) -> None:
        """A run begins, and has met nothing yet."""
        self.missed, self.bare = 0, False

    def get(self, path: str, data: bytes) -> Parsed | None:
        """What the file gave when it had this name and these bytes, if that was kept."""
        found = self._kept(path, self.key(path, data))
        self.missed += found is None
        return found

    def _kept(self, path: str, key: bytes) -> Parsed | None:
        if self._database is None or self.bare:
            return None
        try:
            found = self._database.execute("SELECT sum, value, used FROM outlines WHERE key = ?", (key,)).fetchone()
            if found is None or sha256(found[1]).digest() != found[0]:
                return None
            plain, anchors = _value(found[1])
            parsed = self._read(plain)
        except _DAMAGED:
            return None
        if found[2] < self._run - KEPT // 2:  # written again now and then only: there may be ten thousand
            self._ageing.append(key)
        return self.with_body(path, key, parsed, str(anchors)) if isinstance(parsed, Parsed) else None

    def with_body(self, path: str, key: bytes, parsed: Parsed, anchors: str) -> Parsed:
        """What an outline stands for: the same, with a body that is read when it is asked for."""
        if parsed.entry is None or self._again is None:
            return parsed
        body = kept_body(parsed.entry.body, anchors, self._bodies, path, key)
        return replace(parsed, entry=replace(parsed.entry, body=body))

    def put(self, path: str, data: bytes, parsed: Parsed) -> Parsed:
        """Keep what a file gave; the same, with a body that need not stay in memory where it can be read again."""
        key = self.key(path, data)
        brief, anchors = (outline(parsed), "") if self._again is None else _brief(parsed)
        self._fresh.append(_row(key, [self._write(brief), anchors]))
        if self._again is not None and parsed.entry is not None:
            row = _row(key, turns(Body)[0](parsed.entry.body))
            self._fresh_bodies.append(row)
            self._bodies.hold(key, parsed.entry.body, len(row[2]))
        if len(self._fresh) >= _BATCH:
            with suppress(*_DAMAGED):
                self._save()
        return parsed if self._database is None else self.with_body(path, key, brief, anchors)

    def key(self, path: str, data: bytes) -> bytes:
        """The sum of a file's name and bytes; what is kept was asked for just before, so the last one stays."""
        if self._last[0] != path or self._last[1] is not data:
            name = os.fsencode(path)
            sum_of = sha256(b"%s\0%d\0%s\0" % (self._basis, len(name), name))
            sum_of.update(data)
            self._last = path, data, sum_of.digest()
        return self._last[2]

    def _body(self, path: str, key: bytes) -> tuple[Body, int]:
        """A body that was kept, and its size; parsed again where it is not there any more."""
        with suppress(*_DAMAGED):
            found = self._reader().execute("SELECT sum, value FROM bodies WHERE key = ?", (key,)).fetchone()
            if found is not None and sha256(found[1]).digest() == found[0]:
                body = turns(Body)[1](_value(found[1]))
                assert isinstance(body, Body)
                return body, len(found[1])
        assert self._again is not None
        return self._again(path, key), 0  # it stays

    def _reader(self) -> sqlite3.Connection:
        if self._reading is None or self._reading[0] != os.getpid():  # a connection is worth nothing in a copy
            self._reading = os.getpid(), sqlite3.connect(self._path, timeout=1, isolation_level=None)
        return self._reading[1]

    def _connected(self, ages: bool) -> sqlite3.Connection | None:
        for _ in range(2):
            with suppress(*_DAMAGED):
                own(self._path.parent)
                database = sqlite3.connect(self._path, timeout=1, isolation_level=None)
                database.execute("PRAGMA synchronous = OFF")  # each row has a sum: a torn one is no row
                for statement in _TABLES:
                    database.execute(statement)
                last = database.execute("SELECT max(used) FROM outlines").fetchone()[0]
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
        bodies, ageing = self._fresh_bodies, [(self._run, key) for key in self._ageing]
        self._fresh, self._fresh_bodies, self._ageing = [], [], []
        with self._database:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany("UPDATE outlines SET used = ? WHERE key = ?", ageing)
            self._database.executemany("INSERT OR REPLACE INTO outlines VALUES (?, ?, ?, ?)", rows)
            self._database.executemany("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", bodies)
            if self._database.execute("DELETE FROM outlines WHERE used < ?", (self._run - KEPT,)).rowcount:
                self._database.execute("DELETE FROM bodies WHERE key NOT IN (SELECT key FROM outlines)")


def _brief(parsed: Parsed) -> tuple[Parsed, str]:
    """An outline without its headings, and their ids: there are many, and a rule asks for few."""
    brief = outline(parsed)
    if brief.entry is None:
        return brief, ""
    body = replace(brief.entry.body, headings=())
    return replace(brief, entry=replace(brief.entry, body=body)), "\n".join(sorted(brief.entry.body.anchors))


def _row(key: bytes, plain: Any) -> tuple[bytes, bytes, bytes]:
    value = _WRITTEN(plain).encode("utf-8", "surrogatepass")
    return key, sha256(value).digest(), value


def _value(data: bytes) -> Any:
    return json.loads(data.decode("utf-8", "surrogatepass"))
