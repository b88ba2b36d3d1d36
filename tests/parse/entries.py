"""Files of entries, as short as a test can say them."""

from __future__ import annotations

from kb.model.entry import Entry
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import Parsed, parse

LESSON = "lessons/2026/late-vendor.md"
PERSON = "content/people/li-na.md"
SALON = "content/salons/2026-10-10-autumn.md"
PROJECT = "content/projects/new-shop.md"
CASE = "content/cases/new-shop.md"
PRACTICE = "content/practices/ask-early.md"


def parsed(front: str, body: str = "Text.", path: str = LESSON, settings: Settings | None = None) -> Parsed:
    """A file with this front matter and body, parsed."""
    return parse(SourceFile(path, f"---\n{front}\n---\n\n{body}\n".encode()), settings or Settings())


def entry(front: str, body: str = "Text.", path: str = LESSON, settings: Settings | None = None) -> Entry:
    """The entry in such a file, which has no errors."""
    found = parsed(front, body, path, settings)
    assert found.entry is not None, found.diagnostics
    return found.entry


def codes(found: Parsed) -> list[str]:
    return [one.code for one in found.diagnostics]
