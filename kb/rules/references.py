"""References: tags in the vocabulary, ids that exist and are of the right kind, links and pictures in bodies."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from kb.catalog import Catalog, Link, file_links, file_path, is_external
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry, Lesson, Person, Practice, Project, Salon
from kb.model.files import DOWNLOADS, MAX_FILES, PICTURES, is_download, is_picture
from kb.model.kinds import Kind
from kb.rules.context import Context
from kb.vocabulary import nearest

_WIKILINK = re.compile(r"\[\[[^\[\]\n]{1,300}\]\](?!\()")
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_SPAN = re.compile(r"(`+)[^`]*\1")


def tags(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Every tag and every field of expertise is a topic, by its id."""
    for entry in catalog.entries if context.topics_read else ():
        fields = [("tags", entry.tags)]
        if isinstance(entry.detail, Person):
            fields.append(("expertise", entry.detail.expertise))
        for name, words in fields:
            for position, word in enumerate(words):
                yield from _tag(catalog, entry, word, entry.line(name, position))


def _tag(catalog: Catalog, entry: Entry, word: str, line: int) -> Iterator[Diagnostic]:
    if word in catalog.vocabulary:
        return
    named = catalog.vocabulary.find(word)
    if named is not None:
        yield Diagnostic.at(entry.path, line, "KB402", value=word, near=named.id)
        return
    near = catalog.vocabulary.nearest(word)
    label = " / ".join(near.label.every()) if near is not None else ""
    yield Diagnostic.at(entry.path, line, "KB401", value=word, near=near.id if near else "", label=label)


