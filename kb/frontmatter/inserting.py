"""One more item in a list of a file's front matter, and everything else exactly as it was written.

The text around the place is never written anew: comments, order and quotes stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from kb.frontmatter.gate import Loader
from kb.frontmatter.spans import inside
from kb.frontmatter.writer import front_matter, in_brackets


@dataclass(frozen=True, slots=True)
class _Found:
    """A value of the outermost mapping: the event that begins it, and where its last part ends in the text."""

    start: Any
    end: int


def with_item(text: str, key: str, item: Mapping[str, Any] | str) -> str | None:
    """`text`, a file that can be read, with `item` at the end of its list `key`; the list is made if there is none.

    None when `key` holds something that is no list.
    """
    begin, end = inside(text)
    found = _value(text[begin:end], key)
    if found is None:
        return with_value(text, key, [item])
    if not isinstance(found.start, yaml.SequenceStartEvent):
        return None
    if found.start.flow_style:
        before = text[: begin + found.end - 1].rstrip()
        comma = "" if before.endswith("[") else " " if before.endswith(",") else ", "
        return f"{before}{comma}{in_brackets(item)}{text[begin + found.end - 1 :]}"
    last = len(text[: begin + found.end].rstrip())
    at = text.index("\n", last)  # a comment behind the last item stays with it
    return f"{text[:at]}\n{_block(item, int(_at(found.start.start_mark).column))}{text[at:]}"


def with_value(text: str, key: str, value: Any) -> str:
    """`text`, a file that can be read, with a key more; as it is where it has that key."""
    begin, end = inside(text)
    if _value(text[begin:end], key) is not None:
        return text
    return text[:end].rstrip("\n") + "\n" + front_matter({key: value}) + text[end:]


def _block(item: Mapping[str, Any] | str, indent: int) -> str:
    """The item as a line or lines of a list that stands `indent` blanks in, without a last line break."""
    if isinstance(item, str):
        return f"{' ' * indent}- {in_brackets(item)}"
    own = [line[2:] for line in front_matter({"x": [item]}).rstrip("\n").split("\n")[1:]]
    return "\n".join(" " * indent + line for line in own)


def _value(front: str, key: str) -> _Found | None:
    events: Iterator[Any] = iter(yaml.parse(front, Loader=Loader))
    if not any(isinstance(event, yaml.MappingStartEvent) for event in events):
        return None
    while not isinstance(name := next(events), yaml.MappingEndEvent):
        _end(name, events)
        start = next(events)
        end = _end(start, events)
        if isinstance(name, yaml.ScalarEvent) and name.value == key:
            return _Found(start, end)
    return None


def _end(event: Any, events: Iterator[Any]) -> int:
    """Where the last part of the value that begins with `event` ends; a block of lines ends before the next key."""
    if isinstance(event, yaml.ScalarEvent):
        return int(_at(event.end_mark).index)
    last = int(_at(event.end_mark).index)
    for inner in events:
        if isinstance(inner, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            return int(_at(inner.end_mark).index) if event.flow_style else last
        last = _end(inner, events)
    return last


def _at(mark: Any) -> Any:
    """A mark, which libyaml gives to every event, whatever its types say."""
    return mark
