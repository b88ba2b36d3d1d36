"""Bringing foreign files in: values in, a plan of what to write out. The account always adds up, in files.

Three things are never done: a file that a person edited is not overwritten, an entry that was deleted here does
not come back, and nothing is written that our own reader would refuse.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from kb.importing.drafting import drafted
from kb.importing.ledger import PATH as LEDGER
from kb.importing.ledger import Line
from kb.importing.links import Addresses, Placing, defused
from kb.importing.mapping import Source
from kb.importing.names import Names, short_hash
from kb.importing.values import Draft, Foreign, Found, Note, Unreadable
from kb.importing.writing import entry_text, person_draft
from kb.model.codes import severity
from kb.model.diagnostic import Severity
from kb.model.entry import Entry, Salon
from kb.model.kinds import Kind
from kb.model.source import SourceFile
from kb.parse import Parsed, parse
from kb.parse.paths import place, slugify
from kb.pipeline.ingest_job import Job, Plan, Written
from kb.pipeline.ingest_known import gone, known_as, known_before
from kb.pipeline.placing import Roster, place_people

FORMAT = "1"  # a new number brings everything in again that nobody edited


@dataclass(slots=True)
class _File:
    """One foreign file on its way: what it gave, where each draft goes, what the ledger knew of it."""

    foreign: Foreign
    source: Source
    found: Found
    before: Line | None
    paths: dict[str, str] = field(default_factory=dict)


def mapping_key(source: Source, kind: Kind | None, guessed: bool) -> str:
    """What of the mapping decides about the result, as a short hash: another source means another result."""
    said = "guess" if guessed else repr(source)
    return short_hash(f"{FORMAT}|{said}|{kind or ''}", 12)


def plan(job: Job, key_of: Callable[[str], str]) -> Plan:
    """What this run writes. Refusals are values; nothing here raises for any foreign bytes."""
    fresh, unchanged, refused = known_before(job, key_of)
    files: list[_File] = []
    for one in fresh:
        try:
            foreign = one.text()
            source = job.source_of(one.path)
            found = drafted(foreign, source, job.setting)
            files.append(_File(foreign, source, found, known_as(job, foreign)))
        except Unreadable as error:
            refused.append(error.note)
        except RecursionError:
            refused.append(Note.of(one.path, "front-deep", limit=12))
    return _Run(job, key_of, files, unchanged, refused).plan()


class _Run:
    """One run over files that are new or changed: places first, then links, then bytes, then the account."""

    def __init__(
        self, job: Job, key_of: Callable[[str], str], files: list[_File], unchanged: list[str], refused: list[Note]
    ) -> None:
        self.job, self.key_of, self.files = job, key_of, files
        self.unchanged, self.refused = unchanged, refused
        self.notes: list[Note] = []
        self.entries: list[Written] = []
        self.writes: dict[str, bytes] = {}
        self.written: list[str] = []
        self.lines: list[Line] = []
        self.addresses = Addresses()
        self.names = Names(job.taken)
        self.placed: dict[str, tuple[_File, Draft]] = {}
        self.parts: dict[str, frozenset[str]] = {}

    def plan(self) -> Plan:
        self._known_addresses()
        for one in self.files:
            self._place(one)
        roster = self._people()
        ready = [(one, self._bytes(one, roster)) for one in self.files]
        if any(texts is None for _, texts in ready):
            # What is refused must not be linked to, nor bring people along: the others begin again without it.
            kept = [replace(one, paths={}) for one, texts in ready if texts is not None]
            return _Run(self.job, self.key_of, kept, self.unchanged, self.refused).plan()
        for one, texts in ready:
            self._settle(one, texts or {}, roster)
        return self._account()

    def _account(self) -> Plan:
        older = [one.before for one in self.files if one.before is not None]
        job = self.job
        ledger = job.ledger.changed(older, self.lines)
        if self.lines and (ledger.text() != job.ledger.text() or job.ledger.damaged):
            self.writes[LEDGER] = ledger.text().encode()
        notes = [*(note for one in self.files for note in one.found.notes), *self.notes]
        notes += gone(job, (one for one in self.unchanged if one not in {file.foreign.path for file in self.files}))
        counts: dict[str, int] = {}
        for one in self.files:
            for name, count in one.found.counts.items():
                counts[name] = counts.get(name, 0) + count
        return Plan(
            len(job.files), tuple(sorted(self.written)), tuple(sorted(self.unchanged)),
            tuple(sorted(self.refused, key=lambda note: note.path)),
            tuple(sorted(self.entries, key=lambda one: one.path)),
            tuple(sorted(notes, key=lambda note: (note.path, note.code, note.args))),
            self._topics(), self.writes, ledger, dict(sorted(counts.items())),
        )  # fmt: skip

    def _known_addresses(self) -> None:
        """What was brought in before may be linked to as well."""
        fresh = {one.foreign.path for one in self.files}
        for line in self.job.ledger.lines if self.files else ():
            main = next((path for path in line.written if path not in line.keys), "")
            if main and line.origin not in fresh:
                self.addresses.add(line.origin, main)

    def _topics(self) -> tuple[str, ...]:
        """Unknown tags, the most frequent first."""
        counts: dict[str, int] = {}
        for one in self.files:
            for word in one.found.topics:
                counts[word] = counts.get(word, 0) + 1
        return tuple(sorted(counts, key=lambda word: (-counts[word], word)))

    def _place(self, one: _File) -> None:
        """A path for every draft: the one that it had before, or a new one that nothing has."""
        before = {} if one.before is None else {one.before.keys.get(path, ""): path for path in one.before.written}
        for draft in one.found.drafts:
            old = before.get(draft.key, "")
            if not (old and _same_kind(old, draft.kind)):
                seed = f"{one.foreign.path}#{draft.key}"
                old = self.names.give(draft.kind, draft.slug, draft.date, seed)
            one.paths[draft.key] = old
            self.placed[old] = (one, draft)
            if not draft.key:
                titles = (str(draft.values.get("title", "")),)
                self.addresses.add(one.foreign.path, old, draft.addresses, titles)

    def _people(self) -> Roster:
        mentions = [
            (one.foreign.path, draft, person)
            for one in self.files
            for draft in one.found.drafts
            for person in draft.people
        ]
        known = [(one.id, one.names) for one in self.job.people]
        romanise = self.job.setting.romanise
        return place_people(mentions, known, self.names, romanise)

    def _bytes(self, one: _File, roster: Roster) -> dict[str, bytes] | None:
        """The bytes of every entry of a file, links placed; None when our own reader would refuse one of them."""
        texts: dict[str, bytes] = {}
        lost: list[str] = []
        for draft in one.found.drafts:
            path = one.paths[draft.key]
            text, dead = self._entry(one, draft, path, roster, lambda path: self._parts(path, roster))
            parsed = parse(SourceFile(path, text), self.job.settings)
            wrong = self._dead(path, parsed)
            if wrong:
                text = defused(text.decode(), wrong).encode()
                parsed = parse(SourceFile(path, text), self.job.settings)
            problem = next((found for found in parsed.diagnostics if severity(found.code) is Severity.ERROR), None)
            if problem is not None:
                self.refused.append(Note(one.foreign.path, "would-fail", (("why", problem.code),), problem))
                return None
            texts[path] = text
            lost += [*dead, *wrong]
        if lost:
            self.notes.append(Note.of(one.foreign.path, "dead-links", count=len(lost), example=lost[0]))
        return texts

    def _entry(
        self, one: _File, draft: Draft, path: str, roster: Roster, parts: Callable[[str], frozenset[str]] | None
    ) -> tuple[bytes, list[str]]:
        """(the entry's bytes, links that lead to nothing). Without `parts`, links to parts are not looked at."""
        placing = Placing(one.foreign.path, path, self.addresses, one.source.site, self._copy(one, path), parts)
        placed = replace(draft, body=placing.placed(draft.body))
        text = entry_text(placed, lambda ref: roster.resolve(ref, one.paths))
        return text.encode("utf-8", "replace"), placing.lost

    def _parts(self, path: str, roster: Roster) -> frozenset[str]:
        """What a link may name after `#` in the entry at `path`, read when somebody links there and kept."""
        if path not in self.parts:
            placed = self.placed.get(path)
            text = self.job.read(path) if placed is None else self._entry(*placed, path, roster, None)[0]
            entry = parse(SourceFile(path, text or b""), self.job.settings).entry
            self.parts[path] = frozenset() if entry is None else _parts_of(entry)
        return self.parts[path]

    def _dead(self, path: str, parsed: Parsed) -> list[str]:
        """Links of an entry that lead neither to a part, an entry, nor a file that is there or will be."""
        found: list[str] = []
        for link in parsed.entry.body.links if parsed.entry is not None else ():
            target, _, fragment = link.href.partition("#")
            if parsed.entry is None or _elsewhere(link.href):
                continue
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target)))
            if not target and unquote(fragment) in _parts_of(parsed.entry):
                continue
            if target and (there in self.placed or there in self.writes or self.job.read(there) is not None):
                continue
            found.append(link.href)
        return list(dict.fromkeys(found))

    def _copy(self, one: _File, path: str) -> Callable[[str], str]:
        """Gives the place of a picture of this file in the base, and sees to it that it is copied there."""
        inside = {picture.name: picture.data for picture in one.foreign.pictures}

        def copy(origin: str) -> str:
            name = origin.rsplit("/", 1)[-1]
            data = inside.get(name) or self.job.picture(origin)
            if data is None:
                return ""
            stem, _, ending = name.rpartition(".")
            folder, _, entry = path.removesuffix(".md").rpartition("/")
            kept = f"{folder}/pictures/{entry}-{slugify(stem) or short_hash(name)}.{ending.lower()}"
            there = self.job.read(kept)
            if there is None:
                self.writes[kept] = data
            return kept

        return copy

    def _settle(self, one: _File, texts: dict[str, bytes], roster: Roster) -> None:
        """Which of a file's entries are written, which lie beside, and the ledger's new line."""
        origin, known = one.foreign.path, len(self.entries)
        before = {} if one.before is None else dict(one.before.written)
        written: dict[str, str] = {}
        keys: dict[str, str] = {}
        for draft in one.found.drafts:
            path = one.paths[draft.key]
            self._write(one, draft, path, texts[path], before, written)
            keys |= {path: draft.key} if draft.key else {}
        for person, path in roster.new_for(origin):
            draft = person_draft(person, origin, "", "internal")
            self._write(one, draft, path, entry_text(draft, lambda ref: "").encode(), before, written)
            keys[path] = draft.key
        for path in sorted(set(before) - set(written)):
            written[path] = before[path]
            key = one.before.keys.get(path, "") if one.before is not None else ""
            keys |= {path: key} if key else {}
            if not key.startswith("person:"):
                self.notes.append(Note.of(origin, "left-behind", entry=path))
        (self.written if len(self.entries) > known else self.unchanged).append(origin)
        self.lines.append(Line(origin, one.foreign.sha256, self.key_of(origin), written, keys))

    def _write(
        self, one: _File, draft: Draft, path: str, text: bytes, before: Mapping[str, str], written: dict[str, str]
    ) -> None:
        origin = one.foreign.path
        digest = hashlib.sha256(text).hexdigest()
        bytes_there = self.job.read(path)
        present = None if bytes_there is None else hashlib.sha256(bytes_there).hexdigest()
        entry = Written(path.removesuffix(".md"), path, origin, draft.kind, draft.why)
        if present == digest:
            written[path] = digest
        elif present is None and path in before:
            written[path] = before[path]
            self.notes.append(Note.of(origin, "deleted", entry=path, ledger=LEDGER))
        elif present is None or present == before.get(path):
            written[path] = digest
            self.writes[path] = text
            self.entries.append(entry)
        else:
            folder, _, name = path.rpartition("/")
            beside = f"{folder}/_{name.removesuffix('.md')}.incoming.md"
            written[path] = before.get(path, "")
            self.writes[beside] = text
            self.entries.append(replace(entry, beside=beside))
            self.notes.append(Note.of(origin, "edited", entry=path, beside=beside))


def _parts_of(entry: Entry) -> frozenset[str]:
    programme = entry.detail.programme if isinstance(entry.detail, Salon) else ()
    return frozenset((*(one.id for one in entry.body.headings), *(one.id for one in programme if one.id)))


def _elsewhere(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _same_kind(path: str, kind: Kind) -> bool:
    """Whether an entry of this kind may stand at a path of the ledger, which anybody may have edited."""
    found = place(path)[0]
    return found is not None and found.kind is kind
