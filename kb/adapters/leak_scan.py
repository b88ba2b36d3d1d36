"""The leak scan over the files of a site, before it is put in place; and a note of what was found clean.

    build/<audience>/.verified   the marks, what they were made from, and which shown texts were taken off them

Marks are made anew when what is withheld changes, and then every file is looked at. Otherwise they can only become
fewer, so what was clean stays clean and only files that changed are looked at. The note counts only beside the
edition's `.state` (see `edition_folder`): whoever puts a site in place without this scan removes it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from kb.adapters import disk
from kb.adapters.second_process import shared
from kb.adapters.staging import write_whole
from kb.adapters.versions import files_sum, versions
from kb.catalog import CheckedCatalog
from kb.leaks.clearing import Clearing, Source
from kb.leaks.found import LeakFound, closed, withheld_from
from kb.leaks.marks import Leak, Marks
from kb.leaks.opened import Closed, Seen, opened, sums
from kb.leaks.withheld import shown, withheld, withheld_files, withheld_sum
from kb.model.diagnostic import Diagnostic
from kb.model.files import is_download, is_picture
from kb.model.kinds import Audience
from kb.model.source import SourceFile
from kb.pages.shards import FOLDER

NOTE = ".verified"
SCHEMA = 1
_WORDS_OF_OURS = (".py", ".html", ".css", ".js", ".yml", ".json", ".xml")
_ENGINES = ("material", "zensical", "zensical_ui")  # packages whose themes a site may hold
_POSTINGS = f"{FOLDER}/t/"
_MANY = 500  # files: with fewer a second process costs more than it saves
_LARGEST = 64 * 1024 * 1024  # bytes of a picture or document of the base


@dataclass(frozen=True, slots=True)
class _Note:
    key: str
    cleared: frozenset[str]
    marks: Marks


@dataclass(frozen=True, slots=True)
class _Looked:
    """What one process found: copies of files, (file, mark), and which marks were cleared by which texts."""

    copies: list[Leak]
    said: list[tuple[str, str]]
    gone: set[str]
    cleared: set[str]


class LeakScan:
    """Looks through the site of one edition for whatever is withheld from it.

    `files` are the regular files of the base at `root`, `read` gives what would be published of one, and `frame` are
    the places outside the content that pages take words from: the engine's settings, templates of the base's own.
    """

    def __init__(
        self,
        root: Path,
        catalog: CheckedCatalog,
        audience: Audience,
        files: Mapping[str, disk.Stamp],
        read: Callable[[str], bytes | Diagnostic],
        frame: Collection[Path],
    ) -> None:
        self._root, self._catalog, self._audience = root, catalog, audience
        self._read_file, self._frame = read, frame
        self._note = root / "build" / audience / NOTE
        kept = withheld_files(catalog, audience)
        self._files = {path: files[path] for path in sorted(kept & files.keys())}
        self._sums: dict[str, str] = {}  # of the withheld files, when they were needed
        self._anew: Clearing | None = None

    def prepare(self) -> None:
        """Make the marks anew, for a whole site. This can be done before the site is there."""
        if self._anew is None:
            self._anew = self._clearing(Marks.of(withheld(self._catalog, self._audience)), ())

    def _clearing(self, marks: Marks, cleared: Collection[str]) -> Clearing:
        return Clearing(marks, (*self._software(), *shown(self._catalog, self._audience)), cleared)

    def verify(self, site: Path, changed: Collection[str] | None) -> None:
        """Look at the files `changed` of a site, or at all of them (None, or where more is withheld than before).

        Raises `LeakFound`, which names every file and what it says; the note is gone then.
        """
        note, key = self._read() if changed is not None else None, self._key()
        known = note if note is not None and note.key == key else None
        if known is not None and not changed:
            return
        self.forget()
        clearing = self._prepared() if known is None else self._clearing(known.marks, known.cleared)
        found = list(self._leaks(site, clearing, None if known is None else changed))
        if found:
            raise LeakFound(self._audience, tuple(sorted(found)))
        cleared = " ".join(sorted(clearing.cleared))
        value = {"schema": SCHEMA, "key": key, "cleared": cleared, "marks": clearing.marks.plain()}
        write_whole(self._note, json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _prepared(self) -> Clearing:
        self.prepare()
        assert self._anew is not None
        return self._anew

    def forget(self) -> None:
        """What is in place was not looked at, or is not any more what was."""
        self._note.unlink(missing_ok=True)

    def _key(self) -> str:
        """Stands for everything withheld: entries, parts of entries, files."""
        text = f"{SCHEMA}\n{versions()}\n{withheld_sum(self._catalog, self._audience)}\n{self._files!r}"
        return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()

    def _read(self) -> _Note | None:
        try:
            value = json.loads(self._note.read_bytes())
            if value["schema"] != SCHEMA:
                return None
            return _Note(value["key"], frozenset(value["cleared"].split()), Marks.restored(value["marks"]))
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None

    def _software(self) -> Iterator[Source]:
        """The words of our own code and templates, of the engine's theme, and of what the base adds to them."""
        import kb

        package = Path(kb.__file__).parent
        for place in (package / "theme", package / "pages", package):  # what a site says of ours is mostly there
            yield place.name, versions(), _texts(place)
        for theme in _themes():
            yield "theme", versions(), _texts(theme, (".html",))
        for place in self._frame:
            if place.exists():
                yield str(place), files_sum(place) if place.is_dir() else str(place.stat().st_mtime_ns), _texts(place)

    def _leaks(self, site: Path, clearing: Clearing, changed: Collection[str] | None) -> Iterator[Leak]:
        paths = clearing.order(_walk(site) if changed is None else changed)
        look = partial(self._looked, site, clearing, paths)
        hits: dict[str, list[str]] = {}  # mark → the files that say it
        for found in shared(len(paths), look) if len(paths) > _MANY else (look(range(len(paths))),):
            clearing.also(found.gone, found.cleared)
            yield from found.copies
            for path, mark in found.said:
                hits.setdefault(mark, []).append(path)
        yield from withheld_from(withheld(self._catalog, self._audience), hits)

    def _looked(self, site: Path, clearing: Clearing, paths: Sequence[str], numbers: Iterable[int]) -> _Looked:
        """What is found in these files."""
        seen = Seen()
        copies: list[Leak] = []
        said: list[tuple[str, str]] = []
        for path in map(paths.__getitem__, numbers):
            try:
                with open(f"{site}/{path}", "rb") as file:  # noqa: PTH123 - thousands of Paths cost more
                    data = file.read()
            except FileNotFoundError:
                continue  # it was removed
            if not _same_as_theme(path, data):
                copies += self._copies(path, data) if self._files else ()
                hits = _said(path, data, clearing.marks, seen)
                said += [(path, mark) for mark in clearing.unsaid(hits, path)]
        return _Looked(copies, said, clearing.gone, clearing.cleared)

    def _copies(self, path: str, data: bytes) -> Iterator[Leak]:
        """Withheld files of the base in a file of the site, by their names or their bytes."""
        if path in self._files:
            yield Leak(path, path, "file", path)
        elif is_picture(path) or is_download(path) or b";base64," in data:
            if not self._sums:
                self._sums = dict(self._withheld_sums())
            for total in sums(data):
                if total in self._sums:
                    yield Leak(path, self._sums[total], "file", self._sums[total])

    def _withheld_sums(self) -> Iterator[tuple[str, str]]:
        """(sum, path) of each withheld file, as it lies in the base and as it would be published."""
        for path in self._files:
            source = disk.read(self._root, path, _LARGEST)
            made = self._read_file(path)
            if isinstance(source, SourceFile):
                yield sha256(source.data).hexdigest(), path
            if isinstance(made, bytes):
                yield sha256(made).hexdigest(), path


