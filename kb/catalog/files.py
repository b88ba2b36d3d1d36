"""The files beside entries that an entry shows as pictures or offers as downloads.

An allow-list: regular paths below the folders of entries, of the kinds that the site publishes. What an entry does not
name is not published, wherever it lies.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from kb.catalog.links import NO_FILE
from kb.model.body import BodyLink
from kb.model.entry import Entry, Salon
from kb.model.files import MAX_FILES, is_download, is_picture

_ROOTS = ("content/", "lessons/")


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file named in the line `line`; `picture` tells whether it is shown, `href` how it was written."""

    href: str
    line: int
    picture: bool = False


def file_links(entry: Entry) -> Iterator[FileLink]:
    """Every address in an entry that may name a file of the base, front matter first."""
    if isinstance(entry.detail, Salon):
        for position, item in enumerate(entry.detail.programme):
            if item.slides:
                yield FileLink(item.slides, entry.line("programme", position, "slides"))
    for link in entry.body.local:
        yield FileLink(link.href, link.line, link.picture)


@lru_cache(maxsize=1 << 16)
def file_path(path: str, href: str, *, picture: bool) -> str | None:
    """The repository-relative path of the file that the entry at `path` means, or None if the site may not have it."""
    if href.startswith(NO_FILE):
        return None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    target = unquote(parts.path)
    if parts.scheme or parts.netloc or not (is_picture(target) or (is_download(target) and not picture)):
        return None
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    hidden = any(part.startswith(".") for part in found.split("/"))
    if hidden or not found.startswith(_ROOTS) or not found.isprintable() or "\\" in found:
        return None
    return found


def files_of(entry: Entry) -> tuple[str, ...]:
    """The paths of the files that the site needs for an entry, each once, in the order in which they are named."""
    found: dict[str, None] = {}
    for link in _local(entry):
        path = file_path(entry.path, link.href, picture=link.picture)
        if path is not None:
            found[path] = None
    return tuple(found)[:MAX_FILES]


def _local(entry: Entry) -> Iterator[FileLink | BodyLink]:
    """What `file_links` gives, without what begins like an address elsewhere: every build asks this of every entry."""
    if isinstance(entry.detail, Salon):
        yield from (one for one in file_links(entry) if not one.href.startswith(NO_FILE))
    else:
        yield from [link for link in entry.body.local if not link.href.startswith(NO_FILE)]
