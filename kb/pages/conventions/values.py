"""Typed fields of an entry as plain JSON values, in the form in which front matter has them, and their schemas.

Only the names of the content model get out: what is not in `kb.parse.schema` is not published. Text is always a
mapping from language to words, empty values are left out, and nobody's consent is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from kb.model.entry import Entry
from kb.model.fields import Duration
from kb.model.kinds import Kind
from kb.model.text import Text
from kb.parse.json_schema import DRAFT
from kb.parse.schema import SCHEMAS, fields_of

encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # JSON as every file of the site has it

# Keys of front matter that say where a file came from or what a person agreed to, and concern no reader.
UNPUBLISHED = frozenset({"origin", "consent", "pseudonym"})


def published(kind: Kind) -> tuple[str, ...]:
    """The keys that an entry of this kind may have in the API, sorted."""
    return tuple(sorted(set(fields_of(kind)) - UNPUBLISHED))


def front_matter(entry: Entry) -> dict[str, Any]:
    """The fields of an entry by their names in front matter, sorted; what is empty is left out."""
    found: dict[str, Any] = {}
    for key in published(entry.kind):
        own = key in SCHEMAS[entry.kind].own
        name = "old_ids" if key == "aliases" and not own else key
        value = plain(getattr(entry.detail if own else entry, name, None))
        if value is not None and value not in ("", [], {}):
            found[key] = value
    return found


def plain(value: object) -> Any:
    """A field's value as JSON; mappings lose what is empty."""
    match value:
        case Text():
            return dict(value.values)
        case date():
            return value.isoformat()
        case Duration():
            return str(value)
        case float() if value.is_integer():
            return int(value)
        case bool() | int() | float() | None:
            return value
        case str():
            return str(value)
        case tuple() | list():
            return [plain(one) for one in value]
    if is_dataclass(value):
        named = ((one.name, plain(getattr(value, one.name))) for one in fields(value))
        return {name: one for name, one in named if one is not None and one not in ("", [], {})}
    raise TypeError(f"no JSON for {type(value).__name__}")


def entry_schema(kind: Kind) -> dict[str, Any]:
    """A file of the API. In `fields` nothing is required: a reference that the audience may not see is left out."""
    properties = {key: relaxed(one.schema()) for key, one in sorted(fields_of(kind).items()) if key not in UNPUBLISHED}
    text: dict[str, Any] = {"type": "string"}
    section = {"heading": text, "id": text, "part": {"enum": ["", "happened", "why", "lesson", "do"]}, "text": text}
    ids = {"type": "array", "items": text}
    envelope = {
        "schema": {"const": 1},
        "id": text,
        "kind": {"const": str(kind)},
        "title": text,
        "titles": {"type": "object", "minProperties": 1, "additionalProperties": text},
        "lang": text,
        "url": text,
        "fields": {"type": "object", "properties": properties, "additionalProperties": False},
        "sections": {"type": "array", "items": _object(section)},
        "links": ids,
        "backlinks": ids,
    }
    return {"$schema": DRAFT, "title": f"A {kind} in the API", **_object(envelope)}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}


def relaxed(schema: Any) -> Any:
    """A schema that requires nothing: an edition leaves out what its audience may not see."""
    if isinstance(schema, list):
        return [relaxed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    required = schema.get("required")
    return {key: relaxed(value) for key, value in schema.items() if key != "required" or not isinstance(required, list)}
