"""The site's search index: small static files that the browser asks for as a query needs them.

Everything is computed by the analyzer and the weights that the terminal uses; the script only repeats the
ranking. A token's postings lie in the shard that its hash names; whatever a hit shows lies in a file of its own.

    search/data/core.json        what reading and ranking need       /t/<shard>.json   token → its posting list
               /facets.json      what filters and facets need        /w/<list>.json    words, for completion, spelling
               /han.json         traditional → simplified characters /d/<number>.json  what a hit shows, and `-more`
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.analysis.vendor.opencc import SIMPLIFIED, TRADITIONAL
from kb.editions import Edition
from kb.model.page import DataFile
from kb.pages import addresses
from kb.pages.shards_numbers import numbers
from kb.pages.shards_postings import Cell, by_token, lists, packed, shard_of, shards
from kb.pages.shards_table import TableRow, core, facets, row_of
from kb.pages.terms import Forms, Terms, terms_of
from kb.ports.search import Document
from kb.query.concepts import Concepts, concept_words
from kb.query.holding import forms_of
from kb.query.weights import searched

FOLDER = "search/data"

_LONG = 8_000  # bytes of a text; two or three kilobytes as a host compresses it
_FIRST = 2_700  # bytes with which a long one begins: in both languages as much as `nearness.WITHIN` wants
_TRADITIONAL = frozenset(TRADITIONAL)
_LATIN = bytes(range(0xE3))  # bytes of UTF-8 in texts that hold no Chinese

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode

_Postings = Mapping[str, Sequence[Cell]]


def search_files(edition: Edition, documents: Iterable[Document]) -> tuple[DataFile, ...]:
    """The search index of an edition, from the documents of its entries; those without a page are left out."""
    concepts = Concepts(concept_words(edition.catalog.vocabulary))
    wanted = indexed(edition, documents)
    files = index_files(edition, wanted, wanted.__getitem__, lambda one: terms_of(one, concepts))
    return tuple(sorted(files, key=lambda one: one.path))


def indexed(edition: Edition, documents: Iterable[Document]) -> dict[str, Document]:
    """The documents that are in the index, by id."""
    return {one.id: one for one in documents if _has_page(edition, one)}


def index_files(
    edition: Edition,
    ids: Iterable[str],
    document: Callable[[str], Document],
    terms: Callable[[Document], Terms],
    made: Callable[[Mapping[str, Forms]], None] = lambda forms: None,
) -> Iterator[DataFile]:
    """The search index of the documents with these ids, each asked for once, so that nobody has to hold them all.

    `terms` gives what the index holds of a document; `made` is told the words of all documents by token.
    """
    said, named = _Lists(), _Lists()
    lengths: dict[int, int] = {}
    rows: list[TableRow] = []
    places = numbers(list(ids))
    for entry_id, number in places.items():
        one = document(entry_id)
        found = terms(one)
        rows.append(row_of(one))
        lengths[number] = found.length
        said.add(number, found.words)
        named.add(number, found.topics)
        yield from (file_of(name, value) for name, value in shown(number, one).items() if value)
    forms = forms_of({word: len(cells) for word, cells in said.held.items() if word.isascii()})
    made(forms)
    postings = {**by_token(said.held), **named.held}
    yield file_of("core", core(edition, rows, places, lengths))
    yield file_of("facets", facets(edition, rows))
    yield file_of("han", han(postings))
    yield from _shards(postings, shards(len(rows)))
    yield from _lists(postings, forms, lists(len(rows)))


class _Lists:
    """Posting lists that grow with every document."""

    def __init__(self) -> None:
        self.held: defaultdict[str, list[Cell]] = defaultdict(list)

    def add(self, number: int, counts: Mapping[str, int]) -> None:
        """Add the postings of a document, whose number is higher than those before."""
        cells = {count: (number, count) for count in set(counts.values())}  # shared: that is half of all memory
        lists = map(self.held.__getitem__, counts)
        deque(map(list.append, lists, map(cells.__getitem__, counts.values())), 0)  # nothing else is done so often


def _has_page(edition: Edition, document: Document) -> bool:
    entry = edition.catalog.get(document.id)
    return entry is not None and entry.id == document.id and edition.has_page(entry)


def file_of(name: str, value: Any) -> DataFile:
    return DataFile(path_of(name), _encoded(value).encode())


def path_of(name: str) -> str:
    return f"{FOLDER}/{name}.json"


def is_search_file(path: str) -> bool:
    return path.startswith(f"{FOLDER}/")


def _shards(postings: _Postings, count: int) -> Iterator[DataFile]:
    tokens: list[list[str]] = [[] for _ in range(count)]
    for token in postings:
        tokens[shard_of(token, count)].append(token)
    for shard, held in enumerate(tokens):
        yield file_of(f"t/{shard}", {token: packed(postings[token]) for token in held})


def _lists(postings: _Postings, forms: Mapping[str, Forms], count: int) -> Iterator[DataFile]:
    found: list[list[Any]] = [[] for _ in range(count)]
    for token in sorted(forms):
        if token in postings:
            found[list_of(token, count)].append(word_line(token, forms[token], len(postings[token])))
    for number, lines in enumerate(found):
        yield file_of(f"w/{number}", lines)


def list_of(token: str, count: int) -> int:
    """The number of the list that has a word's token: all that begin alike are in one."""
    return shard_of(token[:2], count)


def word_line(token: str, forms: Forms, holding: int) -> list[Any]:
    """A token, its most frequent forms (none if that is the token itself), how many documents hold it."""
    frequent = sorted(forms, key=lambda one: (-forms[one], len(one), one))[:3]
    return [token, "" if frequent == [token] else " ".join(frequent), holding]


def han(known: Container[str]) -> list[str]:
    """Traditional characters that are known here as simplified ones, and these, as two strings."""
    pairs = [(one, other) for one, other in zip(TRADITIONAL, SIMPLIFIED, strict=True) if other in known]
    return ["".join(one for one, _ in pairs), "".join(other for _, other in pairs)]


def shown(number: int, document: Document | None) -> dict[str, Any]:
    """What a hit shows, and what phrases are looked for in beside its text: by name of file, None for none.

    A long text goes on in a file of its own, for which results do not wait.
    """
    begin, more = f"d/{number}", f"d/{number}-more"
    if document is None:
        return {begin: None, more: None}
    text, rest = _parted(document.shown_text)
    value = {
        "u": addresses.of_entry(document.id),
        "t": document.title,
        "o": [[lang, title] for lang, title in document.titles if title != document.title],
        "l": document.lang,
        "s": document.summary,
        "d": document.lead,
        "a": document.advice if document.advice[1] else (),
        "x": text,
        "m": 1 if rest else 0,
        "h": 1 if _is_traditional(document) else 0,
        "f": [text for _, text in searched(document)[:-1] if text],
        "k": document.kind,
        "g": document.tags,
    }
    return {begin: {key: one for key, one in value.items() if one}, more: rest or None}


def _is_traditional(document: Document) -> bool:
    """Whether comparing any text of a document needs the table of characters."""
    texts = "\n".join([text for _, text in searched(document)])
    return bool(texts.encode("utf-8", "surrogatepass").translate(None, _LATIN)) and not _TRADITIONAL.isdisjoint(texts)


def _parted(text: str) -> tuple[str, str]:
    """A text whole, or its first blocks and the rest."""
    data = text.encode("utf-8", "surrogatepass")
    end = text.find("\n", len(data[:_FIRST].decode("utf-8", "ignore"))) if len(data) > _LONG else -1
    return (text, "") if end < 0 else (text[:end], text[end + 1 :])
