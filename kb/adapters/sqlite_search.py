"""The search engine on SQLite's FTS5: the same tokens and the same ranking as on Whoosh, for large bases.

An index is a few files that never change after they were written. A change adds a small one, and small ones are
joined to a larger one as they become many, so an edit costs what it is worth. A document that was replaced or
removed stays where it is, and the table beside the files no longer knows it.

FTS5 indexes what it is given; ranking is not its own. A token stands in the column that is named after its
weighted frequency, so that one row of FTS5's vocabulary is one posting.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from kb import __version__
from kb.adapters.index_table import read_table, restored, stored, write_table
from kb.analysis.words import VERSION
from kb.errors import KbError
from kb.ports.search import Document, Query, Results
from kb.query.answering import answer
from kb.query.concepts import Concepts
from kb.query.postings import Postings
from kb.query.rows import GONE, Rows
from kb.query.weights import weights

# A frequency up to 15 has a column of its own; of a larger one the rest stands in a column for each power of two.
SMALL = range(1, 16)
LARGE = tuple(16 << power for power in range(9))
COLUMNS = {f"f{value}": value for value in (*SMALL, *LARGE)}
_PLACE = {value: place for place, value in enumerate(COLUMNS.values())}
HIGHEST = sum(LARGE) + SMALL[-1]

_SCHEMA = f"""
    pragma journal_mode = off;
    pragma synchronous = off;
    create virtual table tokens using fts5({", ".join(COLUMNS)},
        content='', detail=column, columnsize=0, tokenize="ascii tokenchars '#-'");
    create table documents (number integer primary key, stored text, sequence text);
    begin;
"""
_INSERT = f"insert into tokens(rowid, {', '.join(COLUMNS)}) values ({', '.join('?' * (len(COLUMNS) + 1))})"
_VIEWS = """
    create virtual table temp.postings using fts5vocab(main, tokens, instance);
    create virtual table temp.lexicon using fts5vocab(main, tokens, row);
"""


class SqliteFormat:
    """`IndexFormat` with SQLite. Raises `KbError` where Python's SQLite was made without FTS5."""

    name = "sqlite"
    version = f"{__version__}/{VERSION}/3"

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
        for number, document in enumerate(documents):
            found = weights(document, concepts)
            connection.execute(_INSERT, (number, *_columns(found.frequencies)))
            value = json.dumps(stored(document), ensure_ascii=False, separators=(",", ":"))
            connection.execute("insert into documents values (?, ?, ?)", (number, value, found.sequence))
            yield document, found.length
            if number >= silent:
                progress()
        connection.execute("insert into tokens(tokens) values ('optimize')")
        connection.execute("commit")
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise OSError(5, str(error), str(path)) from error
        raise KbError(
            "this Python's SQLite has no FTS5", 'set search_engine = "whoosh" in site_config/settings.toml'
        ) from error
    finally:
        connection.close()


def _columns(frequencies: Mapping[str, float]) -> list[str]:
    """The tokens of a document, each in the columns that add up to its frequency."""
    found: list[list[str]] = [[] for _ in COLUMNS]
    for token, frequency in frequencies.items():
        value = min(int(frequency), HIGHEST)
        if value & 15:
            found[value % 16 - 1].append(token)
        if value > 15:
            for power in LARGE:
                if value & power:
                    found[_PLACE[power]].append(token)
    return [" ".join(tokens) for tokens in found]


def _reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
    connection.executescript(_VIEWS)
    return connection


def _read(connection: sqlite3.Connection, first: int, token: str, found: dict[int, float]) -> None:
    """Add the postings of a token in one file to what was `found`; its documents count from `first`.

    Asked for as two texts and not as rows: ten thousand rows cost ten times as much as ten thousand numbers.
    """
    query = "select group_concat(doc), group_concat(col) from (select doc, col from postings where term = ?)"
    numbers, columns = connection.execute(query, (token,)).fetchone()
    if numbers is None:
        return
    for number, value in zip(map(int, numbers.split(",")), map(COLUMNS.__getitem__, columns.split(",")), strict=True):
        found[first + number] = found.get(first + number, 0.0) + value


class SqliteSearch:
    """`SearchEngine`, and the `Index` that it answers from."""

    def __init__(self, folder: Path) -> None:
        table, more = read_table(folder)
        self.rows = Rows(table)
        self.concepts: Mapping[str, Sequence[str]] = more["concepts"]
        # Opened at once, while what was verified is still there: whoever writes later may delete these files.
        self._segments: list[tuple[int, sqlite3.Connection]] = []
        first = 0
        for name, count in more.get("segments", ()):
            self._segments.append((first, _reading(folder / f"{name}.db")))
            first += count
        self._gone = frozenset(number for number, one in enumerate(self.rows.ids) if one == GONE)
        self._postings: dict[str, Postings] = {}

    def search(self, query: Query) -> Results:
        return answer(query, self)

    def close(self) -> None:
        for _, connection in self._segments:
            connection.close()

    def postings(self, token: str) -> Postings:
        if token not in self._postings:
            found: dict[int, float] = {}
            for first, connection in self._segments:
                _read(connection, first, token, found)
            self._postings[token] = Postings.of({one: value for one, value in found.items() if one not in self._gone})
        return self._postings[token]

    def _stored(self, number: int, column: str) -> str:
        """A column of a document's row."""
        first, connection = next(segment for segment in reversed(self._segments) if segment[0] <= number)
        found = connection.execute(f"select {column} from documents where number = ?", (number - first,)).fetchone()
        return str(found[0])

    def document(self, number: int) -> Document:
        return restored(json.loads(self._stored(number, "stored")))

    def sequence(self, number: int) -> str:
        return self._stored(number, "sequence")

    def lexicon(self, prefix: str) -> Iterable[str]:
        """The tokens that begin with `prefix`, sorted; also those that only removed documents hold."""
        found: set[str] = set()
        for _, connection in self._segments:
            terms = connection.execute(
                "select term from lexicon where term >= ? and term < ?", (prefix, prefix + "\U0010ffff")
            )
            found.update(term for (term,) in terms)
        return sorted(found)
