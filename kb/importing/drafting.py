"""One foreign file → its drafts: fields in our terms, text keys and body as one body, a recap split into its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kb.importing import dialects, fields
from kb.importing.cleaning import Cleaning, clean
from kb.importing.kinds import kind_of
from kb.importing.mapping import ADDRESS, Source
from kb.importing.names import Romanise, slug, stem
from kb.importing.pasted import pasted
from kb.importing.recap import split_recap
from kb.importing.recap.furniture import repeated_title
from kb.importing.registers import lesson_fields
from kb.importing.values import Draft, Foreign, Found, Mention, Note, Record, Ref, Value
from kb.importing.wording import cut, language
from kb.model.kinds import STATES, Audience, Kind
from kb.parse import fences
from kb.vocabulary import Vocabulary

_ABOUT = re.compile(
    r"^(?:readme|licen[cs]e|copying|contributing|changelog|code.of.conduct|security|_?template)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What drafting needs beside the file: the vocabulary, the base's language, the day, letters for Chinese."""

    vocabulary: Vocabulary
    lang: str = "en"
    today: date = date.max
    romanise: Romanise | None = None
    kind: Kind | None = None


def drafted(foreign: Foreign, source: Source, setting: Setting) -> Found:
    """The drafts of one file. Raises `Unreadable` when the file must be refused."""
    if foreign.shape == "register":
        return _register(foreign, source, setting)
    split = dialects.split(foreign.path, foreign.text)
    reading = fields.Reading(foreign.path, split.fields, split.body, source)
    reading.notes += [*foreign.notes, *split.notes]
    return _entry(foreign, reading, setting, split.start, split.dialect)


def _register(foreign: Foreign, source: Source, setting: Setting) -> Found:
    found: list[Found] = []
    for record in foreign.records:
        found.append(_record(foreign, record, source, setting))
    return Found(
        tuple(draft for one in found for draft in one.drafts),
        (*foreign.notes, *(note for one in found for note in one.notes)),
        tuple(dict.fromkeys(word for one in found for word in one.topics)),
    )


def _record(foreign: Foreign, record: Record, source: Source, setting: Setting) -> Found:
    """One row or record as one entry; its key in the file tells it from the others."""
    mapped, body = lesson_fields(record.fields)
    reading = fields.Reading(f"{foreign.path}#{record.key}", mapped, body, source)
    found = _entry(replace(foreign, notes=()), reading, setting, 0, "none")
    drafts = tuple(
        replace(one, key=record.key if not one.key else f"{record.key}/{one.key}", origin=foreign.path)
        for one in found.drafts
    )
    return replace(found, drafts=drafts)


def _entry(foreign: Foreign, reading: fields.Reading, setting: Setting, start: int, dialect: str) -> Found:
    raw = reading.body
    plain = foreign.shape == "markdown" and dialect == "none" and not re.search(r"^#{1,6} ", raw, re.M)
    kind, why = _kind(foreign, reading, setting)
    if plain:
        _marked(reading, kind)
    name = fields.title(reading)
    lang = language(
        f"{name} {raw}", setting.lang, reading.source.language or fields.said_language(reading), foreign.encoding
    )
    day = fields.when(reading)
    summary = fields.summary(reading)
    people = fields.authors(reading)
    text = _text_keys(reading)
    values: dict[str, Any] = {
        "title": name,
        "summary": summary,
        "date": day,
        "lang": lang if lang != setting.lang else "",
    }
    values |= _standing(reading, kind, setting)
    addresses = _addresses(reading)
    wanted = slug(_slugs(reading, name), reading.path, setting.romanise)
    draft = Draft(foreign.path, "", kind, wanted, values, "", day, why, addresses, people)
    if kind is Kind.SALON:
        return _salon(foreign, reading, setting, draft, text, start, plain, lang)
    if day is None:
        fields.undated(reading)
    topics, others = fields.topics(reading, setting.vocabulary)
    body = _clean(reading, "\n\n".join(one for one in (text, reading.body.strip("\n")) if one.strip()))
    if not body.strip():
        reading.say("empty-body")
    values |= {"tags": topics, "authors": [Ref(one.key) for one in people]}
    if kind is Kind.PERSON:
        values["names"] = {lang.split("-")[0]: cut(values.pop("title"), 80)}
    values |= _origin(foreign, reading) | fields.kept(reading)
    values["x_tags"] = others
    return Found((replace(draft, values=values, body=body),), tuple(reading.notes), tuple(others))


def _marked(reading: fields.Reading, kind: Kind) -> None:
    """What a plain text says of itself in its first lines, where its front matter does not."""
    if kind is Kind.SALON and not reading.value(reading.source.title)[0]:
        heading = repeated_title(reading.body.split("\n"))
        reading.fields = {**reading.fields, "title": heading} if heading else reading.fields
    if kind is not Kind.LESSON or reading.fields:
        return
    found = pasted(reading.body)
    reading.body = found.body
    if found.title:
        reading.fields = {"title": found.title}
        reading.say("title-line", title=found.title)
    if found.day is not None:
        reading.fields = {**reading.fields, "date": found.day.isoformat()}
        reading.say("date-text", date=found.day)