def topic_owners(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Who looks after a topic is a person of the base: contributions on it are shown to them."""
    for topic in catalog.vocabulary.topics:
        owner = catalog.get(topic.owner) if topic.owner else None
        if owner is not None and owner.kind is not Kind.PERSON:
            yield Diagnostic.at(
                topic.path, topic.line, "KB404", key="owner", value=topic.owner, found=owner.kind, expected=Kind.PERSON
            )
        elif owner is None and topic.owner and topic.owner not in context.unread:
            near = nearest(topic.owner, (one.id for one in catalog.of(Kind.PERSON)), 0.7) or ""
            yield Diagnostic.at(topic.path, topic.line, "KB403", key="owner", value=topic.owner, near=near)


def _suggest(catalog: Catalog, link: Link) -> str:
    """The existing id that was probably meant: the right slug in another folder first, then by spelling."""
    target = link.target
    alike = [entry for one in catalog.alike(target) if one != link.source and (entry := catalog.get(one)) is not None]
    ids = [one.id for one in alike if not link.kinds or one.kind in link.kinds]
    slug = target.rsplit("/", 1)[-1]
    same_slug = [one for one in ids if one.rsplit("/", 1)[-1] == slug]
    return same_slug[0] if same_slug else nearest(target, ids, 0.7) or ""


def references(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Every id in front matter names an entry of the right kind, by its present id."""
    for entry in catalog.entries:
        for link in catalog.links(entry.id):
            if link.relation != "body":
                yield from _reference(catalog, context, entry, link)


def _reference(catalog: Catalog, context: Context, entry: Entry, link: Link) -> Iterator[Diagnostic]:
    target = catalog.get(link.target)
    key = _field(link)
    if target is None:
        if link.target not in context.unread:
            near = _suggest(catalog, link)
            yield Diagnostic.at(entry.path, link.line, "KB403", key=key, value=link.target, near=near)
        return
    if link.kinds and target.kind not in link.kinds:
        expected = " or ".join(link.kinds)
        yield Diagnostic.at(
            entry.path, link.line, "KB404", key=key, value=link.target, found=target.kind, expected=expected
        )
    elif target.id != link.target:
        yield Diagnostic.at(entry.path, link.line, "KB408", value=link.target, near=target.id)
    yield from _fragment(entry, link, target)


def _field(link: Link) -> str:
    """The field as its writer sees it: without the positions of list items."""
    return ".".join(part for part in link.field.split(".") if not part.isdigit()) or link.relation


def _fragment(entry: Entry, link: Link, target: Entry) -> Iterator[Diagnostic]:
    """What stands after `#` is a session or a heading of the target."""
    if not link.fragment:
        return
    parts = set(target.body.anchors)
    if isinstance(target.detail, Salon):
        parts |= {item.id for item in target.detail.programme if item.id}
    if link.fragment not in parts:
        yield Diagnostic.at(
            entry.path, link.line, "KB407", value=f"{link.target}#{link.fragment}", target=target.path,
            fragment=link.fragment, near=nearest(link.fragment, parts) or "",
        )  # fmt: skip


def body_links(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Every relative link and picture of a body leads to something in the base."""
    for entry in catalog.entries:
        for link in catalog.links(entry.id):
            if link.relation == "body":
                yield from _body_link(catalog, context, entry, link)
        local = [one for one in file_links(entry) if not is_external(one.href)]
        for file in local:
            yield from _file_link(context, entry, file.href, file.line, file.picture)
        named = [one.href for one in local if _is_file(one.href)] if len(local) > MAX_FILES else ()
        if len(named) > MAX_FILES:
            yield Diagnostic.at(entry.path, entry.body.line, "KB414", length=len(named), limit=MAX_FILES)


def _body_link(catalog: Catalog, context: Context, entry: Entry, link: Link) -> Iterator[Diagnostic]:
    target = catalog.get(link.target)
    if target is not None:
        yield from _fragment(entry, link, target)
    elif link.target.startswith(".."):
        yield Diagnostic.at(entry.path, link.line, "KB409", value=f"{link.target}.md")
    elif link.target not in context.unread and f"{link.target}.md" not in context.files:
        near = _suggest(catalog, link)
        relative = posixpath.relpath(f"{near}.md", posixpath.dirname(entry.path)) if near else ""
        yield Diagnostic.at(entry.path, link.line, "KB405", value=f"{link.target}.md", near=relative)


def wikilinks(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """What only a vault follows is no link for anybody else."""
    for entry in catalog.entries:
        if not entry.body.bracketed:
            continue
        for number, raw in _outside_code(entry):
            for found in _WIKILINK.finditer(raw):
                yield Diagnostic.at(entry.path, number, "KB420", value=found[0])


def _outside_code(entry: Entry) -> Iterator[tuple[int, str]]:
    """The lines of a body, without code blocks and code spans."""
    fence = ""
    for number, raw in enumerate(entry.body.markdown.split("\n"), start=entry.body.line):
        mark = _FENCE.match(raw)
        if mark is not None and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence:
            yield number, _SPAN.sub("", raw)


def _file_link(context: Context, entry: Entry, href: str, line: int, picture: bool) -> Iterator[Diagnostic]:
    """Links to files that are not entries: pictures and other files beside the entry."""
    target = unquote(urlsplit(href).path)
    if not target or target.endswith(".md"):
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(entry.path), target))
    if path.startswith("..") or target.startswith("/"):
        yield Diagnostic.at(entry.path, line, "KB409", value=href)
    elif picture and path not in context.files:
        yield Diagnostic.at(entry.path, line, "KB406", value=href)
    elif not picture and path not in context.files:
        yield Diagnostic.at(entry.path, line, "KB405", value=href)
    elif file_path(entry.path, href, picture=picture) is None:
        kinds = PICTURES if picture else (*DOWNLOADS, *PICTURES)
        yield Diagnostic.at(entry.path, line, "KB413", value=href, kinds=" ".join(kinds))


def _is_file(href: str) -> bool:
    path = unquote(urlsplit(href).path)
    return is_picture(path) or is_download(path)


def known_lists(catalog: Catalog, context: Context) -> Iterator[Diagnostic]:
    """Causes, project types and series are those of the settings; framework elements are the framework's."""
    settings = catalog.settings
    lists = {
        "causes": {name for name, _ in settings.causes},
        "project_types": {name for name, _ in settings.project_types},
        "series": {name for name, _ in settings.series},
    }
    for entry in catalog.entries:
        for key, name, value in _listed(entry) if context.settings_read else ():
            if value not in lists[name]:
                near = nearest(value, lists[name]) or ""
                line = entry.line(*key.split("."))
                yield Diagnostic.at(entry.path, line, "KB411", key=key, value=value, near=near, list=name)
        if isinstance(entry.detail, Practice):
            yield from _framework(catalog, entry, entry.detail)


def _listed(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """(key, name of the list in the settings, value) of every field whose values the settings list."""
    match entry.detail:
        case Lesson() as lesson:
            yield from (("causes", "causes", cause) for cause in lesson.causes)
            for key, conditions in (("applies_when", lesson.applies_when), ("not_when", lesson.not_when)):
                for value in conditions.project_types if conditions else ():
                    yield f"{key}.project_types", "project_types", value
        case Practice() as practice:
            for key, conditions in (("when", practice.when), ("not_when", practice.not_when)):
                for value in conditions.project_types if conditions else ():
                    yield f"{key}.project_types", "project_types", value
        case Project(type=kind) if kind:
            yield "type", "project_types", kind
        case Salon(series=series) if series:
            yield "series", "series", series


def _framework(catalog: Catalog, entry: Entry, practice: Practice) -> Iterator[Diagnostic]:
    for position, ref in enumerate(practice.framework):
        framework = catalog.framework(ref.model)
        if framework is not None and framework.element(ref.element) is not None:
            continue
        if framework is None:
            value, known, field = ref.model, [one.id for one in catalog.frameworks], "model"
        else:
            value, known, field = ref.element, [one.id for one in framework.elements], "element"
        yield Diagnostic.at(
            entry.path, entry.line("framework", position, field), "KB412",
            key=f"framework.{field}", value=value, near=nearest(value, known) or "",
        )  # fmt: skip
