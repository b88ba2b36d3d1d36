"""The nouns of a form that comes in: who sent what, the base as a form needs it, and what is to be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kb.catalog import Catalog
from kb.importing.names import Romanise
from kb.model.settings import Settings

Read = Callable[[str], "bytes | None"]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who filled the form in, as the code host says: the login, the host's number for it, the name on the profile."""

    login: str = ""
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A form as it arrived. `address` is the issue's page, `day` the day on which it was opened."""

    body: str
    title: str = ""
    number: int = 0
    address: str = ""
    day: date | None = None
    labels: tuple[str, ...] = ()
    sender: Sender = Sender()
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell whoever filled the form in: `code` is a sentence of `wording`, `args` fill it."""

    code: str
    args: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **args: object) -> Note:
        return cls(code, {name: str(value) for name, value in args.items()})


class Refused(Exception):
    """Nothing can be written from this form: the note says why. What was sent stays where it was sent."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.code)
        self.note = note


@dataclass(frozen=True, slots=True)
class Base:
    """The base as a form needs it. `taken` are paths of entries here and in drafts that wait; `read` gives bytes.

    `logins` maps a login at the code host to the person whose it is.
    """

    catalog: Catalog
    settings: Settings
    taken: frozenset[str]
    read: Read
    logins: Mapping[str, str] = field(default_factory=dict)
    romanise: Romanise | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """What a form gives: files to write by path, the main one first; who is credited; what to say."""

    kind: str
    title: str
    writes: Mapping[str, bytes]
    notes: tuple[Note, ...] = ()
    author: str = ""  # a person's id
    credit: str = ""  # the name to show, empty for nobody
    signed: bool = False  # whether the commit may say who sent the form
    lang: str = "en"  # of the form: what is said about it is said in this language
