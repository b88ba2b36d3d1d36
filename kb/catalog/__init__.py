"""All entries of a base with their lookups and backlinks. Values only: nothing here reads or writes a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kb.catalog.files import FileLink, file_links, file_path, files_of
from kb.catalog.links import Link, entry_id, entry_target, is_external, links_of
from kb.model.entry import Entry
from kb.model.kinds import Kind
from kb.model.settings import Settings
from kb.model.topic import Framework
from kb.vocabulary import Vocabulary

__all__ = [
    "Catalog", "CheckedCatalog", "FileLink", "Link", "entry_id", "entry_target", "file_links", "file_path", "files_of",
    "is_external", "links_of", "slug_words",
]  # fmt: skip


class Catalog:
    """Entries sorted by id. Two entries with one id: the first by path is kept, `shadowed` names the others."""

    def __init__(
        self,
        entries: Iterable[Entry],
        vocabulary: Vocabulary | None = None,
        frameworks: Sequence[Framework] = (),
        settings: Settings | None = None,
        like: Catalog | None = None,
    ) -> None:
        """`like` is a catalog that has many of the same entries: what those refer to is not found out again."""
        by_id: dict[str, Entry] = {}
        shadowed: list[Entry] = []
        for entry in sorted(entries, key=lambda one: (one.id, one.path)):
            if entry.id in by_id:
                shadowed.append(entry)
            else:
                by_id[entry.id] = entry
        self._by_id: Mapping[str, Entry] = by_id
        self.entries = tuple(by_id.values())
        self.shadowed = tuple(shadowed)
        self.vocabulary = vocabulary or Vocabulary()
        self.frameworks = tuple(frameworks)
        self.settings = settings or Settings()
        self._like = like

    def __len__(self) -> int:
        return len(self.entries)

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._by_id

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def get(self, entry_id: str) -> Entry | None:
        """The entry with this id, or the one that once had it."""
        found = self._by_id.get(entry_id)
        if found is None and entry_id in self.redirects:
            found = self._by_id[self.redirects[entry_id]]
        return found

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """Old id → present id; an id in use is never redirected."""
        return {old: entry.id for entry in reversed(self.entries) for old in entry.old_ids if old not in self._by_id}

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Entry, ...]]:
        groups: dict[Kind, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            groups[entry.kind].append(entry)
        return {kind: tuple(group) for kind, group in groups.items()}

    def of(self, kind: Kind) -> tuple[Entry, ...]:
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_tag(self) -> Mapping[str, tuple[Entry, ...]]:
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for tag in dict.fromkeys(self.topic_ids(entry)):
                groups[tag].append(entry)
        return {tag: tuple(group) for tag, group in groups.items()}

    def tagged(self, topic_id: str) -> tuple[Entry, ...]:
        """Entries that carry this topic (itself, not a narrower one), by id."""
        return self._by_tag.get(topic_id, ())

    def topic_ids(self, entry: Entry) -> tuple[str, ...]:
        """An entry's tags as topic ids: aliases resolved, unknown words left as they are."""
        return tuple(topic.id if (topic := self.vocabulary.find(tag)) else tag for tag in entry.tags)

    @cached_property
    def _by_word(self) -> Mapping[str, tuple[str, ...]]:
        groups: dict[str, list[str]] = defaultdict(list)
        for one in self._by_id:
            for word in slug_words(one):
                groups[word].append(one)
        return {word: tuple(group) for word, group in groups.items()}

    def alike(self, written: str) -> tuple[str, ...]:
        """Ids whose last part shares a word, or the beginning of one, with that of `written`: who may be meant."""
        found = {one for word in slug_words(written) for one in self._by_word.get(word, ())}
        return tuple(sorted(found))

    @cached_property
    def _links(self) -> Mapping[str, tuple[Link, ...]]:
        like, self._like = self._like, None  # it is not kept alive for long
        if like is None:
            return {entry.id: links_of(entry) for entry in self.entries}
        same = like._by_id
        return {one.id: like.links(one.id) if same.get(one.id) is one else links_of(one) for one in self.entries}

    def links(self, entry_id: str) -> tuple[Link, ...]:
        """Everything that this entry refers to, whether it exists or not."""
        return self._links.get(entry_id, ())

    @cached_property
    def _backlinks(self) -> Mapping[str, tuple[Link, ...]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for links in self._links.values():
            for link in links:
                target = self.get(link.target)
                if target is not None and target.id != link.source:
                    found[target.id].append(link)
        return {target: tuple(links) for target, links in found.items()}

    def backlinks(self, entry_id: str, *relations: str) -> tuple[Link, ...]:
        """Links that lead here (of the named relations only, if any are named), by source id."""
        links = self._backlinks.get(entry_id, ())
        return tuple(link for link in links if not relations or link.relation in relations)

    def referring(self, entry_id: str, *relations: str) -> tuple[Entry, ...]:
        """The entries behind `backlinks`, each once, by id."""
        sources = dict.fromkeys(link.source for link in self.backlinks(entry_id, *relations))
        return tuple(self._by_id[source] for source in sources)

    def framework(self, framework_id: str) -> Framework | None:
        return next((one for one in self.frameworks if one.id == framework_id), None)


def slug_words(entry_id: str) -> set[str]:
    """The words of an id's last part, and how the first one begins, marked so that it is no word itself."""
    slug = entry_id.rsplit("/", 1)[-1]
    return {word for word in slug.split("-") if len(word) > 2} | {slug[:2] + "…"}


class CheckedCatalog(Catalog):
    """A catalog that `kb.rules.check` has seen: the only one that may leave towards an edition or an index.

    `newest` and counts of the findings are the report's; this type says only that they were looked for.
    """
