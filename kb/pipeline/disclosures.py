"""Secrets and personal data in files of the base, as findings; and which of them the base allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.assets.notes import authors, document_notes, notes
from kb.model.allowed import Allowed
from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile
from kb.sensitive import found_in, found_in_bytes

ALLOWED = "site_config/allowed.yml"
STOPPING = frozenset({"KB901", "KB902"})  # with these nothing is published


def disclosures(source: SourceFile) -> Iterator[Diagnostic]:
    """What stands in a text file, front matter and comments included, line by line."""
    text = ""
    for one in found_in_bytes(source.data):
        text = text or source.data.decode("utf-8", "replace")
        line = text.count("\n", 0, one.at) + 1
        yield Diagnostic.at(source.path, line, one.code, what=one.what, shown=one.masked, value=one.value)


def in_file(path: str, data: bytes) -> Iterator[Diagnostic]:
    """What a picture or document says in its notes, and whom a document names as its author."""
    for text in notes(data) or document_notes(data):
        for one in found_in(text):
            yield Diagnostic.at(path, 1, one.code, what=one.what, shown=one.masked, value=one.value)
    for name in authors(data):
        yield Diagnostic.at(path, 1, "KB905", value=name)


def judged(found: Iterable[Diagnostic], allowed: tuple[Allowed, ...], whole: bool) -> Iterator[Diagnostic]:
    """The findings without those that are allowed, and (of a `whole` base) a finding for whatever allows nothing."""
    used: set[Allowed] = set()
    for one in found:
        covering = _covering(one, allowed) if "KB901" <= one.code <= "KB905" else ()
        used.update(covering)
        if not covering:
            yield one
    for line in allowed if whole else ():
        if line not in used:
            yield Diagnostic.at(ALLOWED, line.line, "KB907", value=line.value)


def _covering(one: Diagnostic, allowed: tuple[Allowed, ...]) -> list[Allowed]:
    value = dict(one.args).get("value", "")
    return [line for line in allowed if line.covers(value)]
