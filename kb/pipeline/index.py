"""Bringing a search index up to date: what has to be read again, what has to be indexed again, and nothing else.

Values and small Protocols only: the disk, the cache and the engine are handed in. Importing this imports all that
reads entries; `kb.pipeline.seen` alone can tell whether there is anything to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from kb.catalog import Catalog
from kb.model.body import Body
from kb.model.entry import Entry
from kb.parse import Parsed
from kb.pipeline.check import Frame
from kb.pipeline.documents import document, needs, references
from kb.pipeline.known_files import Files, FileState
from kb.pipeline.seen import Seen
from kb.pipeline.state import State, changed, config_changed
from kb.ports.search import Document
from kb.query.concepts import concept_words


class Base(Protocol):
    """The base that is indexed. `digest` reads what `Seen.config` names, and only when that may have changed."""

    @property
    def frame(self) -> Frame: ...
    def digest(self) -> str: ...
    def parse(self, path: str) -> Parsed: ...


@dataclass(frozen=True, slots=True)
class Update:
    """What an index has to take in; the documents may be made as they are taken, and are taken once.

    `fresh` means: into an empty index.
    """

    state: State
    documents: Collection[Document] = ()
    removed: tuple[str, ...] = ()
    concepts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fresh: bool = False

    @property
    def changes_index(self) -> bool:
        return self.fresh or bool(self.documents or self.removed)


def update(
    state: State | None, seen: Seen, base: Base, progress: Callable[[int, int], None] = lambda done, total: None
) -> Update:
    """What to do to the index that was made from `state`, or to an empty one."""
    digest = state.digest if state and not config_changed(state, seen) else base.digest()
    if state is not None and state.digest == digest:
        found = _refreshed(state, seen, base, progress)
        if found is not None:
            return found
    return _rebuilt(digest, seen, base, progress)


def _rebuilt(digest: str, seen: Seen, base: Base, progress: Callable[[int, int], None]) -> Update:
    frame = base.frame
    parsed: dict[str, Entry | None] = {}
    for done, path in enumerate(seen.files):
        progress(done, len(seen.files))
        entry = base.parse(path).entry
        parsed[path] = _lean(entry) if entry is not None else None
    catalog = _catalog((one for one in parsed.values() if one is not None), frame)
    files = Files.of(seen.files, {path: _file_state(entry, catalog) for path, entry in parsed.items()})
    return Update(
        state=State(digest, seen.config, files, seen.looked_ns),
        documents=_Documents(catalog),
        concepts=concept_words(frame.vocabulary),
        fresh=True,
    )


def _lean(entry: Entry) -> Entry:
    """An entry without what no document is made from, so that a base of any size fits into memory."""
    body = entry.body
    sections = tuple(replace(one, html="") for one in body.sections)
    return replace(entry, body=Body("", body.line, sections, body.headings, body.links, body.audiences))


class _Documents(Collection[Document]):
    """The documents of a catalog, each made when it is its turn."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def __len__(self) -> int:
        return len(self._catalog.entries)

    def __iter__(self) -> Iterator[Document]:
        return (document(entry, self._catalog) for entry in self._catalog.entries)

    def __contains__(self, one: object) -> bool:
        return isinstance(one, Document) and self._catalog.get(one.id) is not None


@dataclass(slots=True)
class _Difference:
    """What has changed since a state, by path. `parsed` holds everything that was read on the way."""

    known: Files
    gone: dict[str, FileState]
    other: dict[str, FileState | None]  # as they were before
    depending: list[str]
    parsed: dict[str, Parsed]

    @property
    def again(self) -> list[str]:
        """The files whose entries are indexed again: those that say something else, and those made from them."""
        return [*self.other, *self.depending]

    def entry(self, path: str) -> Entry | None:
        return self.parsed[path].entry

    def untouched(self, ids: Collection[str]) -> dict[str, FileState]:
        """The files that have one of these ids or need it, and say what they said before."""
        return {
            path: one
            for path, one in self.known.naming(ids).items()
            if path not in self.gone and path not in self.other
        }


