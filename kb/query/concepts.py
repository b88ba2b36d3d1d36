"""The vocabulary as the index knows it: what every topic is called, as unit sequences.

A topic that a document names in any language is indexed as one more token, `#kickoff`. So a query for one of
its names needs one more posting list, phrases of several words are exact, and every engine, the browser
included, expands alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kb.analysis.folding import fold
from kb.analysis.phrases import Phrases
from kb.analysis.stopwords import STOP_WORDS
from kb.analysis.words import units

if TYPE_CHECKING:  # importing it costs a search more than its query does
    from kb.vocabulary import Vocabulary


Words = Mapping[str, Sequence[str]]  # topic id → what it is called, labels first


def concept_words(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """What each topic of a vocabulary is called, in the order of the file, each word once."""
    return {topic.id: tuple(dict.fromkeys(topic.words())) for topic in vocabulary.topics}


def concept_token(topic: str) -> str:
    """The token of a topic; no text gives it, because `#` is never part of a word."""
    return f"#{topic}"


class Concepts:
    """Finds topics in unit sequences, and a topic by one of its names."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._sequences = {
            topic: tuple((word, sequence) for word in called if _says_something(sequence := tuple(units(word))))
            for topic, called in words.items()
        }
        self.phrases: Phrases[str] = Phrases(
            (sequence, concept_token(topic)) for topic, pairs in self._sequences.items() for _, sequence in pairs
        )
        self._by_name = {
            fold(name): topic for topic in reversed(list(words)) for name in (*reversed(words[topic]), topic)
        }

    def sequences(self, topic: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """(word, its units) of everything that a topic is called."""
        return self._sequences.get(topic, ())

    def named(self, name: str) -> str:
        """The id of the topic that is called `name`, or `name` itself."""
        return self._by_name.get(fold(name).strip(), name)


def _says_something(sequence: tuple[str, ...]) -> bool:
    """Not `IT`: a name made of stop words alone would be found in every text."""
    return any(unit not in STOP_WORDS and (len(unit) > 1 or not unit.isascii()) for unit in sequence)
