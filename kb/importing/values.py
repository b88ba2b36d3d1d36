"""The nouns of bringing things in: foreign files, what their front matter holds, drafts, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from kb.model.diagnostic import Diagnostic
from kb.model.kinds import Kind

Value: TypeAlias = "str | tuple[Value, ...] | Mapping[str, Value]"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say about a foreign file: `code` is a phrase of `kb.importing.phrases`, `args` fill it.

    `diagnostic` takes the phrase's place where a rule of the base already has the words.
    """

    path: str
    code: str
    args: tuple[tuple[str, str], ...] = ()
    diagnostic: Diagnostic | None = None

    @classmethod
    def of(cls, path: str, code: str, **args: object) -> Note:
        return cls(path, code, tuple((name, str(value)) for name, value in args.items()))


class Unreadable(Exception):
    """A foreign file is refused: `note` says why."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.code)
        self.note = note


@dataclass(frozen=True, slots=True)
class Record:
    """One row or record of a table-like file, with the words for where it stood: `row 4`."""

    key: str
    fields: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a document held; `name` is what its text calls it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file from outside as text with `\\n` line ends. `path` is how origins and the ledger name it.

    `records` are the rows of a register; then there is no text. `shape` is `markdown`, `document` or `register`.
    """

    path: str
    text: str
    sha256: str
    notes: tuple[Note, ...] = ()
    shape: str = "markdown"
    records: tuple[Record, ...] = ()
    pictures: tuple[Picture, ...] = ()
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Ref:
    """A place where the id of another draft will stand: `key` as in `Draft.key`, or `person:<folded name>`."""

    key: str
    fragment: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as a source named them, once. `alias` are other spellings that stood beside the name."""

    name: str
    aliases: tuple[str, ...] = ()
    organisation: str = ""
    role: str = ""

    @property
    def key(self) -> str:
        return "person:" + folded_name(self.name)


def folded_name(name: str) -> str:
    """The form in which names of people are compared: no case, no dots, one space."""
    return " ".join(name.casefold().replace(".", " ").replace("·", " ").split())


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has an id. `values` hold front matter in our terms, with `Ref` where ids will stand.

    `key` names it within its file: empty for the main one. `slug` is what it would like to be called. `why` is
    the phrase that says how its kind was chosen. `address` are web paths by which other files may link to it.
    """

    origin: str
    key: str
    kind: Kind
    slug: str
    values: Mapping[str, Any]
    body: str
    date: date | None = None
    why: str = ""
    addresses: tuple[str, ...] = ()
    people: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What one foreign file gave. `counts` are what a recap held beside its entries: sessions, numbers, tags …"""

    drafts: tuple[Draft, ...]
    notes: tuple[Note, ...] = ()
    topics: tuple[str, ...] = ()  # tags that the vocabulary does not know, as they were written
    counts: Mapping[str, int] = field(default_factory=dict)
