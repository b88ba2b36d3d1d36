"""The site's search index: small static files that the browser asks for as a query needs them.

Everything is computed by the analyzer and the weights that the terminal uses; the script only repeats the
ranking. A token's postings lie in the shard that its hash names, a Chinese pair beside its first character, so
a word of Chinese costs one request for each character. Whatever a hit shows lies in a file of its own.

    search/data/table.json      what ranking, filters and facets need of every document, and the words for them
               /concepts.json   what topics are called        /han.json   traditional → simplified characters
               /t/<shard>.json  token → document, weight, …   /d/<document>.json   what a hit shows
               /w/<two letters>.json   words that begin so, for completion and spelling
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.analysis import ranking as bm25
from kb.analysis.stopwords import QUESTION_WORDS, STOP_WORDS
from kb.analysis.vendor.opencc import SIMPLIFIED, TRADITIONAL
from kb.analysis.words import is_han
from kb.editions import Edition
from kb.model.page import DataFile
from kb.model.text import INTERFACE_LANGS
from kb.pages import addresses, labels
from kb.pages.terms import Forms, Terms, terms_of
from kb.ports.search import ASIDE, Document
from kb.query import nearness, ranking, reading, worth
from kb.query.concepts import Concepts, concept_words
from kb.query.holding import forms_of
from kb.query.weights import searched

FOLDER = "search/data"
VERSION = 3


def search_files(
    edition: Edition,
    documents: Iterable[Document],
    terms: Callable[[Document], Terms] | None = None,
    made: Callable[[Mapping[str, Forms]], None] = lambda forms: None,
) -> tuple[DataFile, ...]:
    """The search index of an edition, from the documents of its entries; those without a page are left out.

    `terms` gives what the index holds of a document, where that may be known already; `made` is told the words of all
    documents by token.
    """
    wanted = indexed(edition, documents)
    concepts = Concepts(concept_words(edition.catalog.vocabulary))
    postings: dict[str, list[float]] = defaultdict(list)  # number and frequency, number and frequency, …
    written: Counter[str] = Counter()
    lengths: list[float] = []
    for number, document in enumerate(wanted):
        found = terms(document) if terms is not None else terms_of(document, concepts)
        lengths.append(found.length)
        for token, frequency in found.frequencies.items():
            postings[token] += (number, frequency)
        written.update(found.words)
    forms = forms_of(written)
    made(forms)
    count = shards(len(wanted))
    words = dict(_words(postings, forms))
    files = [
        file_of("table", table(edition, wanted, lengths, words)),
        file_of("concepts", concepts_value(edition)),
        file_of("han", han(postings)),
        *(file_of(f"d/{number}", shown(document)) for number, document in enumerate(wanted)),
        *(file_of(f"t/{shard}", held) for shard, held in _shards(postings, count)),
        *(file_of(f"w/{start}", listed) for start, listed in words.items()),
    ]
    return tuple(sorted(files, key=lambda one: one.path))


def indexed(edition: Edition, documents: Iterable[Document]) -> list[Document]:
    """The documents that are in the index, in the order of their numbers."""
    # The browser breaks ties by number, the terminal by id.
    return sorted((one for one in documents if _has_page(edition, one)), key=lambda one: one.id)


def shards(documents: int) -> int:
    """How many shards serve a number of documents: each two or three kilobytes, measured from 1,000 to 10,000."""
    return next((count for limit, count in ((300, 64), (1_000, 256)) if documents < limit), 1024)


def shard_of(token: str, count: int) -> int:
    """FNV-1a (32 bit) over the token's UTF-8; a pair of Han characters goes with its first one."""
    key = token[0] if len(token) == 2 and is_han(token) else token
    total = 0x811C9DC5
    for byte in key.encode():
        total = ((total ^ byte) * 0x01000193) & 0xFFFFFFFF
    return total % count


def _has_page(edition: Edition, document: Document) -> bool:
    entry = edition.catalog.get(document.id)
    return entry is not None and entry.id == document.id and edition.has_page(entry)


def file_of(name: str, value: Any) -> DataFile:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return DataFile(path_of(name), text.encode())


def path_of(name: str) -> str:
    return f"{FOLDER}/{name}.json"


def is_search_file(path: str) -> bool:
    return path.startswith(f"{FOLDER}/")


def _shards(postings: Mapping[str, Sequence[float]], count: int) -> Iterator[tuple[int, Any]]:
    """Every shard: token → the gap to each document, from -1; a negative one is followed by a frequency above 1."""
    found: list[dict[str, list[float]]] = [{} for _ in range(count)]
    for token, held in postings.items():
        found[shard_of(token, count)][token] = gaps(held)
    yield from enumerate(found)


def gaps(held: Sequence[float]) -> list[float]:
    """Document numbers and frequencies, with each number told by how far it is from the one before, which is -1 first.

    Most frequencies are 1 and are not written: a gap below zero is followed by one.
    """
    flat: list[float] = []
    last = -1.0
    for number, frequency in zip(held[::2], held[1::2], strict=True):
        flat += (number - last,) if frequency == 1 else (last - number, frequency)
        last = number
    return [int(one) if one == int(one) else one for one in flat]


def numbered(flat: Sequence[float]) -> Iterator[tuple[int, float]]:
    """(document number, frequency) of what `gaps` gave."""
    number, rest = -1, iter(flat)
    for gap in rest:
        number += int(abs(gap))
        yield number, 1 if gap > 0 else next(rest)


