"""What is safe to mend without asking: bytes of the base's files in, new bytes of the mended ones out.

Tags to topic ids, dates to ISO, old ids to present ones, wikilinks to links, quotes where a value needs them, keys in
their order, line ends, byte order marks and trailing blanks. A mended
file differs in those places alone: every edit replaces the smallest span of text, what the file says is compared
before and after, and a file that cannot be read is given back as it was. Mending twice changes nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from kb import frontmatter, render
from kb.catalog import Catalog
from kb.frontmatter import Items, Node, Scalar
from kb.frontmatter.gate import Refused
from kb.frontmatter.quoting import MENDED, quoted
from kb.frontmatter.spans import Edit, Span, inside, replaced, spans
from kb.frontmatter.writer import scalar
from kb.model.kinds import Kind
from kb.model.source import SourceFile
from kb.parse import parse
from kb.parse.paths import kind_of
from kb.parse.scalars import ENTRY_ID, Day, FieldType, PartialDay
from kb.parse.schema import fields_of
from kb.parse.shapes import ListOf, Record
from kb.pipeline.check import Frame
from kb.pipeline.key_order import ordered
from kb.pipeline.wikilinks import Names, linked
from kb.vocabulary import Vocabulary

_YEAR_FIRST = re.compile(r"((?:19|20|21)\d{2})([-/.])(\d{1,2})\2(\d{1,2})")
_CHINESE = re.compile(r"((?:19|20|21)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_BODY_BLANKS = re.compile(r"^[ \t]+$|(?<=\S)(?: |[ \t]*\t)$", re.MULTILINE)  # two spaces are a line break and stay
_BLOCK = re.compile(r":[ \t]*[|>]", re.MULTILINE)
_FENCED = re.compile(r"^\s*(?:`{3,}|~{3,}|<pre)", re.MULTILINE)
_TAGS = frozenset({"tags", "expertise"})


def mended(sources: Iterable[SourceFile], base: Frame) -> dict[str, bytes]:
    """New bytes by path, of the files in which something could be mended. All entries of the base are needed.

    Files are mended alone first; what refers to others comes after, when all that can be read has been.
    """
    before = {one.path: one.data for one in sources}
    alone = {path: mend_alone(SourceFile(path, data), base.vocabulary) for path, data in before.items()}
    parsed = (parse(SourceFile(path, data), base.settings).entry for path, data in sorted(alone.items()))
    catalog = Catalog(entry for entry in parsed if entry is not None)
    names = Names(catalog)
    named = {path: mend_ids(SourceFile(path, data), catalog.redirects) for path, data in alone.items()}
    after = {path: linked(SourceFile(path, data), names) for path, data in named.items()}
    return {path: after[path] for path in sorted(after) if after[path] != before[path]}


def mend_alone(source: SourceFile, vocabulary: Vocabulary) -> bytes:
    """Everything that can be mended in a file without knowing the others."""
    text = _readable(source)
    kind = kind_of(source.path)
    if text is None or kind is None:
        return source.data
    changes: list[tuple[Span, str]] = []
    found = spans(text)
    taken = _items(found)
    for span in found:
        new = _day_of(kind, span) or _topic_of(span, vocabulary)
        if new and new != span.value and _free(span, new, taken):
            changes.append((span, new))
    return ordered(source.path, _trimmed(source.path, _said(source.path, text, changes))).encode()


def mend_ids(source: SourceFile, redirects: Mapping[str, str]) -> bytes:
    """References by an old id name the present one."""
    text, kind = _readable(source), kind_of(source.path)
    if text is None or kind is None or not redirects:
        return source.data

    changes: list[tuple[Span, str]] = []
    found = spans(text)
    taken = _items(found)
    for span in found:
        target, mark, fragment = span.value.partition("#")
        new = f"{redirects[target]}{mark}{fragment}" if target in redirects else ""
        if new and span.path[0] != "aliases" and type_at(kind, span.path) is ENTRY_ID and _free(span, new, taken):
            changes.append((span, new))
    made = _said(source.path, text, changes)
    return made.encode() if made != text else source.data


def _readable(source: SourceFile) -> str | None:
    """A file's text with plain line ends and nothing before its first fence; None when nobody can read it."""
    try:
        text = frontmatter.decode(source.path, source.data)
    except Refused:
        return None
    bare = text.lstrip("\ufeff \t\n")
    if bare.startswith("---"):
        text = bare
    found, problems = frontmatter.read(source.path, text.encode())
    if found is not None and not problems:
        return text
    if any(dict(one.args).get("why") in MENDED for one in problems):
        begin, end = inside(text)
        text = text[:begin] + quoted(text[begin:end]) + text[end:]
        found, problems = frontmatter.read(source.path, text.encode())
    return text if found is not None and not problems else None


