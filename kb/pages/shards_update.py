"""The search index after a few documents have changed: only the files that they touch, from what is known of them.

The documents keep their numbers, so a changed one changes the postings of the tokens that it gained, lost or has more
or less often, and nothing else. What comes out is what `search_files` gives. Documents that come and go change the
numbers, and with them nearly every file: then the index is made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Protocol

from kb.analysis.vendor.opencc import SIMPLIFIED
from kb.editions import Edition
from kb.model.page import DataFile
from kb.pages.shards import concepts_value, file_of, gaps, han, numbered, shard_of, shards, shown, table, word_line
from kb.pages.terms import Forms, Terms
from kb.ports.search import Document
from kb.query.holding import forms_of, is_word

_HAN = frozenset(SIMPLIFIED)


class Past(Protocol):
    """What is known of the index as it was."""

    def value(self, name: str) -> Any:
        """What the file of that name held, or None if there was none."""
        ...

    def forms(self, tokens: Collection[str]) -> dict[str, Forms]:
        """The words of all documents that gave these tokens; they may be changed, and are kept."""
        ...


def updated(
    edition: Edition, documents: Sequence[Document], changes: Mapping[int, tuple[Terms, Terms]], past: Past
) -> Iterator[tuple[str, DataFile | None]]:
    """(name, file or None if it is gone) of every file that may differ from what it was.

    `changes` gives by number what the index held of a document and what it holds now; `documents` are all, in order.
    """
    frequencies, forms = _differences(changes)
    tokens = frequencies.keys() | forms.keys()
    holding: dict[str, int] = {}
    for shard, touched in _grouped(tokens, lambda token: str(shard_of(token, shards(len(documents))))):
        held = past.value(f"t/{shard}")
        for token in touched:
            holding[token] = _patch(held, token, frequencies.get(token, {}))
        yield from _file(f"t/{shard}", held)
    listed = past.value("table")
    words = set(listed["words"])
    for start, value in _words(forms, [one for one in tokens if is_word(one)], holding, past):
        (words.add if value else words.discard)(start)
        yield from _file(f"w/{start}", value or None)
    lengths = listed["documents"]["length"]
    for number, (_, now) in changes.items():
        lengths[number] = now.length
        yield from _file(f"d/{number}", shown(documents[number]))
    known = set(past.value("han")[1]).union(one for one in holding if holding[one] and one in _HAN)
    yield from _file("han", han(known.difference(one for one in holding if not holding[one])))
    yield from _file("concepts", concepts_value(edition))
    yield from _file("table", table(edition, documents, lengths, words))


def _file(name: str, value: Any) -> Iterator[tuple[str, DataFile | None]]:
    yield name, None if value is None else file_of(name, value)


def _differences(
    changes: Mapping[int, tuple[Terms, Terms]],
) -> tuple[dict[str, dict[int, float]], dict[str, Forms]]:
    """By token: the documents that hold it otherwise than before, and which words there are more or fewer of."""
    frequencies: dict[str, dict[int, float]] = defaultdict(dict)
    words: dict[str, int] = {}
    for number, (before, now) in changes.items():
        for token in before.frequencies.keys() | now.frequencies.keys():
            if before.frequencies.get(token) != now.frequencies.get(token):
                frequencies[token][number] = now.frequencies.get(token, 0)
        for word in before.words.keys() | now.words.keys():
            words[word] = words.get(word, 0) + now.words.get(word, 0) - before.words.get(word, 0)
    return frequencies, forms_of({word: count for word, count in words.items() if count})


def _grouped(tokens: Collection[str], key: Any) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    for token in sorted(tokens):
        found[key(token)].append(token)
    return sorted(found.items())


def _patch(held: dict[str, list[float]], token: str, changed: Mapping[int, float]) -> int:
    """Put a token's new frequencies into its shard; how many documents hold it then."""
    if changed:
        numbers = {**dict(numbered(held.get(token, ()))), **changed}
        flat = [one for number in sorted(numbers) if numbers[number] for one in (number, numbers[number])]
        held.pop(token, None)
        if flat:
            held[token] = gaps(flat)
    return sum(1 for _ in numbered(held.get(token, ())))


def _words(
    changed: Mapping[str, Forms], tokens: Collection[str], holding: Mapping[str, int], past: Past
) -> Iterator[tuple[str, list[Any]]]:
    """(beginning, its words) for every beginning of a token that is held or written otherwise than before."""
    written = past.forms(tokens)
    for start, touched in _grouped(tokens, lambda token: token[:2]):
        lines = {line[0]: line for line in past.value(f"w/{start}") or ()}
        for token in touched:
            forms = written.setdefault(token, {})
            for word, count in changed.get(token, {}).items():
                forms[word] = forms.get(word, 0) + count
                if not forms[word]:
                    del forms[word]
            lines.pop(token, None)
            if forms and holding[token]:
                lines[token] = word_line(token, forms, holding[token])
        yield start, [lines[token] for token in sorted(lines)]
