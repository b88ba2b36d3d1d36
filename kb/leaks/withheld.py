"""What an audience may not read, and what it may, sentence by sentence: judged here anew, from the checked catalog.

A fenced block, a person's consent, a path on somebody's machine: each rule stands here a second time, in few words,
because a proof that asks the filter what it left out proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

from kb.catalog import CheckedCatalog, entry_target, is_external
from kb.catalog.files import file_links, file_path, files_of
from kb.leaks.said import said
from kb.model.entry import Entry, Person
from kb.model.kinds import Audience, Consent
from kb.model.publication import Publication
from kb.parse import render_body

_OPENING = re.compile(r"::: *audience (public|internal|restricted)\s*")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_LINK = re.compile(r"""(?:href|src)="[^"]*\"""")
_NAMES = frozenset({"title", "names", "aliases", "pseudonym"})
_IDS = frozenset({"id", "old_ids", "path"})
_NO_SAYING = frozenset({"body", "lines", "sha256", "kind", "lang"})


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that an entry says. `what` is `id`, `name`, `fenced`, `comment`, `file` or `text`."""

    entry: str
    what: str
    text: str


def hidden(entry: Entry, audience: Audience) -> bool:
    """Whether the whole entry is withheld."""
    if _above(entry.audience, audience):
        return True
    person = entry.detail
    return isinstance(person, Person) and person.consent is Consent.INTERNAL and audience is Audience.PUBLIC


def _above(written_for: Audience, reader: Audience) -> bool:
    if reader is Audience.PUBLIC:
        return written_for is not Audience.PUBLIC
    return written_for is Audience.RESTRICTED


def withheld(catalog: CheckedCatalog, audience: Audience) -> Iterator[Saying]:
    """Everything that the edition for `audience` must not say."""
    for entry in catalog.entries:
        if hidden(entry, audience):
            yield from _whole(entry)
        else:
            yield from _parts(entry, audience)


