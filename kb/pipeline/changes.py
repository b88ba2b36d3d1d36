"""Two states of one base → what changed between them, as a reviewer asks: what is new, what moved on, what broke.

Values in, a value out. A finding counts when it was not there before, wherever it stands: an entry that goes away
breaks links in files that nobody touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.catalog import Catalog
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry
from kb.model.kinds import Audience

LINKS = frozenset("KB403 KB404 KB405 KB406 KB407 KB409".split())  # a reference that leads nowhere


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that is `added`, `changed`, `removed` or `moved` (it keeps its old id as an alias).

    `status` and `audience` are (before, after); empty where there was no entry, or none of its kind has one.
    """

    what: str
    id: str
    kind: str
    title: str
    status: tuple[str, str]
    audience: tuple[str, str]
    owners: tuple[str, ...] = ()

    @property
    def widened(self) -> bool:
        """Whether more people may read it than before: a new entry is for insiders unless it says otherwise."""
        before, after = (Audience(one or Audience.INTERNAL) for one in self.audience)
        return self.what != "removed" and after is not before and after.may_read(before) is False


@dataclass(frozen=True, slots=True)
class Changes:
    """`files` are (what, path) of everything else below the entry folders; `findings` are those that are new."""

    entries: tuple[Change, ...]
    files: tuple[tuple[str, str], ...]
    findings: tuple[Diagnostic, ...]


def changes(
    before: Catalog,
    after: Catalog,
    files: tuple[Mapping[str, str], Mapping[str, str]],
    findings: tuple[Iterable[Diagnostic], Iterable[Diagnostic]],
) -> Changes:
    """`files` hold a sum of each file that differs, by path, before and after; both pairs are (before, after)."""
    old = {one.id: one for one in before.entries}
    new = {one.id: one for one in after.entries}
    moved = {one: after.redirects[one] for one in old if one not in new and one in after.redirects}
    found = [_change("moved", old[was], new[now], after) for was, now in moved.items()]
    arrived = set(moved.values())
    found += [_change("removed", old[one], None, after) for one in old if one not in new and one not in moved]
    found += [_change("added", None, new[one], after) for one in new if one not in old and one not in arrived]
    both = (one for one in old if one in new and old[one].sha256 != new[one].sha256)
    found += [_change("changed", old[one], new[one], after) for one in both]
    entries = {one.path for one in (*old.values(), *new.values())}
    others = sorted((set(files[0]) | set(files[1])) - entries)
    rest = tuple((_what(path, *files), path) for path in others if files[0].get(path) != files[1].get(path))
    return Changes(tuple(sorted(found, key=lambda one: (one.what, one.id))), rest, _fresh(*findings))


def _what(path: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    return "added" if path not in before else "removed" if path not in after else "changed"


def _change(what: str, before: Entry | None, after: Entry | None, catalog: Catalog) -> Change:
    one = after or before
    assert one is not None
    states = tuple("" if entry is None else str(entry.status or "") for entry in (before, after))
    audiences = tuple("" if entry is None else str(entry.audience) for entry in (before, after))
    topics = (catalog.vocabulary.get(topic) for topic in catalog.topic_ids(one))
    owners = dict.fromkeys(topic.owner for topic in topics if topic is not None and topic.owner)
    return Change(
        what, one.id, str(one.kind), one.name, (states[0], states[1]), (audiences[0], audiences[1]), tuple(owners)
    )


def _fresh(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings of `after` that `before` does not have, whatever line they stand in."""
    known = Counter((one.path, one.code, one.args) for one in before)
    fresh: list[Diagnostic] = []
    for one in sorted(after):
        key = (one.path, one.code, one.args)
        if known[key]:
            known[key] -= 1
        else:
            fresh.append(one)
    return tuple(fresh)
