"""Files of a base, read and parsed: taken from what an earlier run kept, or parsed anew and kept.

The one idea: a run that meets many files which nobody has parsed yet (or has nothing kept at all) will meet more of
them, and shares what is left with a second process. What that one parsed comes back as plain values. The result is
the same in the same order.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.adapters import disk
from kb.adapters.careful_reading import read_carefully
from kb.adapters.plain_values import turns
from kb.adapters.second_process import shared
from kb.model.diagnostic import Diagnostic
from kb.model.settings import Settings
from kb.parse import MAX_ENTRY_BYTES, Parsed

if TYPE_CHECKING:
    from kb.adapters.parse_cache import ParseCache

_MANY = 24  # files that have to be parsed: for fewer, a second process costs more than it saves

Advance = Callable[[int, int], None]  # how many files are parsed, of how many


class EntryFiles:
    """The files of the base at `root`, parsed with its settings. `cache` is None where nothing is to be kept.

    `form` is what is kept and given of a file: all of it, or its outline.
    """

    def __init__(
        self,
        root: Path,
        settings: Settings,
        cache: ParseCache | None,
        form: Callable[[Parsed], Parsed] = lambda parsed: parsed,
    ) -> None:
        self._root, self._settings, self._cache, self._form = root, settings, cache, form

    def opened(self, *, ages: bool) -> AbstractContextManager[object]:
        """Ask for files within, if anything is to be kept; as `ParseCache.opened`."""
        return nullcontext() if self._cache is None else self._cache.opened(ages=ages)

    def parsed(self, path: str) -> Parsed:
        """One file. Ask within `opened`."""
        source = disk.read(self._root, path, MAX_ENTRY_BYTES)
        if self._cache is None or isinstance(source, Diagnostic):
            return read_carefully(source, self._settings)
        found = self._cache.get(path, source.data)
        if found is None:
            found = self._form(read_carefully(source, self._settings))
            self._cache.put(path, source.data, found)
        return found

    def all(self, paths: Sequence[str], advance: Advance, beside: Callable[[], object]) -> list[Parsed]:
        """All of `paths`, in their order. Do not ask within `opened`.

        `beside` is called once, while a second process is at work if there is one.
        """
        found: list[Parsed] = []
        with self.opened(ages=True):
            for path in paths:
                if self._strange():
                    break
                advance(len(found), len(paths))
                found.append(self.parsed(path))
        left = paths[len(found) :]
        return found + self._shared(left, lambda done: advance(len(found) + done, len(paths)), beside)

    def _strange(self) -> bool:
        """Whether what is left will have to be parsed, by all that is known."""
        return self._cache is None or self._cache.bare or self._cache.missed >= _MANY

    def _shared(
        self, paths: Sequence[str], advance: Callable[[int], None], beside: Callable[[], object]
    ) -> list[Parsed]:
        def work(numbers: Iterator[int]) -> _Handed:
            with self.opened(ages=False):  # it is still the same run
                handed = _Handed()
                for number in numbers:
                    advance(len(handed.parsed))
                    handed.parsed[number] = self.parsed(paths[number])
                return handed

        if len(paths) < _MANY:
            beside()
            parts: tuple[_Handed, ...] = (work(iter(range(len(paths)))),)
        else:
            parts = shared(len(paths), work, beside)
        found = {number: one for handed in parts for number, one in handed.parsed.items()}
        return [found[number] for number in range(len(paths))]


class _Handed:
    """Parsed files by number; from one process to another they go as plain values, which takes half of the time."""

    def __init__(self) -> None:
        self.parsed: dict[int, Parsed] = {}

    def __reduce__(self) -> tuple[Callable[[list[tuple[int, bytes]]], _Handed], tuple[list[tuple[int, bytes]]]]:
        write, _ = turns(Parsed)
        return _taken, ([(number, marshal.dumps(write(one))) for number, one in self.parsed.items()],)


def _taken(rows: list[tuple[int, bytes]]) -> _Handed:
    _, read = turns(Parsed)
    handed = _Handed()
    for number, data in rows:
        plain: Any = marshal.loads(data)
        handed.parsed[number] = read(plain)
    return handed
