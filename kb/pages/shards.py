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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.analysis import ranking as bm25
from kb.analysis.stopwords import QUESTION_WORDS, STOP_WORDS
from kb.analysis.vendor.opencc import SIMPLIFIED, TRADITIONAL
from kb.analysis.words import is_han
from kb.editions import Edition
from kb.model.page import DataFile
from kb.model.text import INTERFACE_LANGS
from kb.pages import addresses, labels
from kb.ports.search import ASIDE, Document
from kb.query import ranking, reading
from kb.query.concepts import Concepts, concept_words
from kb.query.holding import words_and_tokens
from kb.query.weights import searched, weights

FOLDER = "search/data"
VERSION = 2


def search_files(edition: Edition, documents: Iterable[Document]) -> tuple[DataFile, ...]:
    """The search index of an edition, from the documents of its entries; those without a page are left out."""
    wanted = [one for one in documents if _has_page(edition, one)]
    wanted.sort(key=lambda one: one.id)  # the browser breaks ties by number, the terminal by id
    concepts = Concepts(concept_words(edition.catalog.vocabulary))
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    lengths: list[float] = []
    for number, document in enumerate(wanted):
        found = weights(document, concepts)
        lengths.append(found.length)
        for token, frequency in found.frequencies.items():
            postings[token].append((number, frequency))
    count = shards(len(wanted))
    words = dict(_words(postings, wanted))
    files = [
        _file("table", {**_table(edition, wanted, lengths, count), "words": sorted(words)}),
        _file("concepts", _concepts(concepts)),
        _file("han", _han(postings)),
        *(_file(f"d/{number}", _shown(edition, document)) for number, document in enumerate(wanted)),
        *(_file(f"t/{shard}", held) for shard, held in _shards(postings, count)),
        *(_file(f"w/{start}", listed) for start, listed in words.items()),
    ]
    return tuple(sorted(files, key=lambda one: one.path))


def shards(documents: int) -> int:
    """How many shards serve a number of documents: each a few kilobytes, measured from 1,000 to 10,000."""
    return next((count for limit, count in ((1_000, 64), (2_500, 256)) if documents < limit), 1024)


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


def _file(name: str, value: Any) -> DataFile:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return DataFile(f"{FOLDER}/{name}.json", text.encode())


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _shards(postings: Mapping[str, Sequence[tuple[int, float]]], count: int) -> Iterator[tuple[int, Any]]:
    """Every shard: token → gap to the next document, weighted frequency, and so on."""
    found: list[dict[str, list[float]]] = [{} for _ in range(count)]
    for token, held in postings.items():
        flat: list[float] = []
        last = 0
        for number, frequency in held:
            flat += (number - last, _number(frequency))
            last = number
        found[shard_of(token, count)][token] = flat
    yield from enumerate(found)


def _words(
    postings: Mapping[str, Sequence[object]], documents: Iterable[Document]
) -> Iterator[tuple[str, list[list[Any]]]]:
    """Words by the first two letters of their tokens: token, its most frequent forms, how many hold it."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents:
        for token, word in words_and_tokens("\n".join(text for _, text in searched(document))):
            written[token][word] += 1
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for stem, forms in sorted(written.items()):
        if stem in postings:
            frequent = sorted(forms, key=lambda one: (-forms[one], len(one), one))[:3]
            found[stem[:2]].append([stem, " ".join(frequent), len(postings[stem])])
    yield from found.items()


def _han(postings: Mapping[str, object]) -> list[str]:
    """Traditional characters that are known here as simplified ones, and these, as two strings."""
    known = [(one, other) for one, other in zip(TRADITIONAL, SIMPLIFIED, strict=True) if other in postings]
    return ["".join(one for one, _ in known), "".join(other for _, other in known)]


def _concepts(concepts: Concepts) -> dict[str, list[str]]:
    """Topic → its names as unit sequences; the labels are in the table."""
    return {
        topic: list(dict.fromkeys(" ".join(sequence) for _, sequence in concepts.sequences(topic)))
        for topic in concepts.words
    }


def _shown(edition: Edition, document: Document) -> dict[str, Any]:
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


def _table(edition: Edition, documents: Sequence[Document], lengths: Sequence[float], count: int) -> dict[str, Any]:
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
        "shards": count,
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
            "length": [_number(length) for length in lengths],
            "kind": [values["kind"].index(one.kind) for one in documents],
            "status": [_at(values["status"], one.status) for one in documents],
            "lang": [_at(values["lang"], one.lang) for one in documents],
            "phase": [_at(values["phase"], one.phase) for one in documents],
            "project": [_at(projects, one.project) for one in documents],
            "tag": [[tags.index(tag) for tag in one.tags] for one in documents],
            "speaker": [[people.index(speaker) for speaker in one.speakers] for one in documents],
            "date": [one.date for one in documents],
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
