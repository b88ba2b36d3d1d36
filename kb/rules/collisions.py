"""Names that would overwrite each other: one id twice, or names that some file systems cannot tell apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from kb.catalog import Catalog
from kb.model.diagnostic import Diagnostic
from kb.parse.paths import held_nowhere_else
from kb.rules.context import Context


def same_id(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """`a.md` and `a/index.md` have one id, or an old id is taken: the first is used, the other is an error."""
    for entry in catalog.shadowed:
        first = catalog.get(entry.id)
        if first is not None:
            yield Diagnostic.at(entry.path, 1, "KB109", id=entry.id, other=first.path)
    for entry in catalog.entries:
        for old in entry.old_ids:
            first = catalog.get(old)
            if first is not None and first.id != entry.id:
                yield Diagnostic.at(entry.path, entry.line("aliases"), "KB109", id=old, other=first.path)


def holdable_name(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """A file of any type whose name another system cannot hold: a checkout there fails or loses it."""
    for path in context.files:
        part = held_nowhere_else(path)
        if part:
            yield Diagnostic.at(path, 1, "KB105", name=part)


def _same_to_some(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def same_name(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Two files whose names differ by case or Unicode form only: a checkout on another system loses one."""
    seen: dict[str, str] = {}
    for path in sorted(context.files):
        first = seen.setdefault(_same_to_some(path), path)
        if first != path:
            yield Diagnostic.at(path, 1, "KB110", other=first)
