"""`table.json` beside an index: what filters, facets and order need of every document, and what topics are called.

Every engine keeps one, in its own numbering of documents. It is read whole, once, when an index is opened: numbers
stand there as bytes, so that ten thousand of them cost no more than one text.
"""

from __future__ import annotations

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kb.ports.search import Document
from kb.query.rows import Column, Table

TABLE = "table.json"


def read_table(folder: Path) -> tuple[Table, dict[str, Any]]:
    """The table of an index and whatever else `write_table` was given; an empty one where there is none yet."""
    path = folder / TABLE
    if not path.exists():
        return Table.empty(), {"concepts": {}}
    value: dict[str, Any] = json.loads(path.read_bytes())
    columns = {
        name: Column(values, array(code, b64decode(at))) for name, (values, code, at) in value.pop("columns").items()
    }
    return Table(value.pop("ids"), array("d", b64decode(value.pop("lengths"))), columns), value


def write_table(folder: Path, table: Table, concepts: Mapping[str, Sequence[str]], **more: Any) -> None:
    """Beside and then over the old one, which another generation may share."""
    value = {
        "ids": table.ids,
        "lengths": _text(table.lengths),
        "columns": {name: [one.values, one.at.typecode, _text(one.at)] for name, one in table.columns.items()},
        "concepts": {topic: list(words) for topic, words in concepts.items()},
        **more,
    }
    fresh = (folder / TABLE).with_suffix(".new")
    fresh.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    fresh.replace(folder / TABLE)


def _text(numbers: array[Any]) -> str:
    return b64encode(numbers.tobytes()).decode("ascii")


def stored(document: Document) -> dict[str, Any]:
    """The fields of a document that differ from their defaults."""
    usual = Document._field_defaults
    return {name: value for name, value in document._asdict().items() if name not in usual or value != usual[name]}


def restored(values: Mapping[str, Any]) -> Document:
    """The document that `stored` gave, also after JSON made lists of its tuples."""
    return Document(**{name: _tuples(value) for name, value in values.items()})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value
