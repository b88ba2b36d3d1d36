"""The search index after a few documents have come, gone or changed: only the files that they touch.

All others keep their numbers, so the postings of the tokens that a document gained, lost or has more or less often
change, and nothing else. What comes out is what `index_files` gives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kb.analysis.vendor.opencc import SIMPLIFIED
from kb.editions import Edition
from kb.model.page import DataFile
from kb.pages.shards import file_of, han, list_of, shown, word_line
from kb.pages.shards_numbers import numbers, of_text
from kb.pages.shards_postings import lists, repacked, shard_of, shards, unpacked
from kb.pages.shards_table import TableRow, core, facets
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


@dataclass(frozen=True, slots=True)
class Change:
    """What the index held at a number, and what it holds there now: `NO_TERMS` and no document for nothing."""

    before: Terms
    now: Terms
    document: Document | None


def updated(
    edition: Edition, rows: Sequence[TableRow], changes: Mapping[int, Change], past: Past
) -> Iterator[tuple[str, DataFile | None]]:
    """(name, file or None if it is gone) of every file that may differ from what it was.

    `changes` are by number; `rows` are those of all documents. There are as many numbers and files as there were.
    """
    frequencies, forms = _differences(changes)
    tokens = frequencies.keys() | forms.keys()
    holding: dict[str, int] = {}
    for shard, touched in _grouped(tokens, lambda token: shard_of(token, shards(len(rows)))):
        held = past.value(f"t/{shard}")
        for token in touched:
            holding[token] = _patch(held, token, frequencies.get(token, {}))
        yield _file(f"t/{shard}", held)
    yield from _words(forms, [one for one in tokens if is_word(one)], holding, past, lists(len(rows)))
    for number, change in changes.items():
        yield from (_file(name, value) for name, value in shown(number, change.document).items())
    known = set(past.value("han")[1]).union(one for one in holding if holding[one] and one in _HAN)
    yield _file("han", han(known.difference(one for one in holding if not holding[one])))
    yield from _tables(edition, rows, changes, past.value("core")["documents"])


def _tables(
    edition: Edition, rows: Sequence[TableRow], changes: Mapping[int, Change], columns: Mapping[str, str]
) -> Iterator[tuple[str, DataFile | None]]:
    lengths = dict(zip(of_text(columns["at"]), of_text(columns["length"]), strict=True))
    lengths.update((number, change.now.length) for number, change in changes.items())
    yield _file("core", core(edition, rows, numbers([one.id for one in rows]), lengths))
    yield _file("facets", facets(edition, rows))


def _file(name: str, value: Any) -> tuple[str, DataFile | None]:
    return name, None if value is None else file_of(name, value)


def _differences(changes: Mapping[int, Change]) -> tuple[dict[str, dict[int, int]], dict[str, Forms]]:
    """By token: the documents that hold it otherwise than before, and which words there are more or fewer of."""
    frequencies: dict[str, dict[int, int]] = defaultdict(dict)
    words: dict[str, int] = {}
    for number, change in changes.items():
        before, now = change.before.frequencies, change.now.frequencies
        for token in before.keys() | now.keys():
            if before.get(token) != now.get(token):
                frequencies[token][number] = now.get(token, 0)
        for one, more in ((change.before, -1), (change.now, 1)):
            for word in one.words:
                words[word] = words.get(word, 0) + more
    return frequencies, forms_of({word: count for word, count in words.items() if count})


def _grouped(tokens: Collection[str], key: Callable[[str], int]) -> list[tuple[int, list[str]]]:
    found: dict[int, list[str]] = defaultdict(list)
    for token in sorted(tokens):
        found[key(token)].append(token)
    return sorted(found.items())


def _patch(held: dict[str, str], token: str, changed: Mapping[int, int]) -> int:
    """Put a token's new frequencies into its shard; how many documents hold it then."""
    frequencies = unpacked(held.pop(token, ""))
    frequencies.update(changed)
    if text := repacked(frequencies):
        held[token] = text
    return sum(1 for one in frequencies.values() if one)


def _words(
    changed: Mapping[str, Forms], tokens: Collection[str], holding: Mapping[str, int], past: Past, count: int
) -> Iterator[tuple[str, DataFile | None]]:
    """Every list with a word that is held or written otherwise than before."""
    written = past.forms(tokens)
    for number, touched in _grouped(tokens, lambda token: list_of(token, count)):
        lines = {line[0]: line for line in past.value(f"w/{number}")}
        for token in touched:
            forms = written.setdefault(token, {})
            for word, more in changed.get(token, {}).items():
                forms[word] = forms.get(word, 0) + more
                if not forms[word]:
                    del forms[word]
            lines.pop(token, None)
            if forms and holding[token]:
                lines[token] = word_line(token, forms, holding[token])
        yield _file(f"w/{number}", [lines[token] for token in sorted(lines)])
