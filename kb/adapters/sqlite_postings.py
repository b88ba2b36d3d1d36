"""Postings in a file of SQLite: one row for each token, with all its documents in it.

A row is found by its key, and what it holds is two numbers of two bytes for each document: its place in the block, and
the weighted frequency. So ten thousand postings are read as one value and not as ten thousand rows. Documents come in
blocks of what fits into memory while they are turned over, and never of more than two bytes can count.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping

from kb.query.postings import Postings

MOST = 0xFFFF  # a larger frequency counts as this one: by then it says no more
_TOKENS = 400_000  # different ones in a block: about 100 MB while it is made
_BYTES = 64_000_000  # of a block's postings
SCHEMA = """
    create table blocks (first integer primary key);
    create table postings (block integer, token text, cells blob, primary key (block, token)) without rowid;
"""


class Writing:
    """Takes documents in the order of their numbers, into a file that has `SCHEMA`; `close` writes what is left."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._cells: dict[str, bytes | bytearray] = {}
        self._first = self._size = 0

    def add(self, number: int, frequencies: Mapping[str, float]) -> None:
        if number - self._first > 0xFFFF or len(self._cells) > _TOKENS or self._size > _BYTES:
            self.close()
            self._first = number
        place, known = number - self._first, self._cells
        cell = {one: array("H", (place, min(int(one), MOST))).tobytes() for one in set(frequencies.values())}
        for token, frequency in frequencies.items():
            held = known.get(token)
            if held is None:
                known[token] = cell[frequency]  # shared with others: most tokens of a block stand in one document
            elif isinstance(held, bytearray):
                held += cell[frequency]
            else:
                known[token] = bytearray(held + cell[frequency])
        self._size += 4 * len(frequencies)

    def close(self) -> None:
        """Write a block, in the order of its keys."""
        rows = ((self._first, token, self._cells[token]) for token in sorted(self._cells))
        self._connection.executemany("insert into postings values (?, ?, ?)", rows)
        self._connection.execute("insert into blocks values (?)", (self._first,))
        self._cells, self._size = {}, 0


class Reading:
    """The postings of one file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._blocks = [first for (first,) in connection.execute("select first from blocks order by first")]

    def lists(self, token: str) -> Iterator[tuple[int, array[int]]]:
        """(number from which it counts, place and frequency in turns) of every block that holds a token."""
        for first in self._blocks:
            query = "select cells from postings where block = ? and token = ?"
            for (cells,) in self._connection.execute(query, (first, token)):
                yield first, array("H", cells)

    def beginning(self, prefix: str) -> Iterator[str]:
        """The tokens that begin with `prefix`; one may come several times."""
        for first in self._blocks:
            query = "select token from postings where block = ? and token >= ? and token < ?"
            yield from (token for (token,) in self._connection.execute(query, (first, prefix, prefix + "\U0010ffff")))


def joined(lists: Iterable[tuple[int, array[int]]], gone: frozenset[int]) -> Postings:
    """One list of those of several blocks, in order, without documents that are gone."""
    numbers, frequencies = array("I"), array("H")
    for first, cells in lists:
        numbers.extend(map(first.__add__, cells[::2]) if first else cells[::2].tolist())
        frequencies.extend(cells[1::2])
    if gone and not gone.isdisjoint(numbers):
        pairs = [pair for pair in zip(numbers, frequencies, strict=True) if pair[0] not in gone]
        return Postings([number for number, _ in pairs], [frequency for _, frequency in pairs])
    return Postings(numbers, frequencies)
