"""The search engine on Whoosh: it keeps postings and texts; what they mean is decided in `kb.query`.

Whoosh gives what it is good at, a transactional inverted index that takes changes in steps. Our analyzer feeds
it finished tokens, one posting for each token and document. A table beside it (`table.json`) holds what
filters, facets and order need of every document, in Whoosh's numbering.

Only what the forks of Whoosh share is used. Importing it costs a tenth of a second, so it is late.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kb import __version__
from kb.adapters.index_table import TABLE, numbers, read_table, stored, write_table
from kb.analysis.words import VERSION
from kb.ports.search import Document, Query, Results
from kb.query.answering import answer
from kb.query.concepts import Concepts
from kb.query.ranking import Posting
from kb.query.rows import Row, Rows, row
from kb.query.weights import weights


class WhooshFormat:
    """`IndexFormat` with Whoosh."""

    name = "whoosh"
    version = f"{__version__}/{VERSION}/2"

    def write(
        self,
        folder: Path,
        documents: Iterable[Document],
        removed: Iterable[str],
        concepts: Mapping[str, Sequence[str]],
        progress: Callable[[], None] = lambda: None,
    ) -> None:
        from whoosh import index as whoosh

        from kb.adapters.whoosh_fields import codec, schema

        old: list[Row | None] = read_table(folder)["rows"]
        opened = whoosh.open_dir(str(folder)) if (folder / TABLE).exists() else whoosh.create_in(str(folder), schema())
        living = numbers(old)
        known = Concepts(concepts)
        new: dict[str, Row] = {}
        writer = opened.writer(limitmb=512, codec=codec())
        for entry_id in removed:
            if entry_id in living:
                writer.delete_document(living.pop(entry_id))
        for document in documents:
            if document.id in living:
                writer.delete_document(living.pop(document.id))
            found = weights(document, known)
            new[document.id] = row(document, found.length)
            writer.add_document(
                id=document.id,
                words=found.frequencies,
                pairs=found.frequencies,
                document=stored(document),
                sequence=found.sequence.encode(),
            )
            progress()
        writer.commit()
        kept = {one.id: one for one in old if one is not None and one.id in living}
        write_table(folder, _numbered(opened, {**kept, **new}), concepts)
        for lock in folder.glob("*_WRITELOCK"):
            lock.unlink()

    def open(self, folder: Path) -> WhooshSearch:
        return WhooshSearch(folder)


class WhooshSearch:
    """`SearchEngine`, and the `Index` that it answers from."""

    def __init__(self, folder: Path) -> None:
        from whoosh import index as whoosh

        table = read_table(folder)
        self.rows = Rows(table["rows"])
        self.concepts: Mapping[str, Sequence[str]] = table["concepts"]
        # At once, while what was verified is still there: whoever writes later may delete these files.
        self._reader = whoosh.open_dir(str(folder), readonly=True).reader()
        self._postings: dict[str, Sequence[Posting]] = {}

    def search(self, query: Query) -> Results:
        return answer(query, self)

    def close(self) -> None:
        self._reader.close()

    def postings(self, token: str) -> Sequence[Posting]:
        if token not in self._postings:
            self._postings[token] = list(self._read_postings(token))
        return self._postings[token]

    def _read_postings(self, token: str) -> Iterable[Posting]:
        from kb.adapters.whoosh_fields import is_pair, pair_term

        if is_pair(token):
            term, wanted = pair_term(token)
            return self._living("pairs", term, wanted)
        return self._living("words", token, None)

    def _living(self, field: str, term: str, wanted: bytes | None) -> Iterable[Posting]:
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
        column: bytes = self._reader.column_reader("sequence", translate=False)[number]
        return column.decode()

    def lexicon(self, prefix: str) -> Iterable[str]:
        return (token.decode() for token in self._reader.expand_prefix("words", prefix))


def _numbered(opened: Any, rows: Mapping[str, Row]) -> list[Row | None]:
    """The rows in the order in which Whoosh numbers its documents after a commit."""
    reader = opened.reader()
    found: list[Row | None] = []
    for leaf, _ in reader.leaf_readers() if reader.doc_count_all() else ():
        column = leaf.column_reader("id")
        found.extend(
            None if leaf.is_deleted(number) else rows[column[number]] for number in range(leaf.doc_count_all())
        )
    reader.close()
    return found
