"""Who is named for a contribution: as the form allows, and nobody where it allows nothing.

Whoever was credited before is found by login, so that one person has one entry. A name alone is only a claim; the
reviewer is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kb.frontmatter.writer import document
from kb.importing.forms.answers import Answers
from kb.importing.forms.definition import choice
from kb.importing.forms.values import Base, Note, Sender
from kb.importing.names import Names, slug
from kb.importing.values import folded_name
from kb.importing.wording import cut, one_line
from kb.model.entry import Person
from kb.model.kinds import Kind

_HAN = re.compile(r"[\u3400-\u9fff]")
_NAME = re.compile(r"\w[\w .,'’·&()-]*")
_CONTACT = re.compile(r"<?\S+@\S+\.\S+>?|https?://\S+|\+?\d[\d ()-]{6,}\d")


@dataclass(frozen=True, slots=True)
class Credit:
    """`id` is the person's, empty for nobody; `writes` holds the entry of a person who is new."""

    id: str = ""
    name: str = ""
    writes: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()


def credit(answers: Answers, sender: Sender, base: Base) -> Credit:
    """Who is to be named. Without an answer nobody is: silence is no consent."""
    wanted = choice("credit", answers["credit"])
    if wanted in ("", "none"):
        return Credit(notes=() if wanted else (Note.of("unnamed"),))
    known = base.logins.get(sender.login.casefold(), "") if sender.login else ""
    person = base.catalog.get(known) if known else None
    if person is not None and isinstance(person.detail, Person):
        return Credit(person.id, person.detail.names.pick(answers.form.lang))
    name = _name(answers["name"] or ("" if wanted == "pseudonym" else sender.name or sender.login))
    if not _NAME.fullmatch(name):
        return Credit(notes=(Note.of("no-name"),))
    return _by_name(name, base) or _new(name, wanted, sender, base)


def _name(written: str) -> str:
    """A name on one line; whatever else was written beside it (an address, a number) is not for publishing."""
    return cut(one_line(_CONTACT.sub("", written.partition("\n")[0])).strip(" ,;，；@"), 80)


def _by_name(name: str, base: Base) -> Credit | None:
    """Somebody of that name in the base: it may be the same person, which only people can tell."""
    for one in base.catalog.of(Kind.PERSON):
        if isinstance(one.detail, Person) and folded_name(name) in map(folded_name, one.detail.names.every()):
            return Credit(one.id, name, notes=(Note.of("same-name", name=name, id=one.id),))
    return None


def _new(name: str, wanted: str, sender: Sender, base: Base) -> Credit:
    """A new person. With a pseudonym the file holds nothing else that tells who it is."""
    lang = "zh" if _HAN.search(name) else "en"
    values: dict[str, Any] = {"names": {lang: name}, "audience": "internal", "consent": wanted}
    if wanted == "pseudonym":
        values["pseudonym"] = name
    letters = (name,) if wanted == "pseudonym" else (name, sender.login)
    wished = slug(letters, f"person {name}", base.romanise, "person")
    path = Names(base.taken).give(Kind.PERSON, wished, None, f"person {name}")
    who = path.removesuffix(".md")
    return Credit(who, name, {path: document(values, "").encode()}, (Note.of("new-person", id=who),))
