"""The controlled vocabulary: topics found by id, label or alias in any language, and the nearest match.

It holds no file and reads none: `kb.parse` turns `topics.yml` into the topics that it is made from.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

from kb.model.topic import Topic


def fold(word: str) -> str:
    """The form in which words of the vocabulary are compared: NFKC, no case, one space, hyphens as spaces."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().replace("-", " ").replace("_", " ").split())


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word most like `word` (difflib's ratio, at least `cutoff`), compared without case."""
    by_fold = {fold(one): one for one in sorted(known, reverse=True)}
    found = difflib.get_close_matches(fold(word), by_fold, n=1, cutoff=cutoff)
    return by_fold[found[0]] if found else None


class Vocabulary:
    """Topics in the order of the file, with lookups. Two topics that claim one word: the first has it."""

    def __init__(self, topics: Sequence[Topic] = ()) -> None:
        self.topics = tuple(topics)
        self._by_id = {topic.id: topic for topic in reversed(self.topics)}
        self._by_word: dict[str, Topic] = {}
        self._narrower: dict[str, list[Topic]] = {}
        self._nearest: dict[str, Topic | None] = {}  # one unknown tag often stands in many entries
        self._found: dict[str, Topic | None] = {}  # as it is written; one tag stands in many entries and on many pages
        self._tagged: dict[tuple[str, ...], tuple[Topic, ...]] = {}  # an entry is shown on a dozen pages
        for topic in self.topics:
            for word in topic.words():
                self._by_word.setdefault(fold(word), topic)
            if topic.broader:
                self._narrower.setdefault(topic.broader, []).append(topic)

    def __contains__(self, topic_id: object) -> bool:
        return topic_id in self._by_id

    def get(self, topic_id: str) -> Topic | None:
        return self._by_id.get(topic_id)

    def find(self, word: str) -> Topic | None:
        """The topic that is called `word`, in any language."""
        try:
            return self._found[word]
        except KeyError:
            found = self._found[word] = self._by_word.get(fold(word))
            return found

    def known(self, tags: tuple[str, ...]) -> tuple[Topic, ...]:
        """The topics that these tags name, each once, in the order of the tags; unknown tags are left out."""
        found = self._tagged.get(tags)
        if found is None:
            topics = [self.find(tag) or self.get(tag) for tag in tags]
            found = self._tagged[tags] = tuple({topic.id: topic for topic in topics if topic is not None}.values())
        return found

    def nearest(self, word: str) -> Topic | None:
        """The topic whose id, label or alias is most like `word`; for Chinese, one that shares most characters."""
        folded = fold(word)
        if folded not in self._nearest:
            self._nearest[folded] = self._by_word.get(folded) or self._by_spelling(folded)
        return self._nearest[folded]

    def _by_spelling(self, folded: str) -> Topic | None:
        close = difflib.get_close_matches(folded, self._by_word, n=1, cutoff=0.6)
        if close:
            return self._by_word[close[0]]
        # A two-character Chinese word with one wrong character has a ratio of .5 and still means something.
        close = difflib.get_close_matches(folded, [w for w in self._by_word if not w.isascii()], n=1, cutoff=0.5)
        return self._by_word[close[0]] if close else None

    def narrower(self, topic_id: str) -> tuple[Topic, ...]:
        return tuple(self._narrower.get(topic_id, ()))

    def ancestors(self, topic_id: str) -> tuple[Topic, ...]:
        """Broader topics, nearest first; a circle in the file ends where it closes."""
        found: list[Topic] = []
        topic = self._by_id.get(topic_id)
        while topic is not None and topic.broader:
            topic = self._by_id.get(topic.broader)
            if topic is None or topic in found or topic.id == topic_id:
                break
            found.append(topic)
        return tuple(found)
