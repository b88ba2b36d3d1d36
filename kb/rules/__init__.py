"""A catalog → everything that is wrong with it. One function a rule, listed in one tuple.

Only here is a catalog declared checked. Rules read values and give values; none of them mends anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kb.catalog import Catalog, CheckedCatalog
from kb.model.codes import severity
from kb.model.diagnostic import Diagnostic, Severity
from kb.rules.audiences import narrower_references
from kb.rules.collisions import holdable_name, same_id, same_name
from kb.rules.context import Context
from kb.rules.lifecycle import body_written, dated_and_tagged, lesson_states, practice_owner, translation_current
from kb.rules.programme import programme
from kb.rules.references import body_links, known_lists, references, tags, topic_owners, wikilinks

__all__ = ["RULES", "Context", "Report", "check"]

Rule = Callable[[Catalog, Context], Iterator[Diagnostic]]

RULES: tuple[Rule, ...] = (
    same_id,
    same_name,
    holdable_name,
    tags,
    topic_owners,
    references,
    body_links,
    wikilinks,
    known_lists,
    narrower_references,
    dated_and_tagged,
    lesson_states,
    practice_owner,
    translation_current,
    body_written,
    programme,
)


@dataclass(frozen=True, slots=True)
class Report:
    """All findings, sorted by path, line and code; `files` were read, `entries` counts what they gave by kind."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    entries: Mapping[str, int]

    def count(self, wanted: Severity) -> int:
        return sum(severity(one.code) is wanted for one in self.diagnostics)

    @property
    def errors(self) -> int:
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        return self.count(Severity.WARNING)

    @property
    def advice(self) -> int:
        return self.count(Severity.ADVICE)

    def plus(self, found: Iterable[Diagnostic]) -> Report:
        """The same report with more findings."""
        return replace(self, diagnostics=tuple(sorted({*self.diagnostics, *found})))

    def within(self, wanted: Callable[[str], bool]) -> Report:
        """The same report about the files for which `wanted(path)` is true."""
        return replace(self, diagnostics=tuple(one for one in self.diagnostics if wanted(one.path)))


def check(catalog: Catalog, found: Iterable[Diagnostic], context: Context, files: int) -> tuple[Report, CheckedCatalog]:
    """The report on a catalog (`found` are the findings of reading its `files`), and the catalog, now checked."""
    diagnostics = set(found)
    for rule in RULES:
        diagnostics.update(rule(catalog, context))
    counts = Counter(str(entry.kind) for entry in catalog.entries)
    checked = CheckedCatalog(catalog.entries, catalog.vocabulary, catalog.frameworks, catalog.settings, catalog)
    return Report(tuple(sorted(diagnostics)), files, dict(sorted(counts.items()))), checked
