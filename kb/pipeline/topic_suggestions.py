"""What might become a topic: what entries that were brought in were tagged with, and what their titles keep saying.

Only words that the vocabulary does not know. It suggests and decides nothing: a vocabulary is made by people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kb import frontmatter
from kb.analysis.folding import fold as folded
from kb.analysis.stopwords import STOP_WORDS
from kb.analysis.words import is_han, pieces
from kb.catalog import Catalog
from kb.frontmatter import Items, Scalar
from kb.model.source import SourceFile
from kb.vocabulary import Vocabulary, fold

_FOREIGN = "x_tags"
_OFTEN = 3  # entries that say it
_HAN = 4  # characters of a Chinese phrase
_PARTICLES = frozenset("的了和与在是及之一个这那我你有不为以从到上下中")
AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word with how many entries speak of it; `tagged`: somebody used it as a tag, else titles do."""

    word: str
    entries: int
    tagged: bool


def suggestions(catalog: Catalog, sources: Iterable[SourceFile]) -> tuple[Suggestion, ...]:
    """At most `AT_MOST` of each sort, the most frequent first. `sources` are the files of the base."""
    tags = _counted((word for word in foreign_tags(source)) for source in sources)
    brought = [entry for entry in catalog.entries if entry.origin is not None]
    spoken = _counted(_phrases(title) for entry in brought for title in entry.title.every())
    kinds = ((tags, True), (spoken, False))
    return tuple(one for found, tagged in kinds for one in _best(found, tagged, catalog.vocabulary, tags))


def _best(
    found: dict[str, tuple[str, int]], tagged: bool, vocabulary: Vocabulary, tags: dict[str, tuple[str, int]]
) -> list[Suggestion]:
    every = [
        Suggestion(word, number, tagged)
        for key, (word, number) in found.items()
        if number >= _OFTEN and vocabulary.find(word) is None and (tagged or key not in tags)
    ]
    ordered = sorted(every, key=lambda one: (-one.entries, one.word))
    return [one for at, one in enumerate(ordered) if not any(_overlap(one.word, other.word) for other in ordered[:at])][
        :AT_MOST
    ]


def _overlap(one: str, other: str) -> bool:
    """Whether two Chinese runs are cut out of one phrase."""
    return not one.isascii() and len(one) == len(other) == _HAN and (one[1:] in other or one[:-1] in other)


def foreign_tags(source: SourceFile) -> tuple[str, ...]:
    """The words under `x_tags`: tags of an entry that the vocabulary did not know when it was brought in."""
    if _FOREIGN.encode() not in source.data:
        return ()
    found, _ = frontmatter.read(source.path, source.data)
    field = found.fields.get(_FOREIGN) if found is not None else None
    if field is None or not isinstance(field.node, Items):
        return ()
    return tuple(one.value for one in field.node.items if isinstance(one, Scalar) and one.value)


def _counted(groups: Iterable[Iterable[str]]) -> dict[str, tuple[str, int]]:
    """Word → (as it was first written, groups that hold it), by its folded form."""
    found: dict[str, tuple[str, int]] = {}
    numbers: dict[str, int] = defaultdict(int)
    for group in groups:
        words = {fold(word): word for word in group}
        for key, word in words.items():
            numbers[key] += 1
            found.setdefault(key, (word, 0))
    return {key: (word, numbers[key]) for key, (word, _) in found.items()}


def _phrases(title: str) -> Iterable[str]:
    """Pairs of English words, and runs of four Han characters, that stand for something."""
    found = pieces(folded(title))
    for one, other in pairwise(found):
        if all(len(word) > 2 and word.isascii() and word.isalpha() and word not in STOP_WORDS for word in (one, other)):
            yield f"{one} {other}"
    for piece in found:
        if is_han(piece):
            runs = (piece[at : at + _HAN] for at in range(len(piece) - _HAN + 1))
            yield from (run for run in runs if not _PARTICLES & set(run))