def _kind(foreign: Foreign, reading: fields.Reading, setting: Setting) -> tuple[Kind, str]:
    if setting.kind is not None:
        return setting.kind, "kind-asked"
    said = reading.source.kind_of(foreign.path)
    if said is not None:
        return said, "kind-source"
    return kind_of(foreign.path, reading.fields, reading.body, foreign.shape)


def _salon(
    foreign: Foreign,
    reading: fields.Reading,
    setting: Setting,
    draft: Draft,
    text: str,
    start: int,
    plain: bool,
    lang: str,
) -> Found:
    """A recap: the salon and everything that its rules propose."""
    recap = split_recap(reading, draft, start, plain, setting.vocabulary, lang, setting.romanise)
    reading.notes += recap.notes
    day = recap.day
    if day is None:
        fields.undated(reading)
    topics, others = fields.topics(reading, setting.vocabulary, recap.tags)
    body = _clean(reading, "\n\n".join(one for one in (text, recap.body) if one.strip()))
    if not body.strip():
        reading.say("empty-body")
    values = dict(draft.values) | {"date": day} | dict(recap.values)
    values |= {"tags": topics, "authors": [Ref(one.key) for one in draft.people]}
    origin = _origin(foreign, reading)
    values |= origin | fields.kept(reading)
    values["x_tags"] = others
    salon = replace(draft, values=values, body=body, date=day, people=(*draft.people, *recap.people))
    standing = {name: draft.values[name] for name in ("lang", "audience") if draft.values.get(name)}
    more = [
        replace(one, values={**one.values, **standing, **origin}, body=clean(one.body, Cleaning()))
        for one in recap.drafts
    ]
    counts = dict(recap.counts) | {"tag": len(topics) + len(others)}
    return Found((salon, *more), tuple(reading.notes), tuple(others), counts)


def _standing(reading: fields.Reading, kind: Kind, setting: Setting) -> dict[str, Any]:
    """Audience and state: the first state, and internal, unless the source says otherwise or hid the file."""
    hidden = fields.unpublished(reading, setting.today)
    audience = reading.source.audience or "internal"
    states = STATES[kind]
    status = states[0] if states else ""
    if reading.source.status in states and not hidden:
        status = reading.source.status
    if hidden:
        reading.say("unpublished", why=hidden)
        audience = Audience.RESTRICTED
    if _ABOUT.match(reading.path.rsplit("/", 1)[-1]):
        reading.say("licence")
    return {"audience": str(audience), "status": str(status)}


def _text_keys(reading: fields.Reading) -> str:
    """The keys that hold text, as sections in their order."""
    parts: list[str] = []
    for section in reading.source.text:
        key, found = reading.value((section.key,))
        words = _prose(found)
        if key and words:
            reading.used.add(key)
            parts.append(f"## {section.heading}\n\n{words}")
    return "\n\n".join(parts)


def _prose(found: Value) -> str:
    if isinstance(found, Mapping):
        return "\n".join(f"- {key}: {_prose(one)}" for key, one in found.items())
    if isinstance(found, tuple):
        return "\n".join(f"- {_prose(one)}" for one in found)
    return found.strip()


def _clean(reading: fields.Reading, body: str) -> str:
    """The body cleaned; what was left or dropped is said. Our own audience blocks must be whole."""
    said = Cleaning()
    text = clean(body, said)
    if "::" in text or "：：" in text:
        problems = fences.cut(reading.path, text, 1)[2]
        if problems:
            from kb.importing.values import Unreadable

            raise Unreadable(Note.of(reading.path, "fence"))
    if said.left:
        reading.say("left", count=len(said.left), example=_example(said.left))
    if said.dropped:
        reading.say("dropped", count=len(said.dropped), example=_example(said.dropped))
    return text


def _example(found: list[str]) -> str:
    return " ".join(found[0].split())[:80]


def _origin(foreign: Foreign, reading: fields.Reading) -> dict[str, Any]:
    origin = {"path": foreign.path[-1_000:], "source": reading.source.name, "sha256": foreign.sha256}
    return {"origin": {key: one for key, one in origin.items() if one}}


def _slugs(reading: fields.Reading, name: str) -> tuple[str, ...]:
    """What the entry may be called, best first: its own slug, what its file is called, its title."""
    said = reading.value(("slug",))[1]
    own = said if isinstance(said, str) and "/" not in said else ""
    titled = "#" in reading.path or any(note.code == "title-line" for note in reading.notes)  # not a file's own name
    return (own, name) if titled else (own, stem(reading.path), name)


def _addresses(reading: fields.Reading) -> tuple[str, ...]:
    """Web paths that the file itself says it had."""
    found: list[str] = []
    for wanted in ADDRESS:
        key, value = reading.value((wanted,))
        if key:
            found += [one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, str)]
    return tuple(dict.fromkeys(one for one in found if "/" in one))


def mentioned(found: Found) -> tuple[Mention, ...]:
    return tuple(one for draft in found.drafts for one in draft.people)
