"""A filled recap form → a salon and what its recap tells: sessions, people and candidate lessons, as `kb ingest` does.

The ledger of ingested files is left alone: a form is no file, and comes once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from kb.frontmatter.inserting import with_item, with_value
from kb.frontmatter.writer import document
from kb.importing import dates, tags
from kb.importing.drafting import Setting
from kb.importing.forms.answers import Answers
from kb.importing.forms.crediting import Credit
from kb.importing.forms.prose import prose, quoted
from kb.importing.forms.values import Base, Filed, Note, Refused, Submission
from kb.importing.ledger import PATH as LEDGER
from kb.importing.ledger import Ledger
from kb.importing.mapping import Source
from kb.importing.names import short_hash, slug
from kb.importing.values import Foreign
from kb.importing.wording import cut, language, one_line
from kb.model.codes import worded
from kb.model.entry import Person
from kb.model.kinds import Kind
from kb.pipeline.ingest import mapping_key, plan
from kb.pipeline.ingest_job import Incoming, Job, KnownPerson, Plan

_REST = {"en": "Also written in the form", "zh": "表单中的其他内容"}


def recap(answers: Answers, submission: Submission, credit: Credit, base: Base) -> Filed:
    """The salon first, then what belongs to it. Raises `Refused` when there is no recap or our reader takes none."""
    if not answers["recap"]:
        raise Refused(Note.of("no-recap"))
    notes: list[Note] = []
    title = cut(one_line(answers["title"]) or one_line(answers["recap"]), 120)
    day = dates.written(one_line(answers["date"])) if answers["date"] else None
    if day is None:
        code = "no-date" if answers["date"] else "missing-date"
        notes.append(Note.of(code, written=one_line(answers["date"])))
    values = {"title": title, "date": day.isoformat() if day else "", "tags": answers["topics"]}
    lang = language(f"{title} {answers['recap']}", "zh-Hans" if answers.form.lang == "zh" else "en")
    rest = [f"## {_REST[answers.form.lang]}\n\n{prose(answers.rest)}"] if answers.rest else []
    made = Plan(0, (), (), (), (), (), (), {}, Ledger([]))
    for words in (prose(answers["recap"]), quoted(answers["recap"])):
        text = document(values, "\n\n".join((words, *rest)))
        made = _planned(text, title, lang, submission, credit, base)
        if made.entries:
            break
    if not made.entries:
        problem = next((one.diagnostic for one in made.refused if one.diagnostic is not None), None)
        said = {"en": "", "zh": ""} if problem is None else {one: worded(problem, one).message for one in ("en", "zh")}
        raise Refused(Note.of("unreadable", **said))
    notes += _notes(made, answers, base)
    writes = _written(made, credit, cut(one_line(answers["place"]), 200))
    return Filed("recap", title, writes, tuple(notes), credit.id, credit.name)


def _planned(text: str, title: str, lang: str, submission: Submission, credit: Credit, base: Base) -> Plan:
    mark = f"form-{submission.number or short_hash(text)}"
    origin = f"{mark}/{slug((title,), mark, base.romanise, 'salon')}"
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    source = Source(name="form", kind=Kind.SALON, language=lang)
    incoming = Incoming(origin, digest, lambda: Foreign(origin, text, digest))
    setting = Setting(base.catalog.vocabulary, base.settings.languages[0], romanise=base.romanise, kind=Kind.SALON)
    people = [
        KnownPerson(one.id, (*one.detail.names.every(), *one.detail.aliases))
        for one in base.catalog.of(Kind.PERSON)
        if isinstance(one.detail, Person)
    ]
    if credit.id:  # who sends a recap may well have spoken
        people.append(KnownPerson(credit.id, (credit.name,)))
    taken = (*base.taken, *credit.writes)
    job = Job([incoming], lambda path: source, setting, base.settings, Ledger([]), base.read, taken, people)
    return plan(job, lambda path: mapping_key(source, Kind.SALON, False))


def _written(made: Plan, credit: Credit, place: str) -> Mapping[str, bytes]:
    """The files of the plan, the salon first, with its place and its author; without the ledger."""
    salon = next(one.path for one in made.entries if one.kind is Kind.SALON)
    writes = {salon: made.writes[salon], **{path: data for path, data in made.writes.items() if path != LEDGER}}
    text = with_value(writes[salon].decode(), "venue", place) if place else writes[salon].decode()
    text = (with_item(text, "authors", credit.id) if credit.id else None) or text
    return {**writes, salon: text.encode()}


def _notes(made: Plan, answers: Answers, base: Base) -> list[Note]:
    """How much was found, who was named, and which words are no topic."""
    count: dict[Any, int] = {}
    for one in made.entries:
        count[one.kind] = count.get(one.kind, 0) + 1
    sessions, lessons = made.counts.get("session", 0), count.get(Kind.LESSON, 0)
    notes = [Note.of("recap-found", sessions=sessions, lessons=lessons)]
    people = [one.id for one in made.entries if one.kind is Kind.PERSON]
    if people:
        notes.append(Note.of("speakers", people=", ".join(people)))
    for word in tags.known(tags.words(answers["topics"]), base.catalog.vocabulary)[1]:
        notes.append(Note.of("unknown-topic", word=word))
    return notes
