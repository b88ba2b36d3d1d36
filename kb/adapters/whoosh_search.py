"""The search engine on Whoosh: it keeps postings and texts; what they mean is decided in `kb.query`.

Whoosh gives what it is good at, a transactional inverted index that takes changes in steps. Our analyzer feeds
it finished tokens, one posting for each token and document. A table beside it (`table.json`) holds what
filters, facets and order need of every document, in Whoosh's numbering.

Only what the forks of Whoosh share is used. Importing it costs a tenth of a second, so it is late.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from kb import __version__
from kb.adapters.index_table import TABLE, read_table, stored, write_table
from kb.analysis.words import VERSION
from kb.ports.search import Document, Query, Results
from kb.query.answering import answer
from kb.query.concepts import Concepts
from kb.query.postings import Postings
from kb.query.rows import GONE, Rows, Table
from kb.query.weights import weights


class WhooshFormat:
    """`IndexFormat` with Whoosh."""

    name = "whoosh"
    version = f"{__version__}/{VERSION}/6"

    def write(
        self,
        folder: Path,
        documents: Collection[Document],
        removed: Iterable[str],
        concepts: Mapping[str, Sequence[str]],
        progress: Callable[[], None] = lambda: None,
    ) -> None:
        from whoosh import index as whoosh

        from kb.adapters.whoosh_fields import codec, schema

        table, _ = read_table(folder)
        opened = whoosh.open_dir(str(folder)) if (folder / TABLE).exists() else whoosh.create_in(str(folder), schema())
        living = table.numbers()
        known = Concepts(concepts)
        writer = opened.writer(limitmb=128, codec=codec())
        for entry_id in removed:
            _forget(entry_id, living, writer, table)
        for document in documents:
            _forget(document.id, living, writer, table)
            found = weights(document, known)
            table.add(document, found.length)
            writer.add_document(
                id=document.id,
                words=found.frequencies,
                pairs=found.frequencies,
                document=stored(document),
                sequence=found.sequence.encode(),
            )
            progress()
        writer.commit()
        write_table(folder, table.ordered(_numbered(opened)), concepts)
        for lock in folder.glob("*_WRITELOCK"):
            lock.unlink()

    def open(self, folder: Path) -> WhooshSearch:
        return WhooshSearch(folder)


class WhooshSearch:
    """`SearchEngine`, and the `Index` that it answers from."""

    def __init__(self, folder: Path) -> None:
        from whoosh import index as whoosh

        table, more = read_table(folder)
        self.rows = Rows(table)
        self.concepts: Mapping[str, Sequence[str]] = more["concepts"]
        # At once, while what was verified is still there: whoever writes later may delete these files.
        self._reader = whoosh.open_dir(str(folder), readonly=True).reader()
        self._postings: dict[str, Postings] = {}

    def search(self, query: Query) -> Results:
        return answer(query, self)

    def close(self) -> None:
        self._reader.close()

    def postings(self, token: str) -> Postings:
        if token not in self._postings:
            self._postings[token] = Postings.of(dict(self._read_postings(token)))
        return self._postings[token]

    def _read_postings(self, token: str) -> Iterable[tuple[int, float]]:
        from kb.adapters.whoosh_fields import is_pair, pair_term

        if is_pair(token):
            term, wanted = pair_term(token)
            return self._living("pairs", term, wanted)
        return self._living("words", token, None)

    def _living(self, field: str, term: str, wanted: bytes | None) -> Iterable[tuple[int, float]]:
        """The postings of a term, of all segments, without deleted documents; only those of the wanted value."""
        for leaf, first in self._reader.leaf_readers():
            if (field, term) not in leaf:
                continue
            matcher = leaf.postings(field, term)
            while matcher.is_active():
                if wanted is None or matcher.value() == wanted:
                    yield first + matcher.id(), matcher.weight()
                matcher.next()

    def document(self, number: int) -> Document:
        return Document(**self._reader.stored_fields(number)["document"])

    def sequence(self, number: int) -> str:
        column: bytes = self._sequences[number]
        return column.decode()

    @cached_property
    def _sequences(self) -> Any:
        """The column of sequences, opened once: that reads where every document's begins."""
        return self._reader.column_reader("sequence", translate=False)

    def lexicon(self, prefix: str) -> Iterable[str]:
        return (token.decode() for token in self._reader.expand_prefix("words", prefix))


def _forget(entry_id: str, living: dict[str, int], writer: Any, table: Table) -> None:
    """Drop a document, if there is one."""
    if entry_id in living:
        number = living.pop(entry_id)
        writer.delete_document(number)
        table.remove(number)


def _numbered(opened: Any) -> list[str]:
    """The ids of documents in the order in which Whoosh numbers them after a commit."""
    reader = opened.reader()
    found: list[str] = []
    for leaf, _ in reader.leaf_readers() if reader.doc_count_all() else ():
        column = leaf.column_reader("id")
        found.extend(GONE if leaf.is_deleted(number) else column[number] for number in range(leaf.doc_count_all()))
    reader.close()
    return found
