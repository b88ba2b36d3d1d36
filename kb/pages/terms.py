"""What the site's search index holds of one document: the only slow step of the index, and the same every time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from kb.ports.search import Document
from kb.query import weights as fields
from kb.query.concepts import Concepts
from kb.query.weights import weights

Forms = dict[str, int]  # a word as it is written → in how many documents

# The weights of fields are whole numbers of one over this.
UNIT = lcm(
    *(
        Fraction(one).limit_denominator(100).denominator
        for one in (fields.TITLE, fields.SUMMARY, fields.TOPICS, fields.PEOPLE, fields.HEADINGS, fields.TEXT)
    )
)


@dataclass(frozen=True, slots=True)
class Terms:
    """`length` and the weighted `frequencies` by token, both in 1/`UNIT`; `words` are those of letters and digits."""

    length: int
    frequencies: Mapping[str, int]
    words: Sequence[str]


NO_TERMS = Terms(0, {}, ())  # of a document that is not there


def terms_of(document: Document, concepts: Concepts) -> Terms:
    found = weights(document, concepts)
    frequencies = {token: int(frequency * UNIT) for token, frequency in found.frequencies.items()}
    return Terms(int(found.length * UNIT), frequencies, tuple(found.words))
