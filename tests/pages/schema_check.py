"""As much of JSON Schema as our schemas use, so that tests can hold files against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "boolean": (bool,), "integer": (int,), "number": (int, float),
}  # fmt: skip
KNOWN = set(
    "$schema title type enum const pattern format minLength maxLength minimum anyOf items maxItems uniqueItems"
    " properties patternProperties required additionalProperties minProperties".split()
)


def problems(value: Any, schema: dict[str, Any], where: str = "$") -> Iterator[str]:
    """Where and how a value breaks a schema."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "anyOf" in schema and all(any(True for _ in problems(value, one)) for one in schema["anyOf"]):
        yield f"{where} is none of the alternatives"
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        yield f"{where} is no {schema['type']}"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{where} is none of {schema['enum']}"
    if "const" in schema and value != schema["const"]:
        yield f"{where} is not {schema['const']}"
    if isinstance(value, str):
        if not re.search(schema.get("pattern", ""), value):
            yield f"{where} does not match {schema['pattern']}"
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
            yield f"{where} is too short or too long"
    if isinstance(value, list):
        if len(value) > schema.get("maxItems", len(value)):
            yield f"{where} is too long"
        for number, one in enumerate(value):
            yield from problems(one, schema.get("items", {}), f"{where}.{number}")
    if isinstance(value, dict):
        yield from _object(value, schema, where)


def _object(value: dict[str, Any], schema: dict[str, Any], where: str) -> Iterator[str]:
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
    yield from (f"{where} lacks {key}" for key in schema.get("required", ()) if key not in value)
    for key, one in value.items():
        if key in known:
            yield from problems(one, known[key], f"{where}.{key}")
        elif rest is False and not any(re.search(pattern, key) for pattern in schema.get("patternProperties", {})):
            yield f"{where} must not have {key}"
        elif isinstance(rest, dict):
            yield from problems(one, rest, f"{where}.{key}")
