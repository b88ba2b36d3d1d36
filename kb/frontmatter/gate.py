"""YAML, as little of it as people need: the gate between any byte and a value.

It reads parser events and builds nodes itself, so that nothing is ever resolved: no anchors, aliases, tags or
merge keys, no `NO` that turns into False, no value that is executed or expanded. Depth and count are limited
while the events arrive, so a bomb costs no more than its own bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kb.frontmatter.nodes import Field, Fields, Items, Node, Scalar
from kb.model.diagnostic import Diagnostic

MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """How much YAML is read: `bytes` of text, `nodes` of values and keys."""

    bytes: int
    nodes: int


ENTRY = Limits(64 * 1024, 5_000)  # front matter of one entry
SHARED = Limits(2 * 1024 * 1024, 200_000)  # a file that a whole base shares, such as the vocabulary
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")  # YAML ends a line there, and no editor shows it

_UNCLOSED = re.compile(r"""[ ]*(?:-[ ]+)?[\w-]+:[ ]+(?=(["']))(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)$""")
_NEVER_CLOSED = ("a quote that is never closed", "close the quote")

# What libyaml says → what is probably wrong, and what to do. The phrases are translated in `codes_zh`.
_COMPLAINTS = {
    "mapping values are not allowed": (
        "a colon inside a value",
        'quote a value that contains `: ` — title: "Kickoff: first"',
    ),
    "could not find expected ':'": (
        "a line without a colon",
        "write `key: value`, or indent the line below its key",
    ),
    "did not find expected key": (
        "a line that does not fit the lines above it",
        "indent with spaces, the same number for lines of one level",
    ),
    "did not find expected '-'": (
        "a line that does not fit the lines above it",
        "indent with spaces, the same number for lines of one level",
    ),
    "cannot start any token": (
        "a character that cannot begin a value",
        "quote the value; tabs, `@`, `%` and backquotes cannot begin one",
    ),
    "found unexpected end of stream": _NEVER_CLOSED,
    "found unexpected document indicator": _NEVER_CLOSED,
    "did not find expected ','": ("a list or mapping in brackets that is never closed", "close the bracket"),
    "did not find expected node content": ("a list or mapping in brackets that is never closed", "close the bracket"),
    "block sequence entries are not allowed": (
        "a list item where none can stand",
        "write `key: value`, or indent the line below its key",
    ),
    "control characters are not allowed": ("a character that YAML does not allow", ""),
    "special characters are not allowed": ("a character that YAML does not allow", ""),
}

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Refused(Exception):
    """Reading stops here: `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


class _Builder:
    """One walk over the events of one document. `offset` is the file's line before the document's first.

    Nearly every event is a scalar, a key or a value: those are taken where they are met, and a key gives no node.
    """

    def __init__(self, path: str, offset: int, limits: Limits) -> None:
        self.path = path
        self.first = offset + 1  # the file's line of the document's first, which events count as 0
        self.limits = limits
        self.events: Iterator[Any] = iter(())
        self.nodes = 0
        self.problems: list[Diagnostic] = []

    def refuse(self, event: Any, code: str, **args: object) -> Refused:
        return Refused(Diagnostic.at(self.path, int(event.start_mark.line) + self.first, code, **args))

    def guard(self, event: Any, depth: int) -> None:
        """Count the event. Raises `Refused` for one that is too many or too deep, and for what no node may have."""
        self.nodes += 1
        if self.nodes > self.limits.nodes or depth > MAX_DEPTH or event.anchor or event.tag is not None:
            raise self.refused(event, depth)

    def refused(self, event: Any, depth: int) -> Refused:
        if self.nodes > self.limits.nodes:
            return self.refuse(event, "KB206", what="long", limit=self.limits.nodes, unit="values")
        if depth > MAX_DEPTH:
            return self.refuse(event, "KB206", what="deep", limit=MAX_DEPTH, unit="levels")
        if isinstance(event, yaml.AliasEvent):
            return self.refuse(event, "KB204", what=f"a YAML alias (*{event.anchor})")
        if event.anchor:
            return self.refuse(event, "KB204", what=f"a YAML anchor (&{event.anchor})")
        return self.refuse(event, "KB204", what=f"a YAML type tag ({event.tag})")

    def node(self, event: Any, depth: int) -> Node:
        self.guard(event, depth)
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return Scalar(event.value, event.start_mark.line + self.first, not event.style)
        return self.sequence(event, depth) if kind is yaml.SequenceStartEvent else self.mapping(event, depth)

    def sequence(self, start: Any, depth: int) -> Items:
        items: list[Node] = []
        for event in self.events:
            if type(event) is yaml.SequenceEndEvent:
                break
            items.append(self.node(event, depth + 1))
        return Items(tuple(items), start.start_mark.line + self.first)

    def mapping(self, start: Any, depth: int) -> Fields:
        seen: dict[str, Field] = {}
        for event in self.events:
            kind = type(event)
            if kind is yaml.MappingEndEvent:
                break
            if kind is yaml.ScalarEvent:
                self.guard(event, depth + 1)
            else:
                self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            line = event.start_mark.line + self.first
            if kind is not yaml.ScalarEvent:
                self.problems.append(Diagnostic.at(self.path, line, "KB208"))
            elif event.value == "<<" and not event.style:
                raise self.refuse(event, "KB204", what="a YAML merge key (<<)")
            elif event.value in seen:
                first = seen[event.value].line
                self.problems.append(Diagnostic.at(self.path, line, "KB205", key=event.value, first=first))
            else:
                seen[event.value] = Field(event.value, line, value)
        return Fields(tuple(seen.values()), start.start_mark.line + self.first)


def read_yaml(
    path: str, text: str, offset: int = 0, limits: Limits = ENTRY
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The one document in `text` as nodes, or None with what is wrong. Never raises on any text."""
    if len(text.encode("utf-8", "replace")) > limits.bytes:
        too_large = Diagnostic.at(path, 1 + offset, "KB206", what="large", limit=limits.bytes // 1024, unit="kB")
        return None, (too_large,)
    odd = _ODD_BREAK.search(text)
    if odd is not None:
        line = text.count("\n", 0, odd.start()) + 1 + offset
        return None, (Diagnostic.at(path, line, "KB104", char=f"U+{ord(odd.group()):04X}"),)
    builder = _Builder(path, offset, limits)
    node: Node | None = None
    try:
        builder.events = events = iter(Loader(text).get_event, None)  # `yaml.parse` asks twice for each of them
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if node is not None:
                    raise builder.refuse(event, "KB203", why="a second document begins here")
                node = builder.node(next(events), 1)
    except Refused as refused:
        return None, (*builder.problems, refused.diagnostic)
    except yaml.YAMLError as error:
        return None, (*builder.problems, _syntax(path, text, offset, error))
    return node, tuple(builder.problems)


def _syntax(path: str, text: str, offset: int, error: yaml.YAMLError) -> Diagnostic:
    """YAML's own complaint in our words, at the line where a person would look: where it began, if it never ends."""
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
    why, advice = next((words for part, words in _COMPLAINTS.items() if part in problem), ("it is not YAML", ""))
    ends, begins = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    mark = (begins or ends) if "never closed" in why else (ends or begins)
    number = int(mark.line) if mark is not None else 0
    opened = _opened(text.split("\n"), number)
    if opened is not None:
        number, (why, advice) = opened, _NEVER_CLOSED
    return Diagnostic.at(path, number + 1 + offset, "KB203", why=why, advice=advice)


def _opened(lines: list[str], stumbled: int) -> int | None:
    """The line of the quote that ran on to the next one that somebody opened, where YAML then stumbled.

    Libyaml names the place of the second quote, which may stand many lines below and is right.
    """
    for number, line in enumerate(lines[:stumbled]):
        found = _UNCLOSED.match(line)
        near = lines[max(number + 1, stumbled - 1) : stumbled + 1]
        if found is not None and any(found[1] in one for one in near):
            return number
    return None
