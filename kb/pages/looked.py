"""What a page looked at while it was written, so that it is written again when something of that has changed.

The one idea: a page can only show what it asked the catalog for. So the catalog that pages are handed notes every
question, and keeps a sum of every answer. A page whose questions all have their old answers is the page that is there
already; nobody has to know which pages depend on which entries. Settings, vocabulary and frameworks are answers to
no question: whoever keeps pages starts anew when one of them changes. What an entry answers that is as its file says
is known as long as the file is the same, even to another process.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar, cast

from kb.catalog import Catalog, Link
from kb.model.body import Body
from kb.model.entry import Entry
from kb.model.kinds import Kind

T = TypeVar("T")

_NO_BODY = Body("", 0)


def sum_of(value: str | bytes) -> str:
    """A short sum that no two values share."""
    return blake2b(
        value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered before, by question; it still counts for what the entries `same` say of themselves.

    Those are the same files as then, and neither then nor now was anything of them left out.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    same: Set[str] = frozenset()

    def of(self, question: str, entry_id: str) -> str:
        """What an entry answered to a question about itself; empty if that is not known."""
        return self.answers.get(f"{question} {entry_id}", "") if entry_id in self.same else ""


Cards = dict[str, tuple[Entry, str]]  # by id: an entry, and the sum of everything of it but its body


class Looked(Catalog):
    """A catalog that answers as `real` does and notes in `asked` what it was asked.

    Its entries have no lines and no checksum, and reading one's body is a question of its own. It knows of no other
    way to look at a catalog: what is missing here fails, and is never answered without being noted.
    """

    def __init__(self, real: Catalog, cards: Cards | None = None, answered: Answered | None = None) -> None:
        """`cards` are of a catalog before: entries that it had, too (the same, not equal ones) are not summed again."""
        self.asked: set[str] = set()
        self.vocabulary, self.frameworks, self.settings = real.vocabulary, real.frameworks, real.settings
        self._real = real
        self._shown: dict[str, Entry] = {}
        self.cards: Cards = {}
        self._old_cards = cards or {}
        self._answered = answered or Answered()
        self._lists: dict[str, tuple[Entry, ...]] = {}
        self._links_given: dict[tuple[str, ...], tuple[Link, ...]] = {}
        self._referring: dict[tuple[str, ...], tuple[Entry, ...]] = {}
        self._answers: dict[str, str] = {}
        self._made: dict[object, tuple[object, set[str]]] = {}

    def get(self, entry_id: str) -> Entry | None:
        self.asked.add(f"get {entry_id}")
        found = self._real.get(entry_id)
        return None if found is None else self._entry(found)

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        return self._found(f"of {kind}", lambda: self._real.of(kind))

    def tagged(self, topic_id: str) -> tuple[Entry, ...]:
        return self._found(f"tagged {topic_id}", lambda: self._real.tagged(topic_id))

    def links(self, entry_id: str) -> tuple[Link, ...]:
        self.asked.add(f"links {entry_id}")
        return self._linked(("links", entry_id), lambda: self._real.links(entry_id))

    def backlinks(self, entry_id: str, *relations: str) -> tuple[Link, ...]:
        self.asked.add(f"back {entry_id}")
        return self._linked((entry_id, *relations), lambda: self._real.backlinks(entry_id, *relations))

    def referring(self, entry_id: str, *relations: str) -> tuple[Entry, ...]:
        self.asked.add(f"back {entry_id}")
        found = self._referring.get((entry_id, *relations))
        if found is None:
            found = tuple(map(self._entry, self._real.referring(entry_id, *relations)))
            self._referring[entry_id, *relations] = found
        return found

    def __getattr__(self, name: str) -> Any:
        """`entries`, which a catalog has as an attribute; and nothing else."""
        if name != "entries":
            raise AttributeError(f"a page cannot ask for {name!r}: what it asks must be noted")
        return self._found("entries ", lambda: self._real.entries)

    def answer(self, question: str) -> str:
        """The sum of what `question`, as it stands in `asked`, is answered with."""
        found = self._answers.get(question)
        if found is None:
            name, _, about = question.partition(" ")
            found = self._answers[question] = _ANSWERS[name](self, about)
        return found

    def stale(self) -> set[str]:
        """The questions that have another answer than before. Those to entries that are the same need not be asked."""
        before, same = self._answered.answers, self._answered.same
        for question, answer in before.items():
            name, _, about = question.partition(" ")
            if name in _OF_ITSELF and about in same:
                self._answers[question] = answer
        return {question for question, answer in before.items() if self.answer(question) != answer}

    def once(self, key: object, make: Callable[[], T]) -> T:
        """What `make` gives, made the first time and given again for the same key, with all that it asked."""
        known = self._made.get(key)
        if known is None:
            outer, self.asked = self.asked, set()
            try:
                value = make()
            finally:
                asked, self.asked = self.asked, outer
            known = self._made[key] = value, asked
        self.asked |= known[1]
        return cast(T, known[0])

    def forget(self) -> None:
        """Let go of what was made for those who asked, when all pages are written: it is as much as the catalog."""
        for made in (self._shown, self._lists, self._links_given, self._referring, self._made, self._old_cards):
            made.clear()

    def _entry(self, entry: Entry) -> Entry:
        shown = self._shown.get(entry.id)
        if shown is None:
            body = cast(Body, _Body(entry, self))
            shown = self._shown[entry.id] = replace(entry, body=body, lines={}, sha256="")
        return shown

    def _found(self, question: str, ask: Callable[[], tuple[Entry, ...]]) -> tuple[Entry, ...]:
        self.asked.add(question)
        found = self._lists.get(question)
        if found is None:
            found = self._lists[question] = tuple(map(self._entry, ask()))
        return found

    def _linked(self, key: tuple[str, ...], ask: Callable[[], tuple[Link, ...]]) -> tuple[Link, ...]:
        found = self._links_given.get(key)
        if found is None:
            found = self._links_given[key] = _lineless(ask())
        return found

    def _card(self, entry: Entry) -> str:
        """The sum of everything of an entry but its body."""
        known = self.cards.get(entry.id)
        if known is None:
            known = self._old_cards.get(entry.id)
            if known is None or known[0] is not entry:
                known = entry, self._answered.of("get", entry.id) or _sum_of_card(entry)
            self.cards[entry.id] = known
        return known[1]

    def _list(self, entries: tuple[Entry, ...]) -> str:
        return sum_of(" ".join(map(self._card, entries)))

    def _got(self, entry_id: str) -> str:
        found = self._real.get(entry_id)
        return "" if found is None else self._card(found)

    def _body(self, entry_id: str) -> str:
        """The file's checksum stands for the body that was made from it, where there is a file."""
        found = self._real.get(entry_id)
        return "" if found is None else found.sha256 or sum_of(repr(found.body))

    def _back(self, entry_id: str) -> str:
        """Whoever refers to the entry, with all that they refer to, and which of that leads here."""
        targets = " ".join([link.target for link in self._real.backlinks(entry_id)])
        told = [f"{self._card(one)} {self.answer(f'links {one.id}')}" for one in self._real.referring(entry_id)]
        return sum_of("\n".join([targets, *told]))

    def _linking(self, entry_id: str) -> str:
        """Everything of an entry's links but their lines."""
        return self._answered.of("links", entry_id) or sum_of(repr(_lineless(self._real.links(entry_id))))


_OF_ITSELF = frozenset({"get", "body", "links"})  # what an entry answers from its own file

_ANSWERS: Mapping[str, Callable[[Looked, str], str]] = {
    "get": Looked._got,
    "body": Looked._body,
    "of": lambda looked, kind: looked._list(looked._real.of(Kind(kind))),
    "tagged": lambda looked, topic: looked._list(looked._real.tagged(topic)),
    "entries": lambda looked, _: looked._list(looked._real.entries),
    "links": Looked._linking,
    "back": Looked._back,
}


class _Body:
    """An entry's body that notes when somebody reads it."""

    def __init__(self, entry: Entry, looked: Looked) -> None:
        self._entry, self._looked = entry, looked

    def __getattr__(self, name: str) -> Any:
        self._looked.asked.add(f"body {self._entry.id}")
        return getattr(self._entry.body, name)


def _sum_of_card(entry: Entry) -> str:
    return sum_of(repr(replace(entry, body=_NO_BODY, lines={}, sha256="")))


def _lineless(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(map(_without_line, links))


@lru_cache(maxsize=1 << 16)
def _without_line(link: Link) -> Link:
    return replace(link, line=0)
