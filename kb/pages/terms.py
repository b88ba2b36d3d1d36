"""What the site's search index holds of one document: the only slow step of the index, and the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.analysis.counting import counted, length, phrases_in
from kb.analysis.counting import frequencies as of_tokens
from kb.ports.search import Document
from kb.query.concepts import Concepts
from kb.query.weights import searched

Forms = dict[str, int]  # a word as it is written → in how many documents


@dataclass(frozen=True, slots=True)
class Terms:
    """How often a document says each of its `words`, as they are written, and each of the topics' tokens, both by
    weight of field; and its `length`."""

    length: int
    words: Mapping[str, int]
    topics: Mapping[str, int]

    @property
    def frequencies(self) -> dict[str, int]:
        """How often it holds each token."""
        return {**of_tokens(self.words), **self.topics}


NO_TERMS = Terms(0, {}, {})  # of a document that is not there


def terms_of(document: Document, concepts: Concepts) -> Terms:
    found = counted(searched(document))
    return Terms(length(found.words), found.words, phrases_in(found, concepts.phrases))
