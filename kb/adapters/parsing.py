"""Files of a base, read and parsed: taken from what an earlier run kept, or parsed anew and kept.

The one idea: a run that meets many files which nobody has parsed yet (or has nothing kept at all) will meet more of
them, and shares what is left with a second process. What that one parsed comes back as plain values, and of what it
kept only an outline. The result is the same in the same order. A body that is kept is read when somebody asks for it
(see `kept_bodies`).
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.adapters import disk
from kb.adapters.careful_reading import read_carefully
from kb.adapters.kept_bodies import KeptBody
from kb.adapters.parse_cache import ParseCache
from kb.adapters.plain_values import turns
from kb.adapters.second_process import shared
from kb.errors import KbError
from kb.model.body import Body
from kb.model.diagnostic import Diagnostic
from kb.model.settings import Settings
from kb.parse import MAX_ENTRY_BYTES, Parsed

Packed = tuple[int, bytes, str, bytes]  # number, key and anchors of the body if that is kept, plain values
_MANY = 24  # files that have to be parsed: for fewer, a second process costs more than it saves

Advance = Callable[[int, int], None]  # how many files are parsed, of how many


class EntryFiles:
    """The files of the base at `root`, parsed with its settings. Without a `cache` nothing is kept."""

    def __init__(self, root: Path, settings: Settings, cache: ParseCache | None) -> None:
        self._root, self._settings, self._cache = root, settings, cache

    @classmethod
    def outlines(cls, root: Path, settings: Settings, folder: Path, basis: str) -> EntryFiles:
        """As the rules see them, and no more; kept in `folder`. `basis` is what they depend on beside the files."""
        return cls(root, settings, ParseCache(folder, basis, "outlines"))

    @classmethod
    def whole(cls, root: Path, settings: Settings, folder: Path, basis: str) -> EntryFiles:
        """With all that there is to each, kept in `folder`."""
        made = cls(root, settings, None)
        made._cache = ParseCache(folder, basis, again=made._body)
        return made

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
            found = self._cache.put(path, source.data, read_carefully(source, self._settings))
        return found

    def _body(self, path: str, key: bytes) -> Body:
        """The body of a file again. Raises `KbError` if the file is not what it was when this run read it."""
        source = disk.read(self._root, path, MAX_ENTRY_BYTES)
        if not isinstance(source, Diagnostic) and self._cache is not None and self._cache.key(path, source.data) == key:
            entry = read_carefully(source, self._settings).entry
            if entry is not None:
                return entry.body
        raise KbError(
            f"{path} was changed while it was being used", "run the command again",
            zh=(f"{path} 在使用过程中被改动了", "请重新运行该命令"),
        )  # fmt: skip

    def all(
        self, paths: Sequence[str], advance: Advance, beside: Callable[[], object], *, ages: bool = True
    ) -> list[Parsed]:
        """All of `paths`, in their order. Do not ask within `opened`.

        `beside` is called once, while a second process is at work if there is one. When there are more files than
        `paths`, what is kept of those must not grow old (`ages` is false).
        """
        found: list[Parsed] = []
        if self._cache is not None:
            self._cache.begin()
        with self.opened(ages=ages):
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
        found = {number: one for handed in parts for number, one in handed.unpacked(paths, self._cache)}
        return [found[number] for number in range(len(paths))]


class _Handed:
    """Parsed files by number; from one process to another they go as plain values, which takes half of the time."""

    def __init__(self, packed: Sequence[Packed] = ()) -> None:
        self.parsed: dict[int, Parsed] = {}
        self._packed = packed

    def __reduce__(self) -> tuple[type[_Handed], tuple[list[Packed]]]:
        return _Handed, ([_packed(number, one) for number, one in self.parsed.items()],)

    def unpacked(self, paths: Sequence[str], cache: ParseCache | None) -> Iterator[tuple[int, Parsed]]:
        """Every file with its number; `cache` is where the other process kept the bodies."""
        yield from self.parsed.items()
        _, read = turns(Parsed)
        for number, key, anchors, data in self._packed:
            plain: Any = marshal.loads(data)
            one: Parsed = read(plain)
            yield number, one if cache is None or not key else cache.with_body(paths[number], key, one, anchors)


def _packed(number: int, parsed: Parsed) -> Packed:
    body: object = parsed.entry.body if parsed.entry is not None else None
    key, anchors = b"", ""
    if parsed.entry is not None and isinstance(body, KeptBody):
        key, anchors = body.key, body.joined
        parsed = replace(parsed, entry=replace(parsed.entry, body=body.outline))
    return number, key, anchors, marshal.dumps(turns(Parsed)[0](parsed))
