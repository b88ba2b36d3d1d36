"""What a Whoosh index of ours holds. Whoosh finds these classes again by name when it opens one: never rename them.

A word is a term. A pair of Han characters is not: a Chinese base has a hundred thousand different pairs, most
of them in one document, and each term costs Whoosh 150 bytes and time. So pairs with one first character share
a few terms, and each posting's value says which second character it is about; a document may stand in such a
list several times. Importing this module imports Whoosh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.columns import CompressedBytesColumn
from whoosh.fields import COLUMN, ID, STORED, FieldType, Schema
from whoosh.formats import Existence, Format

from kb.analysis.words import is_han

_SHARES = 8  # lists among which the pairs of one first character are divided


class SecondCharacter(Format):  # type: ignore[misc]
    """Postings whose value is a character, in four bytes."""

    posting_size = 4


class Words(FieldType):  # type: ignore[misc]
    """Is given finished tokens with their weighted frequencies; indexes all but pairs, and stores nothing else."""

    def __init__(self) -> None:
        super().__init__(format=Existence(), analyzer=None)

    def index(self, value: Mapping[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, value) of every posting; our frequency is Whoosh's weight."""
        return ((token.encode(), 1, weight, b"") for token, weight in value.items() if not is_pair(token))


class Pairs(FieldType):  # type: ignore[misc]
    """The same for pairs of Han characters."""

    def __init__(self) -> None:
        super().__init__(format=SecondCharacter(), analyzer=None)

    def index(self, value: Mapping[str, float], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((*_pair(token)[:1], 1, weight, _pair(token)[1]) for token, weight in value.items() if is_pair(token))


def is_pair(token: str) -> bool:
    return len(token) == 2 and is_han(token)


def pair_term(token: str) -> tuple[str, bytes]:
    """The term that a pair shares, and the value of its postings there."""
    return f"{token[0]}{ord(token[1]) % _SHARES}", token[1].encode("utf-32-be")


def _pair(token: str) -> tuple[bytes, bytes]:
    term, value = pair_term(token)
    return term.encode(), value


def schema() -> Schema:
    """`words` and `pairs` are searched, `id` tells which document a number is, the others are read for hits."""
    return Schema(
        id=ID(unique=True, sortable=True),
        words=Words(),
        pairs=Pairs(),
        document=STORED(),
        sequence=COLUMN(CompressedBytesColumn()),
    )


def codec() -> W3Codec:
    """Whoosh's own codec: long blocks read faster, and lengths of fields are ours, so it need not keep them."""
    made = W3Codec(blocklimit=1024, compression=1)
    made.length_stats = False
    return made
