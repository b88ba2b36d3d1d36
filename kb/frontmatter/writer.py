"""Values → front matter that the gate reads back as the same values. Keys keep the order they are given in.

Text is written plain where that is safe everywhere and quoted where any YAML reader could take it for something
else; Chinese stands as it is. Nothing here folds, aliases or shortens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_WIDTH = 110  # a list of short values stays on one line up to here
_LITERAL = re.compile(r"[^\W_][^\x00-\x1f\x7f-\xa0\ud800-\udfff\u2028\u2029\ufeff\ufffe\uffff]*")
_TYPED = re.compile(
    r"(?i:~|null|true|false|yes|no|on|off|y|n)|[-+.]?\d[\d_.,:eExXoO+\-TZ /]*[a-fA-F\d]*|[-+.]*(?i:inf|nan)"
)
_AMBIGUOUS = re.compile(r":(?:\s|$)|\s#|\s$")
_FLOW = re.compile(r"[,\[\]{}]")
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_HIDDEN = re.compile('[\\\\"\x00-\x1f\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')


def front_matter(values: Mapping[str, Any]) -> str:
    """The lines between the fences: strings, numbers, booleans, dates, lists and mappings; empty ones are left out."""
    return "".join(_field(key, value, 0) for key, value in values.items() if not _empty(value))


def document(values: Mapping[str, Any], body: str) -> str:
    """A whole file: fences, front matter, one empty line, body."""
    text = body.strip("\n")
    return f"---\n{front_matter(values)}---\n" + (f"\n{text}\n" if text.strip() else "")


def item(values: Mapping[str, Any]) -> str:
    """The lines of one item of a list of mappings, as in a file that is such a list."""
    return _item(values, 0)


def scalar(value: Any, flow: bool = False) -> str:
    """One value as YAML text. `flow`: it stands inside brackets."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _text(str(value), flow)


def _text(value: str, flow: bool) -> str:
    value = value.encode("utf-8", "replace").decode()
    plain = (
        _LITERAL.fullmatch(value)
        and not _AMBIGUOUS.search(value)
        and not _TYPED.fullmatch(value)
        and not _HIDDEN.search(value)
        and not (flow and _FLOW.search(value))
    )
    return value if plain else '"' + _HIDDEN.sub(_escaped, value) + '"'


def _escaped(found: re.Match[str]) -> str:
    char = found.group()
    return _NAMED.get(char) or (f"\\x{ord(char):02X}" if ord(char) < 256 else f"\\u{ord(char):04X}")


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | Sequence | Mapping) and len(value) == 0)


def _field(key: str, value: Any, indent: int) -> str:
    lead = " " * indent + scalar(key) + ":"
    if isinstance(value, Mapping):
        flow = in_brackets(value)
        if len(lead) + len(flow) < _WIDTH:
            return f"{lead} {flow}\n"
        return lead + "\n" + "".join(_field(name, one, indent + 2) for name, one in value.items() if not _empty(one))
    if isinstance(value, Sequence) and not isinstance(value, str):
        flow = in_brackets(value)
        if not any(isinstance(one, Mapping) for one in value) and len(lead) + len(flow) < _WIDTH:
            return f"{lead} {flow}\n"
        return lead + "\n" + "".join(_item(one, indent + 2) for one in value)
    return f"{lead} {scalar(value)}\n"


def _item(value: Any, indent: int) -> str:
    lead = " " * indent + "- "
    if isinstance(value, Mapping) and any(not _empty(one) for one in value.values()):
        inner = "".join(_field(name, one, indent + 2) for name, one in value.items() if not _empty(one))
        return lead + inner[indent + 2 :]
    return lead + in_brackets(value) + "\n"


def in_brackets(value: Any) -> str:
    """A value on one line, its lists and mappings in brackets."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{scalar(name, True)}: {in_brackets(one)}" for name, one in value.items() if not _empty(one))
        return "{" + inner + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(in_brackets(one) for one in value) + "]"
    return '""' if value is None else scalar(value, True)