def _edit(text: str, span: Span, new: str) -> Edit:
    """The span, its quotes left where it has some. A date stands plain, and an id unless YAML would mistake it."""
    if text[span.start] in "'\"":
        return Edit(span.start + 1, span.end - 1, new)
    return Edit(span.start, span.end, new if iso_day(new) else scalar(new, flow=True))


def _items(found: Iterable[Span]) -> dict[tuple[str | int, ...], set[str]]:
    """What each list holds already."""
    taken: dict[tuple[str | int, ...], set[str]] = {}
    for span in found:
        if isinstance(span.path[-1], int):
            taken.setdefault(span.path[:-1], set()).add(span.value)
    return taken


def _free(span: Span, new: str, taken: dict[tuple[str | int, ...], set[str]]) -> bool:
    """Whether a value may become `new`: a list that has it already would hold it twice."""
    beside = taken.get(span.path[:-1]) if isinstance(span.path[-1], int) else None
    if beside is None:
        return True
    if new in beside:
        return False
    beside.add(new)
    return True


def type_at(kind: Kind, path: tuple[str | int, ...]) -> FieldType[Any] | None:
    """The type of the value at `path` in the front matter of a kind, or None where the content model has none."""
    found: Any = fields_of(kind).get(str(path[0])) if path else None
    for part in path[1:]:
        if isinstance(found, ListOf) and isinstance(part, int):
            found = found.of
        elif isinstance(found, Record) and isinstance(part, str):
            found = found.fields.get(part)
        else:
            return None
    return cast("FieldType[Any] | None", found)


def iso_day(written: str) -> str:
    """`2018/5/27`, `2018.5.27`, `2018-5-27` and `2018年5月27日` as `2018-05-27`; else nothing."""
    value = written.strip()
    found = _YEAR_FIRST.fullmatch(value)
    parts = (found[1], found[3], found[4]) if found is not None else ()
    chinese = _CHINESE.fullmatch(value)
    if chinese is not None:
        parts = (chinese[1], chinese[2], chinese[3])
    try:
        return date(*map(int, parts)).isoformat() if parts else ""
    except ValueError:
        return ""


def _day_of(kind: Kind, span: Span) -> str:
    return iso_day(span.value) if isinstance(type_at(kind, span.path), Day | PartialDay) else ""


def _topic_of(span: Span, vocabulary: Vocabulary) -> str:
    """The id of the topic that a tag calls by another name."""
    if len(span.path) != 2 or span.path[0] not in _TAGS or span.value in vocabulary:
        return ""
    topic = vocabulary.find(span.value)
    return topic.id if topic is not None else ""


def _said(path: str, text: str, changes: list[tuple[Span, str]]) -> str:
    """`text` with spans changed to what stands beside them, if it then says that and nothing else; else as it was."""
    if not changes:
        return text
    made = replaced(text, (_edit(text, span, new) for span, new in changes))
    found, problems = frontmatter.read(path, made.encode())
    if found is None or problems:
        return text
    meant = {span.path: new for span, new in changes}
    wanted = [(one.path, meant.get(one.path, one.value)) for one in spans(text)]
    return made if [(one.path, one.value) for one in spans(made)] == wanted else text


def _values(node: Node) -> Any:
    """What front matter says, without its lines."""
    if isinstance(node, Scalar):
        return node.value, node.plain
    return [_values(one) for one in node.items] if isinstance(node, Items) else [(f.key, _values(f.node)) for f in node]


def _trimmed(path: str, text: str) -> str:
    """Without trailing blanks where they say nothing, and with one line break at the end."""
    end = inside(text)[1]
    head, body = text[:end], text[end:]
    if not _BLOCK.search(head):  # in a block of text a blank may be part of the value
        head = _BLANKS.sub("", head)
    fence, _, rest = body.partition("\n")
    clean = "\n".join((fence.rstrip(), _body(path, rest))) if rest.strip() else fence.rstrip() + "\n"
    return _as_before(path, text, head + clean)


def _body(path: str, body: str) -> str:
    """A body without blanks at the ends of its lines, if it is read as before; code keeps its own."""
    ended = body.rstrip() + "\n"
    if _FENCED.search(ended):
        return ended
    trimmed = _BODY_BLANKS.sub("", ended)
    if trimmed == ended or render.too_much(ended) is not None:
        return ended
    sections = (render.body(one, 1, {}).sections for one in (ended, trimmed))
    return trimmed if next(sections) == next(sections) else ended


def _as_before(path: str, text: str, made: str) -> str:
    """`made`, if its front matter says what that of `text` does and its body begins in the same line."""
    if made == text:
        return text
    (old, _), (new, problems) = frontmatter.read(path, text.encode()), frontmatter.read(path, made.encode())
    if old is None or new is None or problems:
        return text
    return made if _values(old.fields) == _values(new.fields) and old.body_line == new.body_line else text
