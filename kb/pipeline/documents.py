"""An entry → the document that is searched: plain text, names as consent allows them.

It never reads a file and never renders. The one idea: a document depends on its own entry and on few others
(people, the project, the salon it was told at); `needs` names those, so that an index can be refreshed without
reading everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.catalog import Catalog, links_of
from kb.model.body import Body, is_steps, lesson_part
from kb.model.entry import Case, Entry, Lesson, Person, Practice, Project, Salon
from kb.model.kinds import Consent
from kb.model.text import Text
from kb.ports.search import Document

_PERSONAL = ("authors", "owner", "organisers", "speakers", "validated_by", "effectiveness", "decided_by")


def document(entry: Entry, catalog: Catalog) -> Document:
    """What search knows of an entry. References that lead nowhere say nothing.

    Of somebody with a pseudonym it knows that and the topics, nothing that was said under the name.
    """
    hidden = isinstance(entry.detail, Person) and entry.detail.consent is Consent.PSEUDONYM
    body = Body("", 1) if hidden else entry.body
    topics = [topic for tag in entry.tags if (topic := catalog.vocabulary.find(tag)) is not None]
    people = list(_people(entry, catalog))
    title = _title(entry)
    project = _project(entry)
    return Document(
        id=entry.id,
        kind=entry.kind.value,
        path=entry.path,
        title=title.pick(entry.lang),
        lang=entry.lang,
        url=f"{entry.id}/",
        origin=entry.origin.path if entry.origin else "",
        titles=title.values,
        summary=entry.summary.pick(entry.lang) if entry.summary else "",
        summaries=entry.summary.every() if entry.summary else (),
        date=entry.date.isoformat() if entry.date else "",
        tags=catalog.topic_ids(entry),
        broader=_once(above.id for topic in topics for above in catalog.vocabulary.ancestors(topic.id)),
        topics=_once(label for topic in topics for label in topic.label.every()),
        people=_once(name for person in people for name in names(person)),
        speakers=_once(person.id for person in _speakers(entry, catalog)),
        names=names(entry) if isinstance(entry.detail, Person) else (),
        project=project,
        phase=entry.detail.phase if isinstance(entry.detail, Lesson | Project) else "",
        status=entry.status.value if entry.status else "",
        effect=_effect(entry),
        audience=entry.audience.value,
        headings=_headings(body),
        text="\n".join(section.text for section in body.sections if section.text),
        details=() if hidden else _once((*_details(entry, catalog), *_project_names(entry, project, catalog))),
        lead=_lead(entry),
        advice=_advice(body),
        original=_original(entry, catalog),
    )


def references(entry: Entry) -> frozenset[str]:
    """The ids of the entries that its document is made from at first hand, whether they exist or not."""
    wanted = {*_PERSONAL, "project", "presented_at", "sources", "translation_of"}
    return frozenset(link.target for link in links_of(entry) if link.relation in wanted) - {entry.id}


def needs(entry: Entry, catalog: Catalog) -> frozenset[str]:
    """All ids of entries that its document is made from: when one of them changes, it must be made again."""
    return references(entry) | frozenset(_speaker_ids(entry, catalog)) - {entry.id}


def names(person: Entry) -> tuple[str, ...]:
    """What a person may be called here: every name, or the pseudonym alone (in an edition it is the name)."""
    detail = person.detail
    if not isinstance(detail, Person):
        return ()
    if detail.consent is Consent.PSEUDONYM:
        return (detail.pseudonym,) if detail.pseudonym else detail.names.every()
    return _once((*detail.names.every(), *detail.aliases))


def _title(entry: Entry) -> Text:
    detail = entry.detail
    if isinstance(detail, Person) and detail.consent is Consent.PSEUDONYM and detail.pseudonym:
        return Text.of(detail.pseudonym, entry.lang)
    return entry.title


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _people(entry: Entry, catalog: Catalog) -> Iterator[Entry]:
    """Everybody whom the entry names in its front matter, and who spoke where it comes from."""
    for link in catalog.links(entry.id):
        person = catalog.get(link.target) if link.relation in _PERSONAL else None
        if person is not None:
            yield person
    yield from _speakers(entry, catalog)


def _speaker_ids(entry: Entry, catalog: Catalog) -> tuple[str, ...]:
    """Who speaks in an entry: a salon's speakers, the speakers of the session it comes from, its authors."""
    ids: list[str] = list(entry.authors)
    if isinstance(entry.detail, Salon):
        ids += [one for item in entry.detail.programme for one in item.speakers]
    told = [source.entry for source in entry.sources]
    told += [entry.detail.presented_at] if isinstance(entry.detail, Case) else []
    for reference in told:
        salon_id, _, session = reference.partition("#")
        salon = catalog.get(salon_id) if session else None
        item = salon.detail.session(session) if salon is not None and isinstance(salon.detail, Salon) else None
        ids += item.speakers if item is not None else ()
    return tuple(dict.fromkeys(ids))


