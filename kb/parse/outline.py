"""A parsed file without what only a reader of its body needs: what the rules read of it, in a few hundred bytes.

A check of a base that hardly changed reads an outline of each entry from the cache. A test holds that every rule says
the same of outlines as of entries; advice reads the text itself and is never given one.
"""

from __future__ import annotations

from dataclasses import replace

from kb.model.body import Body, Section
from kb.parse import Parsed

_READ = "[["  # where there are such links, a rule goes through the Markdown


def outline(parsed: Parsed) -> Parsed:
    """The file as the rules see it: the same findings, headings and links, and whether there is text under each."""
    entry = parsed.entry
    return parsed if entry is None else replace(parsed, entry=replace(entry, body=_outline(entry.body)))


def _outline(body: Body) -> Body:
    return replace(
        body,
        markdown=body.markdown if body.audiences or _READ in body.markdown else "",
        sections=tuple(Section(one.heading, "", one.text.lstrip()[:1]) for one in body.sections),
    )
