"""`site_config/queries.yml` → golden queries, through the same gate as everything that people write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.frontmatter import Items, decode, read_yaml, shape
from kb.frontmatter.gate import SHARED, Refused
from kb.model.diagnostic import Diagnostic
from kb.model.golden import GoldenQuery
from kb.model.source import SourceFile
from kb.parse.reading import Reading
from kb.parse.scalars import ENTRY_ID, Day, FieldType, Flag, Plain
from kb.parse.shapes import ListOf, Record

_LONGEST = 512
_FIELDS: Mapping[str, FieldType[Any]] = {
    "query": Plain(_LONGEST),
    "finds": ListOf(ENTRY_ID, 10),
    "leaves_out": ListOf(ENTRY_ID),
    "suggests": Plain(_LONGEST),
    "nothing": Flag(),
    "gap": Plain(2_000),
    "asked": Day(),
}


def parse_queries(source: SourceFile) -> tuple[tuple[GoldenQuery, ...], tuple[Diagnostic, ...]]:
    """The golden queries of a base in their order; what cannot be read is left out and reported."""
    try:
        node, problems = read_yaml(source.path, decode(source.path, source.data), limits=SHARED)
    except Refused as refused:
        return (), (refused.diagnostic,)
    reading = Reading(source.path, "en", list(problems))
    if node is not None and not isinstance(node, Items):
        reading.report(node.line, "KB303", key="queries", expected="a list", found=shape(node))
    found: list[GoldenQuery] = []
    for item in node.items if isinstance(node, Items) else ():
        one = Record(_at(item.line), _FIELDS, frozenset({"query"})).read(item, "queries", reading)
        if one is not None:
            found.append(one)
    return tuple(found), tuple(sorted(set(reading.problems)))


def _at(line: int) -> Any:
    return lambda **values: GoldenQuery(line=line, **values)
