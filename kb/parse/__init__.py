"""One file → an entry and its diagnostics: where it stands, its front matter typed, its body rendered once.

An entry exists only when its file could be read whole; every other file is refused with all of its reasons.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from kb import frontmatter, render
from kb.frontmatter import Fields, FrontMatter, Scalar
from kb.model.body import Body
from kb.model.codes import refuses
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry
from kb.model.kinds import FOLDERS, STATES, Audience, Consent, Kind
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.model.text import Text
from kb.parse import fences
from kb.parse.paths import Place, place
from kb.parse.reading import Reading
from kb.parse.scalars import LANGUAGE
from kb.parse.schema import SCHEMAS, fields_of, generated_keys
from kb.parse.shapes import read_fields

__all__ = ["MAX_ENTRY_BYTES", "Parsed", "parse", "render_body"]

MAX_ENTRY_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file gave: an entry or None, and everything that was found on the way."""

    path: str
    entry: Entry | None
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(source: SourceFile, settings: Settings) -> Parsed:
    """Read one file of the base. Never raises on any bytes or name."""
    where, named_badly = place(source.path)
    found, unread = frontmatter.read(source.path, source.data)
    if found is None or where is None:
        return Parsed(source.path, None, tuple(sorted({*named_badly, *unread})))
    reading = Reading(source.path, _language(found.fields, settings), list(unread))
    values = _typed(found.fields, where.kind, reading)
    consent = found.fields.get("consent")
    if consent is not None and values.get("consent") is Consent.PSEUDONYM and "pseudonym" not in values:
        reading.report(consent.line, "KB302", key="pseudonym", name="pseudonym")
    body = _body(found, values, reading)
    if any(refuses(one.code) for one in reading.problems):
        return Parsed(source.path, None, tuple(sorted(set(reading.problems))))
    entry = _entry(source, where, values, body, found, reading.lang)
    if where.folder and entry.date is not None and where.folder not in ("undated", str(entry.date.year)):
        reading.report(entry.line("date"), "KB113", date=entry.date.isoformat(), folder=where.folder)
    return Parsed(source.path, entry, tuple(sorted(set(reading.problems))))


def _language(fields: Fields, settings: Settings) -> str:
    """The file's language, needed before anything else can be typed; a bad one is reported when it is typed."""
    written = fields.get("lang")
    if written is not None and isinstance(written.node, Scalar) and LANGUAGE.pattern.fullmatch(written.node.value):
        return written.node.value
    return settings.languages[0]


def _typed(fields: Fields, kind: Kind, reading: Reading) -> dict[str, Any]:
    """The values of all known keys. Inverse keys are reported as such and not as unknown ones."""
    generated = generated_keys(kind)
    known = fields_of(kind)
    for field in fields:
        if field.key in generated and field.key not in known:
            reading.report(field.line, "KB315", key=field.key, where=generated[field.key])
    own = tuple(field for field in fields if field.key in known or field.key not in generated)
    return read_fields(Fields(own, fields.line), known, SCHEMAS[kind].required, reading)


def _body(found: FrontMatter, values: dict[str, Any], reading: Reading) -> Body:
    visible, audiences, problems = fences.cut(reading.path, found.body, found.body_line)
    reading.problems.extend(problems)
    beyond = render.too_much(found.body)
    if beyond is not None:
        what, limit = beyond
        reading.report(found.body_line, "KB213", what=what, limit=limit)
    if any(refuses(one.code) for one in reading.problems):
        return Body(found.body, found.body_line)
    body = render.body(visible, found.body_line, section_ids(values.get("programme", ())))
    return Body(found.body, found.body_line, body.sections, body.headings, body.links, audiences)


def section_ids(programme: Any) -> dict[str, str]:
    """Heading text → id, so that the section of a session has the session's id."""
    return {
        title.strip().casefold(): item.id
        for item in programme
        if item.id and item.title is not None
        for title in item.title.every()
    }


def render_body(path: str, markdown: str, line: int, ids: dict[str, str], reader: Audience | None) -> Body:
    """A body as `reader` may see it (None: everything), rendered. The original Markdown is not kept in a cut body."""
    visible, audiences, _ = fences.cut(path, markdown, line, reader)
    body = render.body(visible, line, ids)
    kept = markdown if reader is None else visible
    return Body(kept, line, body.sections, body.headings, body.links, audiences)


def _entry(
    source: SourceFile, where: Place, values: dict[str, Any], body: Body, found: FrontMatter, lang: str
) -> Entry:
    schema = SCHEMAS[where.kind]
    own = {name: values[name] for name in schema.own if name in values}
    common = {name: value for name, value in values.items() if name not in schema.own}
    aliases = common.pop("aliases", ())
    if where.kind is Kind.PERSON:
        # A person's `aliases` are names; one that is a path of this folder is an old id, as elsewhere.
        aliases = tuple(one for one in own.get("aliases", ()) if one.startswith(f"{FOLDERS[Kind.PERSON]}/"))
        own["aliases"] = tuple(one for one in own.get("aliases", ()) if one not in aliases)
    detail = schema.make(**own)
    title: Text | None = common.pop("title", None)
    states = STATES[where.kind]
    if states:
        common.setdefault("status", states[0])
    return Entry(
        id=where.id,
        kind=where.kind,
        path=source.path,
        title=title or detail.names,
        detail=detail,
        body=body,
        old_ids=aliases,
        sha256=hashlib.sha256(source.data).hexdigest(),
        lines=frontmatter.lines(found.fields),
        **{"lang": lang, **common},
    )
