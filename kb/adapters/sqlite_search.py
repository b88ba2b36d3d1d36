"""The search engine on SQLite: the same tokens and the same ranking as on Whoosh, for large bases.

An index is a few files that never change after they were written. A change adds a small one, and small ones are
joined to a larger one as they become many, so an edit costs what it is worth. A document that was replaced or
removed stays where it is, and the table beside the files no longer knows it.

SQLite keeps and finds; ranking is not its own. Its full-text index gives a posting as a row and costs a hundred times
as much to read as a list of our own (docs/adr/0025-postings-in-rows-and-sets.md).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from kb import __version__
from kb.adapters.index_table import read_table, restored, stored, write_table
from kb.adapters.sqlite_postings import SCHEMA, Reading, Writing, joined
from kb.analysis.words import VERSION
from kb.ports.search import Document, Query, Results
from kb.query.answering import answer
from kb.query.concepts import Concepts
from kb.query.postings import Postings
from kb.query.rows import GONE, Rows
from kb.query.weights import weights

_SCHEMA = f"""
    pragma journal_mode = off;
    pragma synchronous = off;
    create table documents (number integer primary key, stored text, sequence text);
    {SCHEMA}
    begin;
"""


class SqliteFormat:
    """`IndexFormat` with SQLite."""

    name = "sqlite"
    version = f"{__version__}/{VERSION}/6"

    def write(
        self,
        folder: Path,
        documents: Collection[Document],
        removed: Iterable[str],
        concepts: Mapping[str, Sequence[str]],
        progress: Callable[[], None] = lambda: None,
    ) -> None:
        table, more = read_table(folder)
        segments: list[list[int]] = more.get("segments", [])
        fresh = documents
        if known := table.numbers():
            fresh = list(documents)
            for entry_id in (*removed, *(one.id for one in fresh)):
                if entry_id in known:
                    table.remove(known.pop(entry_id))
        added = len(fresh)
        while segments and fresh and segments[-1][1] < 2 * len(fresh):
            name, count = segments.pop()
            fresh = [*_living(folder / f"{name}.db", table.ids[-count:]), *fresh]
            table.cut(len(table.ids) - count)
            (folder / f"{name}.db").unlink()
        if fresh:
            name = segments[-1][0] + 1 if segments else 1
            added_to = _segment(folder / f"{name}.db", fresh, Concepts(concepts), progress, len(fresh) - added)
            for document, length in added_to:
                table.add(document, length)
            segments.append([name, len(fresh)])
        write_table(folder, table, concepts, segments=segments)

    def open(self, folder: Path) -> SqliteSearch:
        return SqliteSearch(folder)


def _living(path: Path, ids: Sequence[str]) -> list[Document]:
    """The documents of a file that are still known."""
    connection = _reading(path)
    found = connection.execute("select number, stored from documents order by number").fetchall()
    connection.close()
    return [restored(json.loads(value)) for number, value in found if ids[number] != GONE]


def _segment(
    path: Path, documents: Iterable[Document], concepts: Concepts, progress: Callable[[], None], silent: int
) -> Iterator[tuple[Document, float]]:
    """Write a file of documents; gives each with its length. Of the first, which moved here, no progress is told."""
    path.unlink(missing_ok=True)  # never into a file that may be shared
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(_SCHEMA)
        postings = Writing(connection)
        for number, document in enumerate(documents):
            found = weights(document, concepts)
            postings.add(number, found.frequencies)
            value = json.dumps(stored(document), ensure_ascii=False, separators=(",", ":"))
            connection.execute("insert into documents values (?, ?, ?)", (number, value, found.sequence))
            yield document, found.length
            if number >= silent:
                progress()
        postings.close()
        connection.execute("commit")
    except sqlite3.OperationalError as error:
        raise OSError(5, str(error), str(path)) from error
    finally:
        connection.close()


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)


class SqliteSearch:
    """`SearchEngine`, and the `Index` that it answers from."""

    def __init__(self, folder: Path) -> None:
        table, more = read_table(folder)
        self.rows = Rows(table)
        self.concepts: Mapping[str, Sequence[str]] = more["concepts"]
        # Opened at once, while what was verified is still there: whoever writes later may delete these files.
        self._segments: list[tuple[int, sqlite3.Connection, Reading]] = []
        first = 0
        for name, count in more.get("segments", ()):
            connection = _reading(folder / f"{name}.db")
            self._segments.append((first, connection, Reading(connection)))
            first += count
        ids = self.rows.ids
        self._gone = frozenset(number for number, one in enumerate(ids) if one == GONE) if GONE in ids else frozenset()
        self._postings: dict[str, Postings] = {}

    def search(self, query: Query) -> Results:
        return answer(query, self)

    def close(self) -> None:
        for _, connection, _ in self._segments:
            connection.close()

    def postings(self, token: str) -> Postings:
        if token not in self._postings:
            lists = (
                (first + block, cells) for first, _, reading in self._segments for block, cells in reading.lists(token)
            )
            self._postings[token] = joined(lists, self._gone)
        return self._postings[token]

    def _stored(self, number: int, column: str) -> str:
        """A column of a document's row."""
        first, connection, _ = next(segment for segment in reversed(self._segments) if segment[0] <= number)
        found = connection.execute(f"select {column} from documents where number = ?", (number - first,)).fetchone()
        return str(found[0])

    def document(self, number: int) -> Document:
        return restored(json.loads(self._stored(number, "stored")))

    def sequence(self, number: int) -> str:
        return self._stored(number, "sequence")

    def lexicon(self, prefix: str) -> Iterable[str]:
        """The tokens that begin with `prefix`, sorted; also those that only removed documents hold."""
        return sorted({token for _, _, reading in self._segments for token in reading.beginning(prefix)})
