"""`site_config/topics.yml` and `site_config/frameworks/*.yml` → topics and frameworks, through the same gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kb.frontmatter import Fields, Items, Node, decode, lines, read_yaml, shape
from kb.frontmatter.gate import SHARED, Refused
from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile
from kb.model.topic import Framework, FrameworkElement, Topic
from kb.parse.reading import Reading
from kb.parse.scalars import ENTRY_ID, SLUG_ID, FieldType, Localised, Plain
from kb.parse.shapes import ListOf, Record, read_fields
from kb.vocabulary import fold, nearest

_TOPIC: Mapping[str, FieldType[Any]] = {
    "id": SLUG_ID,
    "label": Localised(80),
    "definition": Localised(600),
    "broader": SLUG_ID,
    "owner": ENTRY_ID,
    "former": ListOf(SLUG_ID),
}
_ALIAS = ListOf(Plain(80))
_FRAMEWORK: Mapping[str, FieldType[Any]] = {
    "id": SLUG_ID,
    "title": Localised(120),
    "source": Plain(300),
    "elements": ListOf(
        Record(
            FrameworkElement,
            {"id": SLUG_ID, "title": Localised(120), "summary": Localised(400)},
            frozenset({"id", "title"}),
        )
    ),
}


@dataclass(frozen=True, slots=True)
class ParsedTopics:
    topics: tuple[Topic, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def _root(source: SourceFile) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    try:
        return read_yaml(source.path, decode(source.path, source.data), limits=SHARED)
    except Refused as refused:
        return None, (refused.diagnostic,)


def parse_topics(source: SourceFile) -> ParsedTopics:
    """The topics of a vocabulary file in its order; what cannot be read is left out and reported."""
    node, problems = _root(source)
    reading = Reading(source.path, "en", list(problems))
    if node is not None and not isinstance(node, Items):
        reading.report(node.line, "KB303", key="topics", expected="a list", found=shape(node))
        node = None
    topics: list[Topic] = []
    for item in node.items if isinstance(node, Items) else ():
        topic = _topic(item, reading)
        if topic is not None and topic.id in {one.id for one in topics}:
            reading.report(topic.line, "KB701", value=topic.id)
        elif topic is not None:
            topics.append(topic)
    _check_words(topics, reading)
    _check_broader(topics, reading)
    return ParsedTopics(tuple(topics), tuple(sorted(set(reading.problems))))


def _topic(node: Node, reading: Reading) -> Topic | None:
    if not isinstance(node, Fields):
        reading.wrong(node, "topic", "a mapping")
        return None
    aliases: list[tuple[str, str]] = []
    rest = []
    for field in node:
        if field.key == "aliases" and isinstance(field.node, Fields):
            for lang in field.node:
                found = _ALIAS.read(lang.node, f"aliases.{lang.key}", reading) or ()
                aliases.extend((lang.key, alias) for alias in found)
        elif field.key == "aliases" and isinstance(field.node, Items):
            aliases.extend(("en", alias) for alias in _ALIAS.read(field.node, "aliases", reading) or ())
        else:
            rest.append(field)
    values = read_fields(Fields(tuple(rest), node.line), _TOPIC, frozenset({"id", "label"}), reading)
    if not {"id", "label"} <= values.keys():
        return None
    return Topic(aliases=tuple(aliases), line=node.line, path=reading.path, **values)


def _check_words(topics: list[Topic], reading: Reading) -> None:
    """A word belongs to one topic; the first one keeps it."""
    owner: dict[str, Topic] = {}
    for topic in topics:
        for word in topic.words():
            first = owner.setdefault(fold(word), topic)
            if first is not topic:
                reading.report(topic.line, "KB703", value=word, first=first.id, second=topic.id)


def _check_broader(topics: list[Topic], reading: Reading) -> None:
    broader = {topic.id: topic.broader for topic in topics}
    for topic in topics:
        if topic.broader and topic.broader not in broader:
            near = nearest(topic.broader, broader) or ""
            reading.report(topic.line, "KB704", value=topic.broader, why="names no topic", near=near)
            continue
        seen, above = {topic.id}, topic.broader
        while above and above not in seen:
            seen.add(above)
            above = broader.get(above, "")
        if above == topic.id:
            reading.report(topic.line, "KB704", value=topic.broader, why="leads back to this topic")


def parse_framework(source: SourceFile) -> tuple[Framework | None, tuple[Diagnostic, ...]]:
    """The framework in one file, or None with what is wrong."""
    node, problems = _root(source)
    reading = Reading(source.path, "en", list(problems))
    if node is not None and not isinstance(node, Fields):
        reading.wrong(node, "framework", "a mapping")
    if not isinstance(node, Fields):
        return None, tuple(reading.problems)
    values = read_fields(node, _FRAMEWORK, frozenset({"id", "title", "elements"}), reading)
    if not {"id", "title", "elements"} <= values.keys():
        return None, tuple(sorted(reading.problems))
    line_of = dict(lines(node))
    seen: set[str] = set()
    for position, element in enumerate(values["elements"]):
        if element.id in seen:
            reading.report(line_of.get(f"elements.{position}", node.line), "KB705", value=element.id)
        seen.add(element.id)
    return Framework(path=source.path, **values), tuple(sorted(reading.problems))
