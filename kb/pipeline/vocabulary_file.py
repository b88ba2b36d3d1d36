"""The text of `site_config/topics.yml` after a topic was renamed or merged into another.

Only the lines of the topics concerned are written anew; comments outlive the topic that they stand in. What was made
is read again before it is given: the old name has to lead to the new topic.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from kb.errors import KbError
from kb.frontmatter import Items, Node, Scalar, read_yaml
from kb.frontmatter.gate import SHARED
from kb.frontmatter.writer import item
from kb.model.source import SourceFile
from kb.parse.vocabulary import parse_topics
from kb.vocabulary import Vocabulary, fold

_ORDER = ("id", "label", "aliases")  # the rest follows as it stands
Values = dict[str, Any]


def vocabulary_after(topics: SourceFile, old: str, new: str) -> bytes:
    """The file with `old` renamed to `new`, or merged into it where it is there. Raises `KbError` if that cannot be."""
    text = topics.data.decode("utf-8-sig").replace("\r\n", "\n")
    node, problems = read_yaml(topics.path, text, limits=SHARED)
    if not isinstance(node, Items) or problems:
        raise KbError(
            f"{topics.path} cannot be read",
            "`kb check` says why",
            zh=(f"无法读取 {topics.path}", "`kb check` 会说明原因"),
        )
    head, *blocks = _blocks(text, [one.line for one in node.items])
    before = [_plain(one) for one in node.items]
    after = _topics_after(before, old, new)
    made = head + "".join(_written(*three) for three in zip(blocks, before, after, strict=True))
    return _proved(topics.path, made, old, new)


def _topics_after(before: list[Values], old: str, new: str) -> list[Values | None]:
    """Every topic as it then is; None for one that is no topic of its own any more."""
    by_id = {one["id"]: one for one in before}
    former, kept = by_id[old], by_id.get(new)
    above = former.get("broader", "") if kept is not None else new
    return [_topic_after(one, former, kept, new, above) for one in before]


def _topic_after(one: Values, former: Values, kept: Values | None, new: str, above: str) -> Values | None:
    if one is former and kept is not None:
        return None
    found = dict(one)
    if one.get("broader") == former["id"]:
        found["broader"] = above if one is kept else new
    if one is (kept or former):
        found |= {"id": new, "aliases": _aliases(one, former), "former": _former(one, former, new)}
        found = {key: found[key] for key in (*_ORDER, *(key for key in found if key not in _ORDER))}
    return found


def _aliases(topic: Values, former: Values) -> dict[str, list[str]]:
    """The aliases of `topic`, with the former id and, of another topic, everything that it was called."""
    found = {lang: list(words) for lang, words in _by_lang(topic.get("aliases")).items()}
    known = {fold(word) for words in (*found.values(), *_by_lang(topic["label"]).values()) for word in words}
    names = [("en", former["id"])]
    if former is not topic:
        both = (_by_lang(former["label"]), _by_lang(former.get("aliases")))
        names += [(lang, word) for part in both for lang, words in part.items() for word in words]
    for lang, word in names:
        if fold(word) not in known:
            known.add(fold(word))
            found.setdefault(lang, []).append(word)
    return found


def _former(topic: Values, former: Values, new: str) -> list[str]:
    """The ids that `topic` once had, with those of a topic merged into it, so that old addresses lead to it."""
    ids = [*_ids(topic), *(_ids(former) if former is not topic else ()), former["id"]]
    return [one for one in dict.fromkeys(ids) if one != new]


def _ids(topic: Values) -> list[str]:
    value = topic.get("former") or []
    return [value] if isinstance(value, str) else list(value)


def _by_lang(value: Any) -> dict[str, list[str]]:
    """A label or aliases in any of their forms, as lists by language."""
    if isinstance(value, dict):
        return {lang: [words] if isinstance(words, str) else list(words) for lang, words in value.items()}
    return {"en": [value] if isinstance(value, str) else list(value)} if value else {}


def _blocks(text: str, lines: list[int]) -> list[str]:
    """What stands before the first topic, then each topic's lines."""
    every = (text if text.endswith("\n") else text + "\n").splitlines(keepends=True)
    starts = [0, *(line - 1 for line in lines), len(every)]
    return ["".join(every[start:end]) for start, end in pairwise(starts)]


def _written(block: str, before: Values, after: Values | None) -> str:
    """A topic's lines: as they stand if it stays as it is, and its comments in any case."""
    if after == before:
        return block
    lines = block.splitlines(keepends=True)
    end = len(lines)
    while end and _aside(lines[end - 1]):
        end -= 1
    comments = [line for line in lines[:end] if _aside(line) and line.strip()]
    return "".join(comments) + (item(after) if after is not None else "") + "".join(lines[end:])


def _aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _proved(path: str, made: str, old: str, new: str) -> bytes:
    """What was made, if it says what it should."""
    now = Vocabulary(parse_topics(SourceFile(path, made.encode())).topics)
    found = now.find(old)
    if old in now or found is None or found.id != new:
        raise KbError(
            f"{path} cannot be changed by a program; nothing was changed",
            f"rename `{old}` in it by hand",
            zh=(f"{path} 不能由程序修改，什么都没有改动", f"请手工修改其中的 `{old}`"),
        )
    return made.encode()


def _plain(node: Node) -> Any:
    """A node as plain values, in the order in which they stand."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_plain(one) for one in node.items]
    return {one.key: _plain(one.node) for one in node}