def withheld_sum(catalog: CheckedCatalog, audience: Audience) -> str:
    """Changes whenever `withheld` gives something else: a sum over the files of the entries that it speaks of."""
    total = sha256()
    for entry in catalog.entries:
        if hidden(entry, audience):
            total.update(f"{entry.id}\0{entry.sha256}\n".encode())
        elif parts := [(one.what, one.text) for one in _parts(entry, audience)]:
            total.update(f"{entry.id}\0{parts!r}\n".encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def _by_consent(entry: Entry) -> bool:
    return isinstance(entry.detail, Person) and entry.detail.consent in (Consent.NAME_ONLY, Consent.PSEUDONYM)


def _whole(entry: Entry) -> Iterator[Saying]:
    yield from _fields(entry, _IDS | _NAMES)
    yield Saying(entry.id, "text", entry.body.text)
    yield from _comments(entry)


def _fields(entry: Entry, marked: frozenset[str]) -> Iterator[Saying]:
    """The strings of an entry's front matter; those in a field of `marked` by what they are."""
    for name in entry.__dataclass_fields__:
        if name in _NO_SAYING:
            continue
        for field, text in said(getattr(entry, name), name):
            what = "id" if field in _IDS else "name" if field in _NAMES else "text"
            yield Saying(entry.id, what if field in marked else "text", text)


def _parts(entry: Entry, audience: Audience) -> Iterator[Saying]:
    """What of a shown entry is withheld."""
    yield from _comments(entry)
    for text in _cut(entry, audience):
        yield Saying(entry.id, "fenced", text)
    if audience is Audience.PUBLIC:
        files = [entry.origin.path, entry.origin.source] if entry.origin is not None else []
        for text in (*files, *(one.file for one in entry.sources)):
            yield Saying(entry.id, "file", text)
    if not _by_consent(entry) or not isinstance(entry.detail, Person):
        return
    kept = set(_agreed(entry, entry.detail))
    for saying in _whole(entry):
        if saying.text not in kept and not (saying.what == "id" and "#" in saying.text):
            yield saying


def _agreed(entry: Entry, person: Person) -> Iterator[str]:
    """What is shown of a person who agreed to a name only, or to a pseudonym."""
    if person.consent is Consent.PSEUDONYM:
        yield person.pseudonym
    else:
        yield from (entry.id, entry.path, *entry.old_ids, *person.names.every())


def _comments(entry: Entry) -> Iterator[Saying]:
    if entry.body.commented:
        for text in _COMMENT.findall(entry.body.markdown):
            yield Saying(entry.id, "comment", text)


def _cut(entry: Entry, audience: Audience) -> list[str]:
    """The lines that `audience` may not read."""
    return _fenced(entry, audience)[1] if entry.body.audiences else []


def _fenced(entry: Entry, audience: Audience) -> tuple[str, list[str]]:
    """The Markdown that `audience` may read of a body with fenced blocks, and the lines that it may not."""
    kept: list[str] = []
    cut: list[str] = []
    inside = False
    for line in entry.body.markdown.split("\n"):
        opening = _OPENING.fullmatch(line)
        if opening is not None:
            inside = _above(Audience(opening[1]), audience)
        elif line.rstrip() == ":::":
            inside = False
        else:
            (cut if inside else kept).append(line)
            continue
        kept.append("")
    return "\n".join(kept), cut


def shown(catalog: CheckedCatalog, audience: Audience) -> Iterator[tuple[str, str, Iterator[str]]]:
    """(name, sum, texts) of everything that may be said: entries, and the words that all pages share.

    The sum stands for the texts, which are only made when they are asked for.
    """
    # Who looks after a topic and who owns an account is said to the code host alone: it makes nobody's name public.
    topics = tuple(replace(topic, owner="") for topic in catalog.vocabulary.topics)
    settings = replace(catalog.settings, publish=Publication(), logins=type(catalog.settings.logins)())
    frame = (settings, topics, catalog.frameworks)
    yield "site_config", repr(frame), (text for _, text in said(frame))
    gone = frozenset(entry.id for entry in catalog.entries if hidden(entry, audience))
    unnamed = gone | {entry.id for entry in catalog.entries if _pseudonymous(entry)}
    for entry in catalog.entries:
        if entry.id not in gone:
            yield entry.id, entry.sha256, _shown(catalog, entry, audience, unnamed)


def _pseudonymous(entry: Entry) -> bool:
    return isinstance(entry.detail, Person) and entry.detail.consent is Consent.PSEUDONYM


def _shown(catalog: CheckedCatalog, entry: Entry, audience: Audience, gone: frozenset[str]) -> Iterator[str]:
    if isinstance(entry.detail, Person) and _by_consent(entry):
        yield from _agreed(entry, entry.detail)
        return
    private = {one.text for one in _parts(entry, audience) if one.what == "file"}
    for saying in _fields(entry, frozenset()):
        named = catalog.get(saying.text.partition("#")[0])
        if saying.text not in private and (named is None or named.id not in gone):
            yield saying.text
    body = entry.body
    if body.audiences:
        body = render_body(entry.path, _fenced(entry, audience)[0], body.line, {}, None)
    yield body.text
    for section in body.sections:
        yield _LINK.sub("", section.html)
    for link in body.links:
        target = entry_target(entry.path, link.href)
        found = catalog.get(target[0]) if target is not None else None
        if is_external(link.href) or link.picture or (found is not None and found.id not in gone):
            yield link.href


def withheld_files(catalog: CheckedCatalog, audience: Audience) -> frozenset[str]:
    """The files beside entries that only withheld text names, by path in the base."""
    named: set[str] = set()
    shown: set[str] = set()
    for entry in catalog.entries:
        named.update(files_of(entry))
        if not hidden(entry, audience) and not _by_consent(entry):
            cut = "\n".join(_cut(entry, audience))
            links = (one for one in file_links(entry) if not cut or one.href not in cut)
            shown.update(filter(None, (file_path(entry.path, one.href, picture=one.picture) for one in links)))
    return frozenset(named - shown)
