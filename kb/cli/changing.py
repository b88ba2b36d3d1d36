"""What changed, as text, JSON and Markdown. The value that JSON holds is what the other two are made from.

A value may come from a stranger's run: it is read as narrowly as any other file, and shown as words only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kb.errors import KbError
from kb.model.codes import severity, worded
from kb.model.diagnostic import Diagnostic
from kb.model.markdown import inert
from kb.model.names import named
from kb.model.text import printable
from kb.pipeline.changes import LINKS, Change, Changes

Value = dict[str, Any]
_MARKS = {"added": "🆕", "changed": "✏️", "moved": "➡️", "removed": "🗑️"}
_WORDS = {
    "added": ("added", "新增"), "changed": ("changed", "修改"), "moved": ("moved", "移动"),
    "removed": ("removed", "删除"),
    "title": ("What this changes", "这次改动"),
    "none": ("No entry changes.", "没有条目变化。"),
    "head": ("| | Entry | State | For whom |", "| | 条目 | 状态 | 读者 |"),
    "wider": ("⚠️ More people may read this than before: {who}", "⚠️ 可读范围变大：{who}"),
    "links": ("Links that lead nowhere", "失效的链接"), "errors": ("Errors", "错误"), "warnings": ("Warnings", "警告"),
    "files": ("Other files", "其他文件"), "owners": ("Owners of the topics: {who}", "主题负责人：{who}"),
    "more": ("… and {count} more", "…… 另有 {count} 项"),
    "fine": ("Nothing is broken.", "没有发现新的问题。"),
}  # fmt: skip
_MOST_ROWS = 60
_MOST_VALUE = 2_000  # items of a list that are read from a stranger's value


def as_value(found: Changes, lang: str) -> Value:
    """The changes as JSON holds them, findings worded in `lang`."""
    return {
        "schema": 1,
        "entries": [_entry(one) for one in found.entries],
        "files": [{"what": what, "path": path} for what, path in found.files],
        "findings": [_finding(one, lang) for one in found.findings],
    }


def _entry(one: Change) -> Value:
    return {
        "what": one.what, "id": one.id, "kind": one.kind, "title": one.title, "status": list(one.status),
        "audience": list(one.audience), "widened": one.widened, "owners": list(one.owners),
    }  # fmt: skip


def _finding(one: Diagnostic, lang: str) -> Value:
    said = worded(one, lang)
    return {
        "path": one.path, "line": one.line, "code": one.code, "severity": str(severity(one.code)),
        "message": said.message, "hint": said.hint, "link": one.code in LINKS,
    }  # fmt: skip


def read_value(text: str) -> Value:
    """A value that another run wrote. Raises `KbError` unless every part of it is of its kind."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _not_ours() from error
    if not isinstance(found, dict) or found.get("schema") != 1:
        raise _not_ours()
    shapes: dict[str, dict[str, Callable[[Any], Any]]] = {
        "entries": {
            "what": _word(tuple(_MARKS)), "id": _text, "kind": _text, "title": _text, "status": _pair,
            "audience": _pair, "widened": bool, "owners": _texts,
        },
        "files": {"what": _word(tuple(_MARKS)), "path": _text},
        "findings": {
            "path": _text, "line": _number, "code": _text, "severity": _word(("error", "warning")),
            "message": _text, "hint": _text, "link": bool,
        },
    }  # fmt: skip
    return {"schema": 1, **{name: _rows(found.get(name), shape) for name, shape in shapes.items()}}


def _not_ours() -> KbError:
    said = "this is not what `kb changes --format json` writes", "give its whole output"
    return KbError(*said, zh=("这不是 `kb changes --format json` 的输出", "请给出它的全部输出"))


def _rows(found: Any, shape: dict[str, Callable[[Any], Any]]) -> list[Value]:
    rows = found[:_MOST_VALUE] if isinstance(found, list) else []
    return [{name: read(row.get(name)) for name, read in shape.items()} for row in rows if isinstance(row, dict)]


def _text(found: Any) -> str:
    return found[:400] if isinstance(found, str) else ""


def _texts(found: Any) -> list[str]:
    return [_text(one) for one in found[:7]] if isinstance(found, list) else []


def _pair(found: Any) -> list[str]:
    return [*_texts(found), "", ""][:2]


