"""Types of lists and mappings, made from the types of single values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from kb.frontmatter import Fields, Items, Node, Scalar
from kb.parse.reading import Reading
from kb.parse.scalars import FieldType
from kb.vocabulary import nearest

T = TypeVar("T")

# What people write for our keys, beyond what spelling alone would find.
_MEANT = {
    "author": "authors", "by": "authors", "tag": "tags", "topics": "tags", "categories": "tags",
    "category": "tags", "keywords": "tags", "description": "summary", "abstract": "summary", "state": "status",
    "language": "lang", "visibility": "audience", "标题": "title", "摘要": "summary", "日期": "date",
    "标签": "tags", "状态": "status", "作者": "authors", "语言": "lang", "负责人": "owner", "项目": "project",
    "阶段": "phase", "读者": "audience", "来源": "sources", "姓名": "names", "日程": "programme", "地点": "venue",
}  # fmt: skip


def unknown(key: str, known: Collection[str]) -> str:
    """The known key that was probably meant by `key`, or nothing."""
    meant = _MEANT.get(key.casefold(), "")
    return meant if meant in known else nearest(key, known) or ""


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list of one type; items that cannot be read are reported one by one."""

    of: FieldType[T]
    at_most: int = 500
    unique: bool = True

    @property
    def expected(self) -> str:
        return "a list"

    def read(self, node: Node, key: str, reading: Reading) -> tuple[T, ...] | None:
        if not isinstance(node, Items):
            if not (isinstance(node, Scalar) and node.missing):
                reading.wrong(node, key, self.expected)
            return ()
        if len(node.items) > self.at_most:
            reading.report(node.line, "KB314", key=key, length=len(node.items), limit=self.at_most)
            return None
        found: list[T] = []
        for item in node.items:
            value = self.of.read(item, key, reading)
            if value is None:
                continue
            if self.unique and value in found:
                reading.report(item.line, "KB317", key=key, value=value)
            else:
                found.append(value)
        return tuple(found)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.of.schema(), "maxItems": self.at_most, "uniqueItems": self.unique}


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """A mapping with known keys that becomes `make(**values)`."""

    make: Callable[..., T]
    fields: Mapping[str, FieldType[Any]]
    required: frozenset[str] = frozenset()
    rename: Mapping[str, str] = field(default_factory=dict)

    @property
    def expected(self) -> str:
        return "a mapping"

    def read(self, node: Node, key: str, reading: Reading) -> T | None:
        if not isinstance(node, Fields):
            reading.wrong(node, key, self.expected)
            return None
        values = read_fields(node, self.fields, self.required, reading, key)
        if not self.required <= values.keys():
            return None
        return self.make(**{self.rename.get(name, name): value for name, value in values.items()})

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: one.schema() for name, one in self.fields.items()},
            "required": sorted(self.required),
            "additionalProperties": False,
        }


def read_fields(
    node: Fields,
    known: Mapping[str, FieldType[Any]],
    required: Collection[str],
    reading: Reading,
    within: str = "",
) -> dict[str, Any]:
    """The values of a mapping by key; what is unknown, wrong or missing is reported and left out.

    A key without a value counts as not written, as does an optional one that is empty.
    """
    values: dict[str, Any] = {}
    for one in node:
        path = f"{within}.{one.key}" if within else one.key
        if one.key not in known:
            if not one.key.startswith("x_"):
                reading.report(one.line, "KB301", key=path, near=unknown(one.key, known))
            continue
        if isinstance(one.node, Scalar) and one.node.missing and one.key not in required:
            continue
        value = known[one.key].read(one.node, path, reading)
        if value is not None:
            values[one.key] = value
    written = {one.key for one in node}
    for name in sorted(set(required) - written):
        reading.report(node.line, "KB302", key=f"{within}.{name}" if within else name, name=name)
    return values
