"""Catalogs from files as people write them."""

from __future__ import annotations

from kb.catalog import CheckedCatalog
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.text import Text
from kb.parse import parse
from kb.vocabulary import Vocabulary

SETTINGS = Settings(series=(("monthly", Text.of("Monthly")),))


def catalog(files: dict[str, str], vocabulary: Vocabulary | None = None) -> CheckedCatalog:
    """Path without ending → front matter, then perhaps a line `---` and the body."""
    entries = []
    for path, text in files.items():
        front, _, body = text.partition("\n---\n")
        found = parse(SourceFile(f"{path}.md", f"---\n{front}\n---\n\n{body}\n".encode()), SETTINGS)
        assert found.entry is not None, found.diagnostics
        entries.append(found.entry)
    return CheckedCatalog(entries, vocabulary)
