"""A source: which keys of a foreign collection mean what. It is a file, `site_config/sources/<name>.yml`, not code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from typing import Any

from kb.errors import KbError
from kb.frontmatter import Fields, read_yaml
from kb.frontmatter.writer import front_matter
from kb.importing.dialects import value
from kb.importing.values import Value
from kb.model.codes import in_both
from kb.model.kinds import STATES, Audience, Kind

TITLE = ("title", "name", "headline", "subject", "标题", "題目", "题目")
DATE = ("date", "published", "publishdate", "pubdate", "created", "created_at", "day", "日期", "时间")
SUMMARY = ("summary", "excerpt", "description", "abstract", "subtitle", "teaser", "摘要", "简介")
TAGS = ("tags", "tag", "categories", "category", "keywords", "topics", "labels", "标签", "分类", "关键词")
PEOPLE = ("authors", "author", "by", "speakers", "speaker", "byline", "作者", "分享嘉宾", "讲师")
LANGUAGE = ("lang", "language", "locale")
ADDRESS = ("permalink", "url", "slug", "redirect_from", "aliases", "alias")


@dataclass(frozen=True, slots=True)
class Section:
    """A front-matter key whose value is text that people wrote: it becomes a section of the body."""

    key: str
    heading: str


@dataclass(frozen=True, slots=True)
class Source:
    """How a collection's files become entries. Keys are tried in their order; `kinds` are (pattern, kind) of paths."""

    name: str = ""
    kind: str = ""
    kinds: tuple[tuple[str, str], ...] = ()
    title: tuple[str, ...] = TITLE
    date: tuple[str, ...] = DATE
    date_order: str = ""
    date_under: tuple[str, ...] = ()
    summary: tuple[str, ...] = SUMMARY
    tags: tuple[str, ...] = TAGS
    people: tuple[str, ...] = PEOPLE
    language: str = ""
    text: tuple[Section, ...] = ()
    audience: str = "internal"
    status: str = ""
    site: str = ""
    endings: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()

    def kind_of(self, path: str) -> Kind | None:
        """The kind that this source gives to the file at `path`, if it says one."""
        for pattern, kind in self.kinds:
            if fnmatchcase(path, pattern) or fnmatchcase(path, f"*/{pattern}") or f"/{pattern}/" in f"/{path}":
                return Kind(kind)
        return Kind(self.kind) if self.kind else None


def parse_source(name: str, path: str, text: str) -> Source:
    """The source in a file's text. Raises `KbError` that names the line and the way out."""
    node, problems = read_yaml(path, text)
    if problems:
        said, chinese = in_both(problems[0])
        where = f"{path}:{problems[0].line}: "
        raise KbError(where + said.message, said.hint, zh=(where + chinese.message, chinese.hint))
    if not isinstance(node, Fields):
        raise KbError(
            f"{path} holds no source",
            "write `kind: case` and `title: [title]`, one key a line",
            zh=(f"{path} 里没有来源设置", "请每行写一个键：`kind: case`、`title: [title]`"),
        )
    found: dict[str, Any] = {"name": name}
    known = {one.name for one in fields(Source)} - {"name"}
    for one in node:
        if one.key not in known:
            raise KbError(
                f"{path}:{one.line}: unknown key `{one.key}`",
                "a source has: " + ", ".join(sorted(known)),
                zh=(f"{path}:{one.line}: 未知的键 `{one.key}`", "来源设置可以有：" + "、".join(sorted(known))),
            )
        found[one.key] = _read(path, one.line, one.key, value(one.node))
    return Source(**found)


def _read(path: str, line: int, key: str, found: Value) -> Any:
    allowed = {
        "kind": tuple(Kind), "audience": tuple(Audience), "date_order": ("mdy", "dmy", "ymd"),
        "status": tuple(dict.fromkeys(state for states in STATES.values() for state in states)),
    }.get(key)  # fmt: skip
    if allowed is not None and found not in ("", *allowed):
        raise KbError(
            f"{path}:{line}: `{key}` cannot be `{found}`",
            "one of: " + ", ".join(allowed),
            zh=(f"{path}:{line}: `{key}` 不能是 `{found}`", "可选：" + "、".join(allowed)),
        )
    if key == "kinds":
        pairs = tuple(found.items()) if isinstance(found, Mapping) else ()
        if not pairs or any(kind not in tuple(Kind) for _, kind in pairs):
            raise KbError(
                f"{path}:{line}: `kinds` is `folder: kind`, one a line",
                "kinds: " + ", ".join(Kind),
                zh=(f"{path}:{line}: `kinds` 应每行写一个 `文件夹: 类型`", "类型：" + "、".join(Kind)),
            )
        return pairs
    if key == "text":
        return tuple(_section(path, line, one) for one in (found if isinstance(found, tuple) else (found,)))
    if key in ("title", "date", "date_under", "summary", "tags", "people", "endings", "skip"):
        return tuple(str(one) for one in found) if isinstance(found, tuple) else ((str(found),) if found else ())
    if not isinstance(found, str):
        raise KbError(
            f"{path}:{line}: `{key}` must be one value",
            "write it on one line",
            zh=(f"{path}:{line}: `{key}` 应是一个值", "请写在一行里"),
        )
    return found


def _section(path: str, line: int, found: Value) -> Section:
    if isinstance(found, Mapping) and isinstance(found.get("key"), str):
        return Section(str(found["key"]), str(found.get("heading") or headed(str(found["key"]))))
    if isinstance(found, str) and found:
        return Section(found, headed(found))
    raise KbError(
        f"{path}:{line}: `text` is a list of keys, or of `key:` with `heading:`",
        "text: [what, why]",
        zh=(f"{path}:{line}: `text` 应是键的列表，或带 `heading:` 的 `key:`", "例如 text: [what, why]"),
    )


def headed(key: str) -> str:
    """A key as a heading: `timeRequired` and `time_required` give `Time required`."""
    spaced = "".join(f" {char.lower()}" if char.isupper() else char for char in key).replace("_", " ").replace("-", " ")
    clean = " ".join(spaced.split())
    return clean[:1].upper() + clean[1:]


def as_file(source: Source) -> str:
    """A source as the file that would say the same: only what differs from the defaults."""
    default = Source()
    out: dict[str, Any] = {}
    for one in fields(Source):
        found = getattr(source, one.name)
        if one.name == "name" or found == getattr(default, one.name):
            continue
        if one.name == "text":
            found = [{"key": section.key, "heading": section.heading} for section in found]
        if one.name == "kinds":
            found = dict(found)
        out[one.name] = list(found) if isinstance(found, tuple) else found
    return front_matter(out)
