"""A parsed file without what only a reader of its body needs: what the rules read of it, in a few hundred bytes.

A check of a base that hardly changed reads an outline of each entry from the cache. A test holds that every rule says
the same of outlines as of entries; advice reads the text itself and is never given one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kb.model.body import Body, Section, lesson_part
from kb.parse import Parsed


def outline(parsed: Parsed) -> Parsed:
    """The file as the rules see it: the same findings, headings and links, and which parts are written."""
    entry = parsed.entry
    return parsed if entry is None else replace(parsed, entry=replace(entry, body=_outline(entry.body)))


def _outline(body: Body) -> Body:
    asked = body.audiences or body.bracketed or body.commented  # then somebody goes through the lines
    return replace(body, markdown=body.markdown if asked else "", sections=tuple(_sections(body)), links=body.local)


def _sections(body: Body) -> Iterator[Section]:
    """The first of each part that a rule asks for; one letter stands for all text."""
    named: set[str] = set()
    for section in body.sections:
        name = lesson_part(section)
        if name and name not in named:
            named.add(name)
            yield Section(section.heading, "", section.text.strip()[:1])
    if not body.blank:
        yield Section(None, "", body.text.strip()[0])
