"""The nouns of one run of `kb ingest`: what it is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.importing.drafting import Setting
from kb.importing.ledger import Ledger
from kb.importing.mapping import Source
from kb.importing.values import Foreign, Note
from kb.model.kinds import Kind
from kb.model.settings import Settings

Read = Callable[[str], "bytes | None"]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person entry of the base: every name that it goes by."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A foreign file before it is read: `text()` gives what its bytes mean, or raises `Unreadable`."""

    path: str
    sha256: str
    text: Callable[[], Foreign]


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a run needs to know. `read(path)` gives the bytes of a file of the base, or None.

    `sources` gives the source of each foreign path. `taken` are the paths of all entries of the base.
    `picture(origin path)` gives the bytes of a picture beside a foreign file, or None.
    """

    files: Sequence[Incoming | Note]
    source_of: Callable[[str], Source]
    setting: Setting
    settings: Settings
    ledger: Ledger
    read: Read
    taken: Iterable[str] = ()
    people: Sequence[KnownPerson] = ()
    picture: Callable[[str], bytes | None] = lambda path: None


@dataclass(frozen=True, slots=True)
class Written:
    """One entry that was or would be written. `beside` is set when an edited entry keeps its place."""

    id: str
    path: str
    origin: str
    kind: Kind
    why: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write (path → bytes) and what to say. files = written + unchanged + refused, always."""

    files: int
    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    refused: tuple[Note, ...]
    entries: tuple[Written, ...]
    notes: tuple[Note, ...]
    topics: tuple[str, ...]
    writes: Mapping[str, bytes]
    ledger: Ledger
    counts: Mapping[str, int] = field(default_factory=dict)
