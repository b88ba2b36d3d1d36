"""A filled correction form → the entry with one passage replaced, and nothing else touched.

The passage must stand in the entry once: a correction is never guessed. Blanks and line breaks may differ, and
quotation marks that a word processor bent.
"""

from __future__ import annotations

import re

from kb.importing.forms.answers import Answers
from kb.importing.forms.crediting import Credit
from kb.importing.forms.prose import prose, shown
from kb.importing.forms.proving import errors
from kb.importing.forms.references import meant, near
from kb.importing.forms.values import Base, Filed, Note, Refused
from kb.importing.wording import one_line
from kb.model.codes import worded
from kb.model.source import SourceFile
from kb.parse import parse

_QUOTES = {
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
    **dict.fromkeys("'‘’‚", "['‘’‚]"),
    **dict.fromkeys("-‐‑–—", "[-‐‑–—]"),
}
_MOST = 4_000  # characters of a passage


def correction(answers: Answers, credit: Credit, base: Base) -> Filed:
    """The corrected file. Raises `Refused` when the entry or the passage cannot be told, or the result is no entry."""
    written = answers["entry"]
    if not written:
        raise Refused(Note.of("which-entry"))
    entry = meant(written, base)
    if entry is None:
        likely = near(written, base)
        raise Refused(Note.of("no-entry-near" if likely else "no-entry", written=one_line(written), near=likely))
    if not answers["passage"] or not answers["replacement"]:
        raise Refused(Note.of("which-words", id=entry.id))
    text = (base.read(entry.path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    found = list(_pattern(answers["passage"]).finditer(text))
    if len(found) != 1:
        raise Refused(Note.of("words-twice" if found else "words-not-there", id=entry.id, count=len(found)))
    made = text[: found[0].start()] + prose(answers["replacement"]) + text[found[0].end() :]
    _prove(entry.path, text, made, base)
    return Filed("correction", entry.name, {entry.path: made.encode()}, (), credit.id, credit.name)


def _pattern(passage: str) -> re.Pattern[str]:
    words = shown(passage)[:_MOST].split()
    return re.compile(r"\s+".join("".join(_QUOTES.get(char, re.escape(char)) for char in word) for word in words))


def _prove(path: str, before: str, after: str, base: Base) -> None:
    """Raise `Refused` when the correction breaks the file, or makes more of its front matter than a value."""
    old, new = (parse(SourceFile(path, text.encode()), base.settings) for text in (before, after))
    fresh = set(errors(new)) - set(errors(old))
    problem = next(iter(sorted(fresh)), None)
    if problem is not None:
        raise Refused(Note.of("breaks", en=worded(problem, "en").message, zh=worded(problem, "zh").message))
    if old.entry is not None and new.entry is not None and set(old.entry.lines) != set(new.entry.lines):
        raise Refused(Note.of("breaks", en="it changes the keys of its front matter", zh="会改变头信息的键"))
