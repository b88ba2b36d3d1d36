"""How a vocabulary is used: which topics carry how much, which carry nothing, and which look like one another."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from kb.catalog import Catalog
from kb.model.kinds import Kind
from kb.model.topic import Topic
from kb.vocabulary import fold

_ALIKE = 0.84  # of difflib's ratio: `stakeholder` and `stakeholders` are alike, `planning` and `training` are not
_SHORT = 4  # letters; shorter Latin words are alike by chance


@dataclass(frozen=True, slots=True)
class TopicUse:
    """A topic with how many entries carry it themselves, how many by a narrower topic, and by what kind."""

    topic: Topic
    entries: int
    narrower: int
    kinds: tuple[tuple[Kind, int], ...]

    @property
    def unused(self) -> bool:
        """Nobody uses it, nor anything that it is there to hold together."""
        return not self.entries and not self.narrower


@dataclass(frozen=True, slots=True)
class Alike:
    """Two topics that may be one, and the words that say so."""

    first: str
    second: str
    words: tuple[str, str]
    ratio: float


@dataclass(frozen=True, slots=True)
class Unknown:
    """A tag that is no topic, how many entries carry it, and the topic that may be meant, or nothing."""

    word: str
    entries: int
    near: str


def uses(catalog: Catalog) -> tuple[TopicUse, ...]:
    """Every topic, the most used first."""
    counted = {topic.id: catalog.tagged(topic.id) for topic in catalog.vocabulary.topics}
    below: dict[str, set[str]] = {topic.id: set() for topic in catalog.vocabulary.topics}
    for topic in catalog.vocabulary.topics:
        for above in catalog.vocabulary.ancestors(topic.id):
            below[above.id].update(entry.id for entry in counted[topic.id])
    found = []
    for topic in catalog.vocabulary.topics:
        entries = counted[topic.id]
        kinds = tuple((kind, number) for kind in Kind if (number := sum(one.kind is kind for one in entries)))
        narrower = len(below[topic.id] - {entry.id for entry in entries})
        found.append(TopicUse(topic, len(entries), narrower, kinds))
    return tuple(sorted(found, key=lambda one: (-one.entries, -one.narrower, one.topic.id)))


def alike(topics: tuple[Topic, ...]) -> tuple[Alike, ...]:
    """Pairs of topics whose names are nearly the same, the most alike first. One above the other is no pair."""
    found = []
    for at, first in enumerate(topics):
        for second in topics[at + 1 :]:
            if first.id in (second.broader,) or second.id in (first.broader,):
                continue
            pair = _closest(first, second)
            if pair is not None:
                found.append(pair)
    return tuple(sorted(found, key=lambda one: (-one.ratio, one.first, one.second)))


def _closest(first: Topic, second: Topic) -> Alike | None:
    pairs = (
        (_likeness(one, other), one, other)
        for one in dict.fromkeys(map(fold, first.words()))
        for other in dict.fromkeys(map(fold, second.words()))
        if _comparable(one, other)
    )
    ratio, one, other = max(pairs, default=(0.0, "", ""))
    return Alike(first.id, second.id, (one, other), round(ratio, 3)) if ratio >= _ALIKE else None


def _likeness(one: str, other: str) -> float:
    """How alike two names are, 0 to 1. Of as many words each, the two that differ most decide: `project launch` is
    not `project plan`."""
    words, others = one.split(), other.split()
    if len(words) == len(others) > 1:
        return min(_ratio(word, beside) for word, beside in zip(words, others, strict=True))
    return _ratio(one, other)


def _ratio(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(a=one, b=other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _comparable(one: str, other: str) -> bool:
    """Words of one script, long enough that a common letter says something; equal ones always."""
    if one == other:
        return True
    return one.isascii() == other.isascii() and (not one.isascii() or min(len(one), len(other)) >= _SHORT)


def unknown(catalog: Catalog) -> tuple[Unknown, ...]:
    """Tags that are no topic, the most frequent first."""
    counts: dict[str, int] = {}
    for entry in catalog.entries:
        for tag in dict.fromkeys(entry.tags):
            if catalog.vocabulary.find(tag) is None:
                counts[tag] = counts.get(tag, 0) + 1
    found = [
        Unknown(word, number, near.id if (near := catalog.vocabulary.nearest(word)) else "")
        for word, number in counts.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.entries, one.word)))
