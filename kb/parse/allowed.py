"""`site_config/allowed.yml` → what may stand in the base although it looks like a secret or like personal data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.frontmatter import Items, decode, read_yaml, shape
from kb.frontmatter.gate import SHARED, Refused
from kb.model.allowed import Allowed
from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile
from kb.parse.reading import Reading
from kb.parse.scalars import FieldType, Plain
from kb.parse.shapes import Record

_FIELDS: Mapping[str, FieldType[Any]] = {"value": Plain(500), "reason": Plain(500), "who": Plain(200)}


def parse_allowed(source: SourceFile) -> tuple[tuple[Allowed, ...], tuple[Diagnostic, ...]]:
    """The allow-list in its order; a line without a reason or a name allows nothing and is reported."""
    try:
        node, problems = read_yaml(source.path, decode(source.path, source.data), limits=SHARED)
    except Refused as refused:
        return (), (refused.diagnostic,)
    reading = Reading(source.path, "en", list(problems))
    if node is not None and not isinstance(node, Items):
        reading.report(node.line, "KB303", key="allowed", expected="a list", found=shape(node))
    found: list[Allowed] = []
    for item in node.items if isinstance(node, Items) else ():
        one = Record(_at(item.line), _FIELDS, frozenset(_FIELDS)).read(item, "allowed", reading)
        if one is None:
            continue
        if len(one.value.replace("*", "").strip()) < 4:
            reading.report(one.line, "KB906", value=one.value)
        else:
            found.append(one)
    return tuple(found), tuple(sorted(set(reading.problems)))


def _at(line: int) -> Any:
    return lambda **values: Allowed(line=line, **values)
