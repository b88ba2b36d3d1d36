"""Checking a base: bytes of its files in, a report and a checked catalog out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.catalog import Catalog, CheckedCatalog, entry_id
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.topic import Framework
from kb.parse import Parsed, parse
from kb.parse.settings import parse_settings
from kb.parse.vocabulary import parse_framework, parse_topics
from kb.rules import Context, Report, check
from kb.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in `site_config/`: everything that entries are read and checked against."""

    settings: Settings
    vocabulary: Vocabulary
    frameworks: tuple[Framework, ...]
    diagnostics: tuple[Diagnostic, ...]


def frame(settings: SourceFile, topics: SourceFile | None, frameworks: Iterable[SourceFile]) -> Frame:
    """The settings, vocabulary and frameworks of a base; a file that is not there gives the defaults."""
    read_settings, found = parse_settings(settings)
    diagnostics = list(found)
    vocabulary = Vocabulary()
    if topics is not None:
        parsed = parse_topics(topics)
        vocabulary = Vocabulary(parsed.topics)
        diagnostics.extend(parsed.diagnostics)
    models: list[Framework] = []
    for source in frameworks:
        framework, problems = parse_framework(source)
        diagnostics.extend(problems)
        if framework is not None:
            models.append(framework)
    return Frame(read_settings, vocabulary, tuple(models), tuple(diagnostics))


def read_entry(source: SourceFile | Diagnostic, settings: Settings) -> Parsed:
    """One file as the disk gave it, parsed; what the disk refused gives no entry."""
    if isinstance(source, Diagnostic):
        return Parsed(source.path, None, (source,))
    return parse(source, settings)


def checked(
    base: Frame, parsed: Iterable[Parsed], files: frozenset[str], problems: Iterable[Diagnostic] = ()
) -> tuple[Report, CheckedCatalog]:
    """The report on all parsed files of a base, and the catalog that editions and indexes are made from."""
    entries: list[Entry] = []
    found: list[Diagnostic] = [*base.diagnostics, *problems]
    unread: set[str] = set()
    count = 0
    for one in parsed:
        count += 1
        found.extend(one.diagnostics)
        if one.entry is None:
            unread.add(entry_id(one.path))
        else:
            entries.append(one.entry)
    catalog = Catalog(entries, base.vocabulary, base.frameworks, base.settings)
    return check(catalog, found, Context(files, frozenset(unread)), count)
