"""Golden queries against a search: which of them are not answered as people need them.

It asks through a function, so that the terminal's index and the site in a browser are tried in the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.analysis.words import units
from kb.model.golden import GoldenQuery

FIRST = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search gave: ids in order (more than ten, where it has them), how many there are, the other spelling,
    offered or searched at once.

    `also` are the ids of translations by the id under which they were found, too.
    """

    ids: Sequence[str]
    total: int
    suggestion: str = ""
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def first(self) -> frozenset[str]:
        """Everything that a reader of the first ten hits finds there."""
        return frozenset(one for hit in self.ids[:FIRST] for one in (hit, *self.also.get(hit, ())))


@dataclass(frozen=True, slots=True)
class Failure:
    """A golden query that was answered otherwise. `what` is `missing`, `found`, `suggests` or `something`."""

    golden: GoldenQuery
    what: str
    value: str


Ask = Callable[[str], Answer]


def failures(queries: Iterable[GoldenQuery], ask: Ask) -> tuple[Failure, ...]:
    """Every golden query is asked but those that wait for an answer; what is not as it says, in its order."""
    return tuple(failure for golden in queries if not golden.gap for failure in _failures(golden, ask))


def _failures(golden: GoldenQuery, ask: Ask) -> Iterable[Failure]:
    answer = ask(golden.query)
    if golden.nothing and answer.total:
        yield Failure(golden, "something", answer.ids[0])
    for one in golden.leaves_out:
        if one in answer.ids:
            yield Failure(golden, "found", one)
    if golden.suggests:
        if units(answer.suggestion) != units(golden.suggests):  # `stakeholders` will do for `stakeholder`
            yield Failure(golden, "suggests", answer.suggestion)
        answer = ask(golden.suggests)
    for one in golden.finds:
        if one not in answer.first:
            yield Failure(golden, "missing", one)
