"""Renaming a topic, or merging one into another: the base's files in, new bytes of those that change out.

Every entry that carries the topic, by any of its names, carries the new one; the old name stays as an alias, so that
old links, queries and habits find the topic as before. Nothing else in a file changes. A file that cannot be read is
told by a `KbError`, and then nothing is changed anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kb import frontmatter
from kb.errors import KbError
from kb.frontmatter.spans import Edit, Span, replaced, spans
from kb.model.source import SourceFile
from kb.parse.scalars import SLUG_ID
from kb.pipeline.vocabulary_file import vocabulary_after
from kb.vocabulary import Vocabulary

_TAGGED = ("tags", "expertise")


@dataclass(frozen=True, slots=True)
class Change:
    """`old` becomes `new`; when there is a topic `new` already, the two are merged."""

    old: str
    new: str


def changed(
    change: Change, topics: SourceFile, entries: Iterable[SourceFile], vocabulary: Vocabulary
) -> dict[str, bytes]:
    """New bytes by path of every file that the change concerns, that of the vocabulary among them."""
    found = {topics.path: vocabulary_after(topics, change.old, change.new)}
    for source in entries:
        data = retagged(source, change, vocabulary)
        if data != source.data:
            found[source.path] = data
    return dict(sorted(found.items()))


def checked_change(old: str, new: str, vocabulary: Vocabulary, merging: bool) -> Change:
    """The change that was asked for. Raises `KbError` when there is no such topic, or one too many."""
    for name in (old, new) if merging else (old,):
        if name not in vocabulary:
            meant = vocabulary.find(name) or vocabulary.nearest(name)
            hint = f"did you mean `{meant.id}`?" if meant else "`kb topics` lists them"
            hint_zh = f"是不是 `{meant.id}`？" if meant else "`kb topics` 列出全部主题"
            raise KbError(f"there is no topic `{name}`", hint, zh=(f"没有主题“{name}”", hint_zh))
    if old == new:
        raise KbError(f"`{old}` is both names", "name two topics", zh=(f"两个名称都是 `{old}`", "请写两个主题"))
    if not merging and not SLUG_ID.pattern.fullmatch(new):
        raise KbError(
            f"`{new}` is not an id of a topic",
            "a-z, digits and hyphens: vendor-management",
            zh=(f"`{new}` 不能作主题编号", "请用 a-z、数字和连字符：vendor-management"),
        )
    taken = None if merging else vocabulary.find(new)
    if taken is not None and taken.id == new:
        raise KbError(
            f"there is a topic `{new}` already",
            f"`kb topics merge {old} {new}` makes one of the two",
            zh=(f"已有主题 `{new}`", f"`kb topics merge {old} {new}` 把两者合并为一个"),
        )
    if taken is not None and taken.id != old:
        raise KbError(
            f"`{new}` is another name of `{taken.id}`",
            f"`kb topics merge {old} {taken.id}`, or another name",
            zh=(f"`{new}` 是 `{taken.id}` 的别名", f"请用 `kb topics merge {old} {taken.id}`，或换一个名称"),
        )
    return Change(old, new)


def retagged(source: SourceFile, change: Change, vocabulary: Vocabulary) -> bytes:
    """An entry's bytes with the topic's new name. Raises `KbError` for a file that mentions it and cannot be read."""
    names = _names(change.old, vocabulary)
    if not names(source.data.decode("utf-8", "replace")):
        return source.data
    found, problems = frontmatter.read(source.path, source.data)
    if found is None or problems:
        raise KbError(
            f"{source.path} cannot be read, so nothing was changed",
            f"`kb check {source.path}` says why",
            zh=(f"无法读取 {source.path}，什么都没有改动", f"`kb check {source.path}` 会说明原因"),
        )
    text = source.data.decode()
    standing = text.replace("\r\n", "\n")
    made = replaced(standing, _edits(standing, change, vocabulary))
    if made == standing:
        return source.data
    return (made.replace("\n", "\r\n") if "\r\n" in text else made).encode()


def _names(topic_id: str, vocabulary: Vocabulary) -> Callable[[str], object]:
    """Whether a text can hold the topic's name at all; most files need not be looked at closely."""
    topic = vocabulary.get(topic_id)
    words = {topic_id, *(topic.words() if topic is not None else ())}
    loose = "|".join(re.escape(word).replace("\\ ", "[-_ ]+").replace("\\-", "[-_ ]+") for word in sorted(words))
    return re.compile(loose, re.IGNORECASE).search


def _edits(text: str, change: Change, vocabulary: Vocabulary) -> list[Edit]:
    edits: list[Edit] = []
    for key in _TAGGED:
        items = [span for span in spans(text) if span.path[0] == key and len(span.path) == 2]
        kept = {one.value for one in items if not _is(one, change.old, vocabulary)}
        taken = change.new in kept
        for position, span in enumerate(items):
            if not _is(span, change.old, vocabulary):
                continue
            edits.append(_without(items, position) if taken else Edit(span.start, span.end, change.new))
            taken = True
    return edits


def _is(span: Span, topic_id: str, vocabulary: Vocabulary) -> bool:
    topic = vocabulary.find(span.value)
    return span.value == topic_id or (topic is not None and topic.id == topic_id)


def _without(items: Sequence[Span], position: int) -> Edit:
    """The list without one of its items; it has another one."""
    if position:
        return Edit(items[position - 1].end, items[position].end, "")
    return Edit(items[0].start, items[1].start, "")