def _number(found: Any) -> int:
    return found if isinstance(found, int) else 0


def _word(known: tuple[str, ...]) -> Callable[[Any], str]:
    return lambda found: found if found in known else known[0]


def _say(name: str, lang: str, **args: object) -> str:
    return _WORDS[name][lang == "zh"].format_map(args)


def _moves(pair: list[str], group: str, lang: str) -> str:
    """A state, or how it changed, in the words that readers see on the site."""
    from kb.pages.labels import word

    before, after = (inert(word(lang, group, one)) for one in pair)
    return after if not before or before == after else before if not after else f"{before} → **{after}**"


def _counts(value: Value, lang: str) -> str:
    rows = value["entries"]
    counted = [(name, sum(one["what"] == name for one in rows)) for name in _MARKS]
    return (
        ("，" if lang == "zh" else ", ").join(f"{number} {_say(name, lang)}" for name, number in counted if number)
    ) or _say("none", lang)


def as_markdown(value: Value, lang: str) -> str:
    """For a reviewer, on the page of a pull request: at most some hundred lines, and every word inert."""
    rows = value["entries"]
    lines = [f"### {_say('title', lang)}", "", _counts(value, lang)]
    if rows:
        lines += ["", _say("head", lang), "|---|---|---|---|"]
        lines += _cut([_row(one, lang) for one in rows], lang)
    wider = [inert(one["id"]) for one in rows if one["widened"]]
    lines += ["", _say("wider", lang, who=", ".join(wider[:_MOST_ROWS]))] if wider else []
    owners = dict.fromkeys(inert(who) for one in rows for who in one["owners"])
    lines += ["", _say("owners", lang, who=", ".join(list(owners)[:_MOST_ROWS]))] if owners else []
    parts = [(name, [one for one in value["findings"] if chosen(one)]) for name, chosen in _PARTS]
    for name, found in parts:
        lines += (
            ["", f"#### {_say(name, lang)} ({len(found)})", "", *_cut([_said(one) for one in found], lang)]
            if found
            else []
        )
    lines += ["", _say("fine", lang)] if not any(found for _, found in parts) else []
    files = [f"- {_MARKS[one['what']]} {inert(one['path'])}" for one in value["files"]]
    lines += ["", f"#### {_say('files', lang)} ({len(files)})", "", *_cut(files, lang)] if files else []
    return "\n".join(lines)


_PARTS: tuple[tuple[str, Callable[[Value], bool]], ...] = (
    ("links", lambda one: one["link"]),
    ("errors", lambda one: not one["link"] and one["severity"] == "error"),
    ("warnings", lambda one: not one["link"] and one["severity"] == "warning"),
)


def _cut(lines: list[str], lang: str) -> list[str]:
    more = [f"\n{_say('more', lang, count=len(lines) - _MOST_ROWS)}"] if len(lines) > _MOST_ROWS else []
    return lines[:_MOST_ROWS] + more


def _row(one: Value, lang: str) -> str:
    title = f"{inert(one['title'])}<br>{inert(one['id'])}"
    states = _moves(one["status"], "status", lang), _moves(one["audience"], "audience", lang)
    return f"| {_MARKS[one['what']]} | {title} | {' | '.join(states)} |"


def _said(one: Value) -> str:
    where = f"{inert(one['path'])}:{one['line']} **{inert(one['code'])}**"
    return f"- {where} {inert(one['message'], 400)} — {inert(one['hint'], 400)}"


def as_text(value: Value, lang: str) -> str:
    """For a terminal: a line for each entry, then each finding."""
    lines = [_counts(value, lang)]
    for one in value["entries"]:
        moved = [
            f"{named(group, before, lang)} → {named(group, after, lang)}"
            for group, (before, after) in (("status", one["status"]), ("audience", one["audience"]))
            if before and after and before != after
        ]
        lines.append(printable(f"{_say(one['what'], lang)}  {one['id']}  {one['title']}  {' '.join(moved)}".rstrip()))
    lines += [printable(f"{one['path']}:{one['line']}: {one['code']} {one['message']}") for one in value["findings"]]
    return "\n".join([*lines, *(printable(f"{_say(one['what'], lang)}  {one['path']}") for one in value["files"])])