def _difference(state: State, seen: Seen, base: Base, progress: Callable[[int, int], None]) -> _Difference:
    known = state.files
    gone = {path: known.get(path) or FileState() for path in sorted(known.stamps.keys() - seen.files.keys())}
    suspect = changed(state, seen)
    parsed: dict[str, Parsed] = {}
    for done, path in enumerate(suspect):
        progress(done, len(suspect))
        parsed[path] = base.parse(path)
    before = {path: known.get(path) for path in suspect}
    other = {path: one for path, one in before.items() if _differs(one, parsed[path].entry)}
    found = _Difference(known, gone, other, [], parsed)
    moved = {one for was in gone.values() for one in was.ids}
    for path, was in other.items():
        entry = found.entry(path)
        moved |= {*(was.ids if was else ()), *(_ids(entry) if entry else ())}
    found.depending = [path for path, one in found.untouched(moved).items() if not moved.isdisjoint(one.needs)]
    return found


def _refreshed(state: State, seen: Seen, base: Base, progress: Callable[[int, int], None]) -> Update | None:
    """The smallest update; nothing when only a look at all files can tell whose an id is."""
    found = _difference(state, seen, base, progress)
    if _unsettled(found):
        return None
    frame = base.frame if found.other or found.gone else None
    catalog = _catalog(_around(found, base), frame)
    made = [entry for path in found.again if (entry := found.entry(path)) is not None]
    before = [*found.gone.values(), *filter(None, found.other.values())]
    dropped = {one for was in before for one in was.ids[:1]} - {entry.id for entry in made}
    files = state.files.after(seen.files, {path: _file_state(found.entry(path), catalog) for path in found.again})
    return Update(
        state=State(state.digest, seen.config, files, seen.looked_ns),
        documents=tuple(document(entry, catalog) for entry in sorted(made, key=lambda one: one.id)),
        removed=tuple(sorted(dropped)),
        concepts=concept_words(frame.vocabulary) if frame else {},
    )


def _ids(entry: Entry) -> tuple[str, ...]:
    return (entry.id, *entry.old_ids)


def _differs(known: FileState | None, entry: Entry | None) -> bool:
    """Whether a file that was read again says anything else than before."""
    return known is None or known.sha256 != (entry.sha256 if entry else "") or bool(known.ids) != bool(entry)


def _unsettled(found: _Difference) -> bool:
    """Whether an id that two files claim, or claimed, is among what has changed: then only a look at all can tell."""
    depending = (found.known.get(path) for path in found.depending)
    before = [*found.gone.values(), *found.other.values(), *depending]
    entries = [entry for path in found.other if (entry := found.entry(path)) is not None]
    touched = {one for was in before if was for one in was.ids} | {one for entry in entries for one in _ids(entry)}
    claimed = Counter(one.ids[0] for one in found.known.naming(touched).values() if one.ids)
    claims = Counter(one.ids[0] for one in found.untouched(touched).values() if one.ids)
    claims.update(entry.id for entry in entries)
    return any(counts[one] > 1 for counts in (claimed, claims) for one in touched)


def _around(found: _Difference, base: Base) -> list[Entry]:
    """The entries that are indexed again, and those that their documents are made from.

    Two steps lead to everything: from a lesson to the salon that it was told at, and on to who spoke there.
    """
    read = {one: path for path, parsed in found.parsed.items() if parsed.entry for one in _ids(parsed.entry)}
    entries: dict[str, Entry] = {}
    near = found.again
    for _ in range(3):
        for path in near:
            if path not in found.parsed:
                found.parsed[path] = base.parse(path)
        reached = {path: entry for path in near if path not in entries and (entry := found.entry(path))}
        entries |= reached
        wanted = [one for entry in reached.values() for one in sorted(references(entry))]
        elsewhere = found.untouched(set(wanted)).items() if wanted else ()
        first = {one: path for path, known in reversed([*elsewhere]) for one in known.ids}  # of two files that claim it
        near = [path for one in wanted if (path := read.get(one) or first.get(one, ""))]
    return list(entries.values())


def _catalog(entries: Iterable[Entry], frame: Frame | None) -> Catalog:
    return Catalog(entries, frame.vocabulary, frame.frameworks, frame.settings) if frame else Catalog(entries)


def _file_state(entry: Entry | None, catalog: Catalog) -> FileState:
    if entry is None:
        return FileState()
    return FileState(entry.sha256, _ids(entry), tuple(sorted(needs(entry, catalog))))
