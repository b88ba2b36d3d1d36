"""`table.json` beside an index: what filters, facets and order need of every document, and what topics are called.

Every engine keeps one, in its own numbering of documents. It is read whole, once, when an index is opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from kb.ports.search import Document
from kb.query.rows import Row

TABLE = "table.json"


def read_table(folder: Path) -> dict[str, Any]:
    """What `write_table` was given, with `rows` made whole again; an empty one where there is none yet."""
    path = folder / TABLE
    value: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {"rows": [], "concepts": {}}
    return {**value, "rows": [None if one is None else Row._make(one) for one in value["rows"]]}


def write_table(folder: Path, rows: Sequence[Row | None], concepts: Mapping[str, Sequence[str]], **more: Any) -> None:
    """Beside and then over the old one, which another generation may share."""
    value = {"rows": rows, "concepts": {topic: list(words) for topic, words in concepts.items()}, **more}
    fresh = (folder / TABLE).with_suffix(".new")
    fresh.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(folder / TABLE)


def stored(document: Document) -> dict[str, Any]:
    """The fields of a document that differ from their defaults."""
    return {one.name: value for one in fields(Document) if (value := getattr(document, one.name)) != one.default}


def restored(values: Mapping[str, Any]) -> Document:
    """The document that `stored` gave, also after JSON made lists of its tuples."""
    return Document(**{name: _tuples(value) for name, value in values.items()})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def numbers(rows: Iterable[Row | None]) -> dict[str, int]:
    """The number of every living document by its id."""
    return {one.id: number for number, one in enumerate(rows) if one is not None}
