"""`[[id]]` → an ordinary relative link, which a code host, an editor and the site all follow.

A wikilink may name an entry by its id, by the last part of it or by its title, with `#heading` and `|words to show`.
What could mean two entries, or none, stays as it is; so does whatever stands in code.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import quote

from kb import frontmatter
from kb.catalog import Catalog
from kb.importing.masks import outside_code
from kb.model.entry import Entry
from kb.model.source import SourceFile
from kb.render.headings import slug
from kb.vocabulary import fold

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|#\n]{1,300})(#[^\[\]|\n]{1,200})?(?:\|([^\[\]\n]{1,300}))?\]\](?!\()")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


class Names:
    """Which entry is called what. A name of two entries is nobody's."""

    def __init__(self, catalog: Catalog) -> None:
        found: dict[str, set[str]] = {}
        for entry in catalog.entries:
            for name in (entry.id, entry.path, entry.id.rsplit("/", 1)[-1], *entry.title.every(), *entry.old_ids):
                found.setdefault(fold(name), set()).add(entry.id)
        self._ids: Mapping[str, str] = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
        self._catalog = catalog

    def entry(self, written: str) -> Entry | None:
        name = fold(written.strip().removesuffix(".md"))
        return self._catalog.get(self._ids[name]) if name in self._ids else None


def linked(source: SourceFile, names: Names) -> bytes:
    """The file's bytes with ordinary links for its wikilinks; as they are where it has none that can be told."""
    if b"[[" not in source.data:
        return source.data
    found, problems = frontmatter.read(source.path, source.data)
    if found is None or problems or "[[" not in found.body:
        return source.data
    text = source.data.decode()
    at = text.rfind(found.body)
    if at < 0:  # its line ends are other ones; they are mended first
        return source.data
    body = outside_code(found.body, lambda part: _WIKILINK.sub(lambda link: _link(link, source.path, names), part))
    return (text[:at] + body + text[at + len(found.body) :]).encode()


def _link(link: re.Match[str], path: str, names: Names) -> str:
    embedded, written, part, words = link[1], link[2].strip(), link[3] or "", link[4] or ""
    if embedded and written.lower().endswith(_PICTURES):
        return f"![{words}]({quote(written)})"
    entry = names.entry(written)
    if entry is None or embedded:
        return link[0]
    shown = words or f"{entry.name}{' – ' + part[1:] if part else ''}"
    target = posixpath.relpath(entry.path, posixpath.dirname(path)) + (f"#{_part(entry, part[1:])}" if part else "")
    return f"[{shown.replace('[', '(').replace(']', ')')}]({target})"


def _part(entry: Entry, written: str) -> str:
    """The id of a heading that is named by its id or by its words."""
    known = {fold(one.text): one.id for one in entry.body.headings} | {one.id: one.id for one in entry.body.headings}
    return known.get(written) or known.get(fold(written)) or slug(written)