def _speakers(entry: Entry, catalog: Catalog) -> Iterator[Entry]:
    for one in _speaker_ids(entry, catalog):
        person = catalog.get(one)
        if person is not None and isinstance(person.detail, Person):
            yield person


def _effect(entry: Entry) -> str:
    """What the latest check of a lesson's effect said."""
    checks = entry.detail.effectiveness if isinstance(entry.detail, Lesson) else ()
    return max(checks, key=lambda one: one.date).result if checks else ""


def _advice(body: Body) -> tuple[int, int]:
    """The lines of the document's text that tell what to do: a lesson's next time, a practice's steps."""
    at = 0
    for section in body.sections:
        lines = section.text.count("\n") + 1 if section.text else 0
        if lines and (lesson_part(section) == "do" or is_steps(section)):
            return at, at + lines
        at += lines
    return 0, 0


def _original(entry: Entry, catalog: Catalog) -> str:
    """The id of what an entry translates, by whatever id that is named."""
    found = catalog.get(entry.translation_of) if entry.translation_of else None
    return found.id if found is not None and found.id != entry.id else ""


def _headings(body: Body) -> tuple[str, ...]:
    """The headings that say something about this entry: not those that every lesson has."""
    every = {section.heading for section in body.sections if lesson_part(section)}
    return tuple(heading.text for heading in body.headings if heading not in every)


def _project(entry: Entry) -> str:
    if isinstance(entry.detail, Project):
        return entry.id
    return entry.detail.project if isinstance(entry.detail, Lesson | Case) else ""


def _project_names(entry: Entry, project: str, catalog: Catalog) -> tuple[str, ...]:
    found = catalog.get(project) if project and project != entry.id else None
    return found.title.every() if found is not None else ()


def _details(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """Texts of the front matter that are in no other field of the document."""
    texts: list[Text | None] = []
    match entry.detail:
        case Practice() as practice:
            texts += [practice.purpose, *(change.change for change in practice.changelog)]
            for reference in practice.framework:
                model = catalog.framework(reference.model)
                element = model.element(reference.element) if model is not None else None
                texts += [element.title] if element is not None else []
        case Case() as case:
            texts += [number.name for number in case.numbers]
            texts += [unit.name for unit in case.organisation]
            texts += [one.name for one in case.stakeholder_map]
            texts += [event.event for event in case.timeline]
        case Salon() as salon:
            texts += [salon.venue, salon.city, salon.host]
            texts += [text for item in salon.programme for text in (item.title, item.note)]
        case Person() as person:
            texts += [person.organisation, *person.roles, *person.credentials]
            for tag in person.expertise:
                topic = catalog.vocabulary.find(tag)
                texts += [topic.label] if topic is not None else []
        case Project() as project:
            texts += [project.value_statement]
        case Lesson():
            pass
    yield from (value for text in texts if text is not None for value in text.every())


def _lead(entry: Entry) -> str:
    """The sentence that tells what to do: *Do this next time*, else *Lesson*, else nothing."""
    for part in ("do", "lesson"):
        section = entry.part(part)
        if section is not None and section.text:
            return section.text
    return ""
