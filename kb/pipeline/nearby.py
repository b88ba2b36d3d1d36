"""Checking some files of a base without parsing the others: which of them matter, told from a summary of each.

The findings about a file depend on the file itself, on what it refers to, on what refers to it, and on whoever has the
same id. A summary says of every file just that; whatever is near enough is parsed in full and checked as ever, so that
what is said about the wanted files is what a check of the whole base says about them. A test holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.analysis.likeness import Sketch, candidates
from kb.catalog import entry_id, links_of, slug_words
from kb.model.kinds import Kind
from kb.parse import Parsed
from kb.rules.advice import Around, Guarded, guarded, lesson_sketch


@dataclass(frozen=True, slots=True)
class Summary:
    """What the others must know of a file. `ids` is empty for one that gave no entry; the first is its own."""

    ids: tuple[str, ...] = ()
    kind: str = ""
    targets: tuple[str, ...] = ()
    sketch: Sketch = ()
    guarded: Guarded | None = None


def summary(parsed: Parsed) -> Summary:
    entry = parsed.entry
    if entry is None:
        return Summary()
    targets = tuple(sorted({link.target for link in links_of(entry)}))
    return Summary((entry.id, *entry.old_ids), str(entry.kind), targets, lesson_sketch(entry), guarded(entry))


class Neighbours:
    """All summaries of a base, by path, with what is asked of them."""

    def __init__(self, summaries: Mapping[str, Summary]) -> None:
        self.summaries = summaries

    @cached_property
    def _by_id(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path, one in self.summaries.items():
            for name in one.ids:
                found[name].append(path)
        return found

    @property
    def unread(self) -> tuple[str, ...]:
        """Files that gave no entry."""
        return tuple(path for path, one in self.summaries.items() if not one.ids)

    @property
    def counts(self) -> dict[str, int]:
        """How many entries there are of each kind; of two with one id the first counts."""
        first = {one.ids[0]: one.kind for _, one in sorted(self.summaries.items(), reverse=True) if one.ids}
        found: dict[str, int] = defaultdict(int)
        for kind in first.values():
            found[kind] += 1
        return dict(sorted(found.items()))

    def around(self) -> Around:
        """What advice needs of everybody."""
        people = sorted((one.guarded for one in self.summaries.values() if one.guarded), key=lambda one: one.id)
        sketches = {
            one.ids[0]: one.sketch
            for _, one in sorted(self.summaries.items(), reverse=True)
            if one.kind == Kind.LESSON and one.sketch
        }
        return Around(tuple(people), sketches)

    def referring(self, ids: Iterable[str]) -> set[str]:
        """Files that refer to one of these ids."""
        wanted = frozenset(ids)
        return {path for path, one in self.summaries.items() if not wanted.isdisjoint(one.targets)}

    def left_behind(self, gone: Iterable[str]) -> set[str]:
        """Files that refer to an entry that stood in one of the files `gone`, and now to nothing."""
        return self.referring(entry_id(path) for path in gone if entry_id(path) not in self._by_id)

    def near(self, wanted: Iterable[str], advised: bool) -> set[str]:
        """The files that have to be parsed to check the wanted ones, those among them."""
        chosen = [self.summaries[path] for path in wanted]
        ids = {name for one in chosen for name in one.ids}
        targets = {name for one in chosen for name in one.targets}
        found = {*wanted, *self.referring(ids)}
        for name in ids | targets:
            found.update(self._by_id.get(name, ()))
        found.update(self._meant(targets - self._by_id.keys()))
        if advised:
            found.update(self._alike(chosen))
        return found

    def _meant(self, missing: set[str]) -> set[str]:
        """Files whose names are like those that nobody has: one of them may be what was meant."""
        words = {word for name in missing for word in slug_words(name)}
        if not words:
            return set()
        return {path for name, paths in self._by_id.items() if words & slug_words(name) for path in paths}

    def _alike(self, chosen: Iterable[Summary]) -> set[str]:
        asked = {one.ids[0]: one.sketch for one in chosen if one.sketch}
        if not asked:
            return set()
        found = candidates(asked, dict(self.around().sketches or {}))
        return {path for names in found.values() for name in names for path in self._by_id[name]}


def entries_near(parsed: Mapping[str, Parsed], unread: Iterable[str]) -> tuple[Parsed, ...]:
    """What is checked: the parsed files, and of the others that they gave nothing."""
    return (*parsed.values(), *(Parsed(path, None) for path in unread if path not in parsed))