def _said(path: str, data: bytes, marks: Marks, seen: Seen) -> set[str]:
    """The marks that a file says, in its name or in what is in it."""
    found: set[str] = set()
    if marks:
        try:
            texts = _tokens(data) if path.startswith(_POSTINGS) else opened(path, data, seen)
            found = marks.find("\n".join((path, *texts)), indexed=path.endswith(".json"))
        except Closed as error:
            raise closed(path, str(error)) from error
    seen.judged(clean=not found)
    return found


def _tokens(data: bytes) -> list[str]:
    """The tokens of a part of the search index; beside each stands a list of numbers that only looks like letters."""
    return ["\n".join(json.loads(data))]


def _walk(site: Path) -> Iterator[str]:
    top = len(os.path.join(site, ""))  # noqa: PTH118
    for folder, _, names in os.walk(site):
        yield from (os.path.join(folder, name)[top:].replace(os.sep, "/") for name in names)  # noqa: PTH118


def _texts(place: Path, suffixes: tuple[str, ...] = _WORDS_OF_OURS) -> Iterator[str]:
    for path in sorted(_below(place, suffixes)) if place.is_dir() else [str(place)]:
        if path.endswith(suffixes):
            yield Path(path).read_text(encoding="utf-8", errors="replace")


def _below(place: Path, suffixes: tuple[str, ...]) -> Iterator[str]:
    """The regular files that end so, as strings: a theme has thousands of icons, which say nothing."""
    for folder, folders, names in os.walk(place):
        folders[:] = [name for name in folders if name != ".icons"]
        paths = (f"{folder}/{name}" for name in names if name.endswith(suffixes))
        yield from filter(os.path.isfile, paths)


@cache
def _themes() -> tuple[Path, ...]:
    """Where the themes' own files lie, of those that are installed."""
    found = [find_spec(name) for name in _ENGINES]
    return tuple(Path(one.origin).parent / "templates" for one in found if one is not None and one.origin)


def _same_as_theme(path: str, data: bytes) -> bool:
    """Whether a file is the theme's own, byte for byte: it was there before the base was."""
    if path.startswith("assets/"):
        for theme in (*_themes(), Path(__file__).parent.parent / "theme"):
            with suppress(OSError):
                if (theme / path).read_bytes() == data:
                    return True
    return False
