"""What an engine brings to a search, and what can be asked of it beyond single tokens: begun words, spellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol

from kb.analysis.folding import fold
from kb.analysis.words import joined, pieces, word_tokens, word_unit
from kb.ports.search import Document, Query
from kb.query.postings import Postings
from kb.query.rows import Rows
from kb.query.weights import searched

SAMPLE = 100  # documents in which it is looked how a word is written
FORMS = 3  # of a word, as the site lists them
MOST_WORDS = 30  # that a begun one stands for, the shortest first: in a browser each is a request
SHORTEST = 3  # letters of a token that a begun word may stand for

# What Porter2 may have taken off a word, so that `organisat*` finds what stands in the index as `organis`.
ENDINGS = (
    "ations", "ators", "ements", "ments", "ings", "ions", "iveness", "fulness", "ousness", "ally", "ities", "edly",
)  # fmt: skip


class Index(Protocol):
    """What an engine knows, by document number."""

    @property
    def rows(self) -> Rows: ...

    @property
    def concepts(self) -> Mapping[str, Sequence[str]]: ...

    def postings(self, token: str) -> Postings:
        """The living documents that hold the token."""
        ...

    def document(self, number: int) -> Document: ...

    def sequence(self, number: int) -> str:
        """The units of the document, as `Weighted.sequence` has them."""
        ...

    def lexicon(self, prefix: str) -> Iterable[str]:
        """The tokens that begin with `prefix`, sorted."""
        ...


class Held:
    """The tokens of an index. A begun word, `begin*`, is held by whatever holds a word that begins so."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.lexicon = index.lexicon

    def postings(self, token: str) -> Postings:
        if not token.endswith("*"):
            return self._index.postings(token)
        total: dict[int, float] = {}
        for one in self.begun(token[:-1]):
            for number, frequency in self._index.postings(one).items():
                total[number] = total.get(number, 0.0) + frequency
        return Postings.of(total)

    def begun(self, prefix: str) -> list[str]:
        """The tokens of the words that begin with `prefix`."""
        longer = (token for token in self.lexicon(prefix) if is_word(token))
        ordered = sorted({*longer, *stems_of(prefix)}, key=lambda token: (len(token), token))
        return list(islice((token for token in ordered if self._index.postings(token)), MOST_WORDS))

    def holding(self, token: str) -> int:
        return len(self._index.postings(token))

    def forms(self, token: str) -> Sequence[str]:
        counts: Counter[str] = Counter()
        for number in islice(self._index.postings(token), 5):
            document = self._index.document(number)
            text = "\n".join(text for _, text in searched(document))
            counts.update(piece for piece in pieces(fold(text)) if word_unit(piece) == token)
        return sorted(counts, key=lambda word: (-counts[word], len(word), word))

    def written(self, token: str) -> Sequence[str]:
        counts: Counter[str] = Counter()
        for number in islice(self._index.postings(token), SAMPLE):
            texts = [fold(text) for _, text in searched(self._index.document(number))]
            words = {word for text in texts for word in (*pieces(text), *joined(text))}
            counts.update(word for word in words if word_unit(word) == token)
        return sorted(counts, key=lambda word: (-counts[word], len(word), word))[:FORMS]


def is_word(token: str) -> bool:
    """Whether a token may be what a begun word stands for; the site lists the same ones."""
    return len(token) >= SHORTEST and token.isascii() and token.isalnum() and not token.isdigit()


def stems_of(prefix: str) -> Iterator[str]:
    """Tokens that are shorter than a begun word, and may still be the stem of what it begins."""
    for cut in range(1, 7):
        stem, rest = prefix[:-cut], prefix[-cut:]
        if is_word(stem) and any(ending.startswith(rest) for ending in ENDINGS):
            yield stem
    if is_word(stem := word_unit(prefix)):
        yield stem


def forms_of(words: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """By token that a begun word may stand for: the words that give it, each in as many documents as `words` says."""
    found: dict[str, dict[str, int]] = {}
    for word, count in words.items():
        for token in word_tokens(word):
            if is_word(token):
                form = word if word_unit(word) == token else token
                forms = found.setdefault(token, {})
                forms[form] = forms.get(form, 0) + count
    return found


def prefix_marks(query: Query, held: Held) -> Iterator[tuple[tuple[str, ...], str]]:
    """What to mark for the begun words of a query."""
    for term in query.terms:
        if term.token.endswith("*"):
            yield from (((token,), term.token) for token in held.begun(term.token[:-1]))
