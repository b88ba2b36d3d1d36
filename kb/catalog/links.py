"""Every reference of an entry to another, whether typed in front matter or written as a link in the body."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from kb.model.body import ELSEWHERE
from kb.model.entry import Case, Entry, Lesson, Practice, Project, Salon
from kb.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class Link:
    """`source` refers to `target` (an entry id; `fragment` names a session or heading) as its `relation`.

    `relation` is the front-matter field (`practices`, `speakers`, …) or `body`. `field` is the dotted path of
    the value in front matter, empty for links in the body. `kinds` are what the target may be, empty for any.
    """

    source: str
    target: str
    relation: str
    line: int
    fragment: str = ""
    field: str = ""
    kinds: tuple[Kind, ...] = ()


PERSON, LESSON, PRACTICE, PROJECT = (Kind.PERSON,), (Kind.LESSON,), (Kind.PRACTICE,), (Kind.PROJECT,)


def _typed(entry: Entry) -> Iterator[tuple[str, str, str, tuple[Kind, ...]]]:
    """(relation, dotted path, id as written, kinds) of every reference in front matter."""

    def many(
        name: str, ids: tuple[str, ...], kinds: tuple[Kind, ...], at: str = ""
    ) -> Iterator[tuple[str, str, str, tuple[Kind, ...]]]:
        for position, one in enumerate(ids):
            yield name, f"{at or name}.{position}", one, kinds

    def one(
        name: str, value: str, kinds: tuple[Kind, ...], at: str = ""
    ) -> Iterator[tuple[str, str, str, tuple[Kind, ...]]]:
        if value:
            yield name, at or name, value, kinds

    yield from many("authors", entry.authors, PERSON)
    yield from one("owner", entry.owner, PERSON)
    yield from one("translation_of", entry.translation_of, (entry.kind,))
    yield from many("supersedes", entry.supersedes, (entry.kind,))
    for position, source in enumerate(entry.sources):
        yield from one("sources", source.entry, (), f"sources.{position}.entry")
    match entry.detail:
        case Lesson() as lesson:
            yield from one("project", lesson.project, PROJECT)
            yield from many("practices", lesson.practices, PRACTICE)
            yield from many("contradicts", lesson.contradicts, LESSON)
            yield from many("recurs", lesson.recurs, LESSON)
            yield from one("validated_by", lesson.validated_by, PERSON)
            for position, check in enumerate(lesson.effectiveness):
                yield from one("effectiveness", check.by, PERSON, f"effectiveness.{position}.by")
        case Practice() as practice:
            for position, change in enumerate(practice.changelog):
                yield from many("changelog", change.because, LESSON, f"changelog.{position}.because")
        case Case() as case:
            yield from one("project", case.project, PROJECT)
            yield from one("presented_at", case.presented_at, (Kind.SALON,))
        case Salon() as salon:
            yield from many("organisers", salon.organisers, PERSON)
            for position, item in enumerate(salon.programme):
                yield from many("speakers", item.speakers, PERSON, f"programme.{position}.speakers")
        case Project() as project:
            for position, disposition in enumerate(project.dispositions):
                yield from one("dispositions", disposition.lesson, LESSON, f"dispositions.{position}.lesson")
                yield from one("decided_by", disposition.by, PERSON, f"dispositions.{position}.by")


NO_FILE = (*ELSEWHERE, "#")


@lru_cache(maxsize=1 << 16)
def is_external(href: str) -> bool:
    """Whether a link leaves the base: it has a scheme or a host, or is an address that cannot be read."""
    if href.startswith(NO_FILE):
        return href[0] != "#"
    try:
        parts = urlsplit(href)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


@lru_cache(maxsize=1 << 16)
def entry_target(path: str, href: str) -> tuple[str, str] | None:
    """(entry id, fragment) that a relative link in the file at `path` means, if it names a Markdown file.

    A link to a heading of the same file gives that file's own id. A link out of the base gives the id
    `..`-prefixed, which no entry has.
    """
    if is_external(href):
        return None
    parts = urlsplit(href)
    target = unquote(parts.path)
    if not target:
        resolved = path
    elif target.endswith(".md"):
        resolved = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
    else:
        return None
    return entry_id(resolved), unquote(parts.fragment)


def entry_id(path: str) -> str:
    """The id that a path gives: without its ending, and `x` for `x/index.md`."""
    return path.removesuffix(".md").removesuffix("/index")


def links_of(entry: Entry) -> tuple[Link, ...]:
    """All references of an entry, front matter first, in the order in which they stand."""
    found: list[Link] = []
    for relation, at, written, kinds in _typed(entry):
        target, _, fragment = written.partition("#")
        line = entry.lines.get(at) or entry.line(*at.split("."))
        found.append(Link(entry.id, target, relation, line, fragment, at, kinds))
    for link in entry.body.local:
        resolved = entry_target(entry.path, link.href)
        if resolved is not None and not (resolved[0] == entry.id and not resolved[1]):
            found.append(Link(entry.id, resolved[0], "body", link.line, resolved[1]))
    return tuple(found)
