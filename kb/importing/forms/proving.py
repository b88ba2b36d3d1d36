"""A file is proved before it is proposed: what our own reader would refuse is written in a form that it takes."""

from __future__ import annotations

from collections.abc import Iterable

from kb.importing.forms.values import Base, Note, Refused
from kb.importing.links import defused
from kb.model.codes import severity, worded
from kb.model.diagnostic import Diagnostic, Severity
from kb.model.source import SourceFile
from kb.parse import Parsed, parse


def errors(parsed: Parsed) -> tuple[Diagnostic, ...]:
    """What keeps a file from being an entry without errors."""
    return tuple(one for one in parsed.diagnostics if severity(one.code) is Severity.ERROR)


def passing(path: str, texts: Iterable[str], base: Base, notes: list[Note]) -> bytes:
    """The first of `texts` that our reader takes; its links that lead nowhere are words. Raises `Refused` for none."""
    problem: Diagnostic | None = None
    for position, written in enumerate(texts):
        text = written
        parsed = parse(SourceFile(path, text.encode("utf-8", "replace")), base.settings)
        loose = _loose(parsed)
        if loose:
            text = defused(text, loose)
            parsed = parse(SourceFile(path, text.encode("utf-8", "replace")), base.settings)
            notes.append(Note.of("links", link=loose[0]))
        problem = next(iter(errors(parsed)), None)
        if problem is None:
            if position:
                notes.append(Note.of("as-code"))
            return text.encode("utf-8", "replace")
    raise Refused(_why(problem))


def _why(problem: Diagnostic | None) -> Note:
    if problem is None:
        return Note.of("unreadable", en="", zh="")
    return Note.of("unreadable", en=worded(problem, "en").message, zh=worded(problem, "zh").message)


def _loose(parsed: Parsed) -> list[str]:
    """Links and pictures that name a file or a part: a form has no files beside it, and its headings move."""
    found = [link.href for link in parsed.entry.body.links] if parsed.entry is not None else []
    return [one for one in dict.fromkeys(found) if "://" not in one and not one.startswith("mailto:")]
