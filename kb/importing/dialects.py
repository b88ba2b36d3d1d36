"""The ways in which files carry front matter, told apart by their first lines, all read into the same values.

YAML goes through the gate that our own entries go through; TOML and JSON are bounded before they are parsed, so
that no nesting and no repetition costs more than its own bytes.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from kb.frontmatter import Fields, Items, Node, Scalar, read_yaml
from kb.frontmatter.quoting import MENDED, quoted
from kb.importing.values import Note, Unreadable, Value

MAX_FRONT = 64 * 1024
MAX_NESTING = 12
_FENCE = re.compile(r"^[ \t]*---[ \t]*$", re.MULTILINE)
_END = re.compile(r"^[ \t]*(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_PLUSES = re.compile(r"^[ \t]*\+\+\+[ \t]*$", re.MULTILINE)
_HEADER = re.compile(r"^([A-Za-z][A-Za-z0-9_-]{0,40}):[ \t]+(\S.*)$")
_HEADERS = frozenset("title date modified category tags keywords slug author authors summary status lang".split())


@dataclass(frozen=True, slots=True)
class Split:
    """`body` begins at character `start` of the text. `dialect`: yaml, toml, json, headers, none."""

    fields: Mapping[str, Value]
    body: str
    start: int
    dialect: str
    notes: tuple[Note, ...] = ()


def split(path: str, text: str) -> Split:
    """Front matter and body of a foreign text. Raises `Unreadable` when there is front matter that cannot be read."""
    lead = len(text) - len(text.lstrip(" \t\n"))
    begin = text.rfind("\n", 0, lead) + 1  # the fence may be indented
    if _FENCE.match(text, begin):
        found = _yaml(path, text, begin)
    elif _PLUSES.match(text, begin):
        found = _toml(path, text, begin)
    elif text.startswith("{", lead):
        found = _json(path, text, lead)
    else:
        found = _headers(text, lead)
    return found or Split({}, text, 0, "none")


def _between(text: str, begin: int, opening: re.Pattern[str], end: re.Pattern[str]) -> tuple[str, int] | None:
    """What stands between two fences and where the rest begins, or None when the second one is missing."""
    first = opening.match(text, begin)
    closing = end.search(text, first.end() + 1) if first is not None and first.end() < len(text) else None
    if first is None or closing is None:
        return None
    return text[first.end() + 1 : closing.start()], min(closing.end() + 1, len(text))


def _yaml(path: str, text: str, begin: int) -> Split | None:
    cut = _between(text, begin, _FENCE, _END)
    if cut is None:
        return None
    inside, start = cut
    offset = text.count("\n", 0, begin) + 1
    node, problems = read_yaml(path, inside, offset)
    notes: tuple[Note, ...] = ()
    if node is None and problems and "\t" in inside:
        node, problems = read_yaml(path, inside.replace("\t", "  "), offset)
        notes = (Note.of(path, "tabs"),)
    if node is None and problems and dict(problems[-1].args).get("why") in MENDED:
        mended, left = read_yaml(path, quoted(inside.replace("\t", "  ")), offset)
        if mended is not None and not left:
            node, problems, notes = mended, (), (*notes, Note.of(path, "quoted"))
    if problems:
        raise Unreadable(Note(path, "front-matter", diagnostic=problems[-1]))
    if node is not None and not isinstance(node, Fields):
        return None  # two rulers with text between them
    fields = {} if node is None else {one.key: value(one.node) for one in node}
    return Split(fields, text[start:], start, "yaml", notes)


def value(node: Node) -> Value:
    """A node of the gate as a plain value; what was not said is empty text."""
    if isinstance(node, Scalar):
        return "" if node.missing else node.value
    if isinstance(node, Items):
        return tuple(value(one) for one in node.items)
    return {one.key: value(one.node) for one in node}


def _toml(path: str, text: str, begin: int) -> Split | None:
    cut = _between(text, begin, _PLUSES, _PLUSES)
    if cut is None:
        return None
    inside, start = cut
    _bounded(path, inside)
    try:
        found = tomllib.loads(inside)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise Unreadable(Note.of(path, "toml", why=error)) from None
    return Split({key: plain(one) for key, one in found.items()}, text[start:], start, "toml")


def _json(path: str, text: str, lead: int) -> Split | None:
    _bounded(path, text[lead : lead + MAX_FRONT])
    try:
        found, end = json.JSONDecoder().raw_decode(text, lead)
    except (json.JSONDecodeError, RecursionError, ValueError):
        return None  # a body that begins with a brace
    if not isinstance(found, dict) or (end < len(text) and text[end : end + 2].strip(" \t") not in ("", "\n", "\n\n")):
        return None
    return Split({key: plain(one) for key, one in found.items()}, text[end:], end, "json")


def _bounded(path: str, text: str) -> None:
    """Refuse front matter that is too long or whose brackets are nested too deep."""
    if len(text) > MAX_FRONT:
        raise Unreadable(Note.of(path, "front-long", limit=f"{MAX_FRONT // 1024} kB"))
    depth = 0
    for char in re.findall(r"[\[\]{}]", text):
        depth += 1 if char in "[{" else -1
        if depth > MAX_NESTING:
            raise Unreadable(Note.of(path, "front-deep", limit=MAX_NESTING))


def plain(found: Any) -> Value:
    """A parsed value with every single value as the text that means it."""
    if isinstance(found, Mapping):
        return {str(key): plain(one) for key, one in found.items()}
    if isinstance(found, list | tuple):
        return tuple(plain(one) for one in found)
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, date | datetime | time):
        return found.isoformat()
    return "" if found is None else str(found)


def _headers(text: str, lead: int) -> Split | None:
    """`Key: value` lines up to the first empty line; a line that begins with a space continues the one above."""
    fields: dict[str, str] = {}
    last, position = "", lead
    for line in text[lead:].split("\n"):
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header is None and not (last and line[0] in " \t"):
            return None
        if header is not None:
            last = header[1]
            fields[last.lower()] = header[2].strip()
        else:
            fields[last.lower()] += " " + line.strip()
        position += len(line) + 1
    known = len(_HEADERS & fields.keys())
    if known < 2 and not (known == 1 and len(fields) == 1 and "title" in fields):
        return None
    return Split(dict(fields), text[min(position, len(text)) :], min(position, len(text)), "headers")
