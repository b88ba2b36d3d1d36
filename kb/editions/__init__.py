"""What one audience may read, made before anything is staged: what is filtered here can leak from no page.

An edition is a catalog of its own. Counts, backlinks and evidence that are computed from it know nothing of
what it lacks. It never widens anything: an entry, a fenced block, a name or a reference is kept only when the
audience may see it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from kb.catalog import Catalog, CheckedCatalog
from kb.editions.references import Known, keep_references
from kb.model.body import Body
from kb.model.entry import Entry, Person, Salon
from kb.model.kinds import FOLDERS, Audience, Consent, Kind
from kb.model.text import Text
from kb.model.topic import Topic
from kb.parse import render_body, section_ids
from kb.parse.paths import slugify
from kb.vocabulary import Vocabulary

__all__ = ["Dropped", "Edition", "edition"]

BUILT = (Audience.PUBLIC, Audience.INTERNAL)  # `restricted` is read in the terminal and never built


@dataclass(frozen=True, slots=True, order=True)
class Dropped:
    """A reference that the edition lacks: `entry` names `target`, which this audience may not see."""

    entry: str
    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class Edition:
    """A catalog that holds only what `audience` may see: entries, references, fenced blocks, people by consent.

    `altered` are the ids of entries that say less here than their files, or say it otherwise.
    """

    audience: Audience
    catalog: Catalog
    dropped: tuple[Dropped, ...] = ()
    altered: frozenset[str] = frozenset()

    def has_page(self, entry: Entry) -> bool:
        """Whether an entry gets a page of its own: a person by consent, everything else always."""
        if not isinstance(entry.detail, Person):
            return True
        if entry.detail.consent is Consent.INTERNAL:
            return self.audience is not Audience.PUBLIC
        return entry.detail.consent is Consent.PUBLIC

    @property
    def invites(self) -> bool:
        """Whether readers can add to it: colleagues always, everybody else where the settings name a code host."""
        return self.audience is not Audience.PUBLIC or bool(self.catalog.settings.repo_url)

    def has_topic(self, topic: Topic) -> bool:
        """Whether a topic gets a page: for colleagues each one, so that gaps are seen; for others what leads somewhere.

        In the public edition that is a topic with an entry or an expert, filed under it or under a narrower one: a word
        without either would be a dead end, and a hint at what is kept elsewhere.
        """
        if self.audience is not Audience.PUBLIC:
            return True
        found, todo = {topic.id}, [topic]
        while todo:
            one = todo.pop()
            if self.catalog.tagged(one.id) or self.experts(one):
                return True
            below = [under for under in self.catalog.vocabulary.narrower(one.id) if under.id not in found]
            found.update(under.id for under in below)
            todo += below
        return False

    def experts(self, topic: Topic) -> list[Entry]:
        """People with a page who say that they know about a topic, by id."""
        find = self.catalog.vocabulary.find
        return [
            person
            for person in self.catalog.of(Kind.PERSON)
            if isinstance(person.detail, Person)
            and self.has_page(person)
            and any((known := find(word)) is not None and known.id == topic.id for word in person.detail.expertise)
        ]


def edition(catalog: CheckedCatalog, audience: Audience) -> Edition:
    """The edition of `catalog` for `audience` (public or internal)."""
    if audience not in BUILT:
        raise ValueError(f"no edition is built for {audience}")
    kept = tuple(entry for entry in catalog.entries if visible(entry, audience))
    ids = _ids(kept)
    # An old id leads to its entry only where that entry is kept.
    ids |= {old: ids[new] for old, new in catalog.redirects.items() if new in ids}
    known = Known(ids)
    entries = [keep_references(_shown(entry, audience, ids[entry.id]), known) for entry in kept]
    topics = Vocabulary([replace(topic, owner=known.one(topic.owner)) for topic in catalog.vocabulary.topics])
    narrowed = Catalog(entries, topics, catalog.frameworks, catalog.settings, catalog)
    altered = frozenset(made.id for made, entry in zip(entries, kept, strict=True) if made is not entry)
    return Edition(audience, narrowed, _dropped(catalog, ids.keys()), altered)


def _ids(kept: Iterable[Entry]) -> dict[str, str]:
    """Id → id in the edition: an id that would say the name of someone who goes by a pseudonym is replaced."""
    ids = {entry.id: entry.id for entry in kept}
    for entry in kept:
        if isinstance(entry.detail, Person) and entry.detail.consent is Consent.PSEUDONYM:
            stem = f"{FOLDERS[Kind.PERSON]}/{slugify(entry.detail.pseudonym) or 'someone'}"
            taken = {*ids, *ids.values()}
            numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
            ids[entry.id] = next(name for name in (stem, *numbered) if name not in taken)
    return ids


def visible(entry: Entry, audience: Audience) -> bool:
    """Whether `audience` may know that this entry exists."""
    if not audience.may_read(entry.audience):
        return False
    if isinstance(entry.detail, Person) and entry.detail.consent is Consent.INTERNAL:
        return audience is not Audience.PUBLIC
    return True


def _shown(entry: Entry, audience: Audience, shown_id: str) -> Entry:
    """The entry with the fields and blocks that this audience may see."""
    hidden = [one for one in entry.body.audiences if not audience.may_read(one)]
    if hidden:
        programme = entry.detail.programme if isinstance(entry.detail, Salon) else ()
        body = render_body(entry.path, entry.body.markdown, entry.body.line, section_ids(programme), audience)
        entry = replace(entry, body=body)
    if audience is Audience.PUBLIC and (entry.origin is not None or any(one.file for one in entry.sources)):
        # Paths of files on somebody's machine concern nobody outside.
        sources = tuple(replace(one, file="") for one in entry.sources)
        entry = replace(entry, origin=None, sources=sources)
    return _by_consent(entry, shown_id) if isinstance(entry.detail, Person) else entry


def _by_consent(entry: Entry, shown_id: str) -> Entry:
    """A person as they agreed to be shown. Nothing that was said under a name stays beside a pseudonym."""
    person = entry.detail
    if not isinstance(person, Person) or person.consent in (Consent.PUBLIC, Consent.INTERNAL):
        return entry
    hidden = person.consent is Consent.PSEUDONYM
    names = Text.of(person.pseudonym or "…", entry.lang) if hidden else person.names
    bare = Entry(
        id=shown_id,
        kind=entry.kind,
        path=f"{shown_id}.md" if hidden else entry.path,
        title=names,
        detail=Person(names=names, consent=person.consent),
        body=Body("", entry.body.line),
        lang=entry.lang,
        audience=entry.audience,
    )
    return bare if hidden else replace(bare, old_ids=entry.old_ids, sha256=entry.sha256, lines=entry.lines)


def _dropped(catalog: Catalog, known: Collection[str]) -> tuple[Dropped, ...]:
    """References of kept entries to entries that exist and are not kept."""
    found: set[Dropped] = set()
    for entry in catalog.entries:
        if entry.id not in known:
            continue
        for link in catalog.links(entry.id):
            target = catalog.get(link.target)
            if target is not None and target.id not in known:
                found.add(Dropped(entry.id, link.relation, target.id))
    return tuple(sorted(found))