def _words(postings: Mapping[str, Sequence[float]], forms: Mapping[str, Forms]) -> Iterator[tuple[str, list[Any]]]:
    """Words by the first two letters of their tokens."""
    found: dict[str, list[Any]] = defaultdict(list)
    for token in sorted(forms):
        if token in postings:
            found[token[:2]].append(word_line(token, forms[token], len(postings[token]) // 2))
    yield from found.items()


def word_line(token: str, forms: Forms, holding: int) -> list[Any]:
    """A token, its most frequent forms, how many documents hold it."""
    frequent = sorted(forms, key=lambda one: (-forms[one], len(one), one))[:3]
    return [token, " ".join(frequent), holding]


def han(known: Container[str]) -> list[str]:
    """Traditional characters that are known here as simplified ones, and these, as two strings."""
    pairs = [(one, other) for one, other in zip(TRADITIONAL, SIMPLIFIED, strict=True) if other in known]
    return ["".join(one for one, _ in pairs), "".join(other for _, other in pairs)]


def concepts_value(edition: Edition) -> dict[str, list[str]]:
    """Topic → its names as unit sequences; the labels are in the table."""
    concepts = Concepts(concept_words(edition.catalog.vocabulary))
    return {
        topic: list(dict.fromkeys(" ".join(sequence) for _, sequence in concepts.sequences(topic)))
        for topic in concepts.words
    }


def shown(document: Document) -> dict[str, Any]:
    """What a hit shows, and what phrases are looked for in beside its text."""
    others = [[lang, title] for lang, title in document.titles if title != document.title]
    beside = [text for _, text in searched(document)[:-1] if text]
    value = {
        "u": addresses.of_entry(document.id),
        "t": document.title,
        "o": others,
        "l": document.lang,
        "s": document.summary,
        "d": document.lead,
        "x": document.shown_text,
        "f": beside,
    }
    return {key: one for key, one in value.items() if one}


def table(
    edition: Edition, documents: Sequence[Document], lengths: Sequence[float], words: Iterable[str]
) -> dict[str, Any]:
    """What ranking and filters need of every document; `words` are the beginnings that words are listed under."""
    catalog = edition.catalog
    tags = sorted({tag for one in documents for tag in one.tags})
    projects = sorted({one.project for one in documents if one.project})
    people = sorted({speaker for one in documents for speaker in one.speakers})
    values = {
        name: sorted({value for one in documents if (value := getattr(one, name))})
        for name in ("kind", "status", "lang", "phase")
    }
    return {
        "version": VERSION,
        "shards": shards(len(documents)),
        "words": sorted(words),
        "rules": _rules(),
        "kind": [[value, *_said("kind", value)] for value in values["kind"]],
        "status": [[value, *_said("status", value)] for value in values["status"]],
        "phase": [[value, *_said("phase", value)] for value in values["phase"]],
        "lang": [[value] for value in values["lang"]],
        "tag": [[tag, *_labels(catalog.vocabulary.get(tag))] for tag in tags],
        "broader": {tag: above for tag in tags if (above := [topic.id for topic in catalog.vocabulary.ancestors(tag)])},
        "project": [[one, *_titles(edition, one)] for one in projects],
        "speaker": [[one, *_names(edition, one)] for one in people],
        "aside": [values["status"].index(value) for value in sorted(ASIDE) if value in values["status"]],
        "documents": {
            "length": list(lengths),
            "kind": [values["kind"].index(one.kind) for one in documents],
            "status": [_at(values["status"], one.status) for one in documents],
            "lang": [_at(values["lang"], one.lang) for one in documents],
            "phase": [_at(values["phase"], one.phase) for one in documents],
            "project": [_at(projects, one.project) for one in documents],
            "tag": [[tags.index(tag) for tag in one.tags] for one in documents],
            "speaker": [[people.index(speaker) for speaker in one.speakers] for one in documents],
            "date": [one.date for one in documents],
            "effect": {str(number): one.effect for number, one in enumerate(documents) if one.effect},
        },
    }


def _rules() -> dict[str, Any]:
    """Every number and word list of analysis and ranking, so that the script holds none of its own."""
    return {
        "k1": bm25.K1,
        "b": bm25.B,
        "all": ranking.ALL_SHARE,
        "full": ranking.FULL_SHARE,
        "few": ranking.FEW,
        "short": ranking.SHORT,
        "some": ranking.SOME_SHARE,
        "worth": {"states": worth.STATES, "effects": worth.EFFECTS, "fresh": worth.FRESH, "halved": worth.HALVED},
        "near": {"first": nearness.FIRST, "reach": nearness.REACH, "share": nearness.SHARE},
        "inner": reading.INNER_CHARACTER,
        "expanded": reading.EXPANDED,
        "longest": reading.LONGEST,
        "stop": " ".join(sorted(STOP_WORDS)),
        "questions": list(QUESTION_WORDS),
    }


def _at(values: Sequence[str], value: str) -> int:
    return values.index(value) if value else -1


def _said(group: str, value: str) -> list[str]:
    return [labels.word(ui, group, value) for ui in INTERFACE_LANGS]


def _labels(topic: Any) -> list[str]:
    return [topic.label.pick(ui) for ui in INTERFACE_LANGS] if topic is not None else []


def _titles(edition: Edition, entry_id: str) -> list[str]:
    entry = edition.catalog.get(entry_id)
    return [entry.title.pick(ui) for ui in INTERFACE_LANGS] if entry is not None else []


def _names(edition: Edition, entry_id: str) -> list[str]:
    entry = edition.catalog.get(entry_id)
    return list(entry.title.every()) if entry is not None else []
