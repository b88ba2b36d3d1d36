"""Checking a base: bytes of its files in, a report and a checked catalog out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kb.catalog import Catalog, CheckedCatalog, entry_id
from kb.model.allowed import Allowed
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.topic import Framework
from kb.parse import Parsed, parse
from kb.parse.allowed import parse_allowed
from kb.parse.settings import parse_settings
from kb.parse.vocabulary import ParsedTopics, parse_framework, parse_topics
from kb.pipeline.disclosures import disclosures, judged
from kb.rules import Context, Report, check
from kb.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands in `site_config/`: everything that entries are read and checked against."""

    settings: Settings
    vocabulary: Vocabulary
    frameworks: tuple[Framework, ...]
    diagnostics: tuple[Diagnostic, ...]
    settings_read: bool = True
    topics_read: bool = True
    allowed: tuple[Allowed, ...] = ()


def frame(
    settings: SourceFile,
    topics: SourceFile | Diagnostic | None,
    frameworks: Iterable[SourceFile | Diagnostic],
    allowed: SourceFile | Diagnostic | None = None,
) -> Frame:
    """The settings, vocabulary, frameworks and allow-list of a base; a file that is not there gives the defaults."""
    read_settings, found = parse_settings(settings)
    allows, unread = ((), (allowed,)) if isinstance(allowed, Diagnostic) else _allowed(allowed)
    parsed = ParsedTopics()
    if topics is not None:
        parsed = ParsedTopics((), (topics,)) if isinstance(topics, Diagnostic) else parse_topics(topics)
    diagnostics = [*found, *unread, *parsed.diagnostics]
    models: list[Framework] = []
    for source in frameworks:
        framework, problems = (None, (source,)) if isinstance(source, Diagnostic) else parse_framework(source)
        diagnostics.extend(problems)
        first = next((one for one in models if framework is not None and one.id == framework.id), None)
        if framework is not None and first is not None:
            diagnostics.append(Diagnostic.at(framework.path, 1, "KB709", value=framework.id, first=first.path))
        elif framework is not None:
            models.append(framework)
    return Frame(
        read_settings,
        Vocabulary(parsed.topics),
        tuple(models),
        tuple(diagnostics),
        settings_read=all(one.code in ("KB707", "KB708") for one in found),
        topics_read=bool(parsed.topics) or not parsed.diagnostics,
        allowed=allows,
    )


def _allowed(source: SourceFile | None) -> tuple[tuple[Allowed, ...], tuple[Diagnostic, ...]]:
    return ((), ()) if source is None else parse_allowed(source)


def read_entry(source: SourceFile | Diagnostic, settings: Settings) -> Parsed:
    """One file as the disk gave it, parsed; what the disk refused gives no entry."""
    if isinstance(source, Diagnostic):
        return Parsed(source.path, None, (source,))
    parsed, found = parse(source, settings), tuple(disclosures(source))
    return replace(parsed, diagnostics=tuple(sorted({*parsed.diagnostics, *found}))) if found else parsed


def checked(
    base: Frame,
    parsed: Iterable[Parsed],
    files: frozenset[str],
    problems: Iterable[Diagnostic] = (),
    before: Catalog | None = None,
    *,
    whole: bool = True,
) -> tuple[Report, CheckedCatalog]:
    """The report on all parsed files of a base, and the catalog that editions and indexes are made from.

    `before` is a catalog of the base as it was, if there is one: it saves time and changes nothing. When not the
    `whole` base was parsed, nobody can know what of the allow-list is of no use.
    """
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
    catalog = Catalog(entries, base.vocabulary, base.frameworks, base.settings, before)
    context = Context(files, frozenset(unread), base.settings_read, base.topics_read)
    return check(catalog, judged(found, base.allowed, whole), context, count)
