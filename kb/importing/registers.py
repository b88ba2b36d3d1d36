"""Rows of a lessons register → a lesson's fields and sections. Column names of PMBOK and PRINCE2 are known."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kb.importing.values import Value
from kb.importing.wording import cut, one_line

_FIELDS = {
    "title": "title|name|subject|headline|lesson title|short description|标题|名称|题目",
    "date": "date|date identified|date logged|date raised|logged|date recorded|日期|记录日期|时间",
    "tags": "category|categories|tags|topic|area|knowledge area|"
    "process group|keywords|type|lesson type|类别|分类|标签|领域",
    "authors": "raised by|logged by|submitted by|author|authors|"
    "identified by|recorded by|reported by|提出人|记录人|作者|提交人",
}
_SECTIONS = {
    "What happened": "what happened|description|situation|event|issue|"
    "problem|context|background|lesson detail|what went wrong|"
    "what went well|success or failure|发生了什么|描述|情况|背景|问题|事件",
    "Effect": "effect|impact|result|consequence|consequences|影响|后果|结果",
    "Why": "why|cause|causes|root cause|root causes|cause or trigger|reason|原因|根本原因|起因",
    "Early warning signs": "early warning signs|warning signs|early warning|预警|早期信号",
    "Lesson": "lesson|lesson learned|lessons learned|lesson "
    "learnt|lessons learnt|learning|insight|经验教训|经验|教训|启示",
    "Do this next time": "recommendation|recommendations|recommended action|action|actions|corrective action|follow-up|"
    "suggested action|future action|do differently|do "
    "this next time|next time|in future|proposed action|建议|措施|改进措施|下次怎么做|下次|今后|行动",
}
_CHINESE = {
    "What happened": "发生了什么", "Effect": "影响", "Why": "原因", "Early warning signs": "早期信号",
    "Lesson": "经验教训", "Do this next time": "下次怎么做",
}  # fmt: skip
_BODY = ("body", "content", "text", "markdown", "正文", "内容")


def _column(name: str) -> str:
    return " ".join(re.sub(r"[_\-/()（）:：*]+", " ", name.casefold()).split())


def section_of(label: str) -> str:
    """The section that a column, or a mark before a paragraph, speaks of, in the mark's language; "" for none."""
    wanted = _column(label)
    english = next((heading for heading, names in _SECTIONS.items() if wanted in names.split("|")), "")
    return english if not english or wanted.isascii() else _CHINESE[english]


def lesson_fields(record: Mapping[str, Value]) -> tuple[dict[str, Value], str]:
    """(fields by our names, with all other columns as they were; the body with a section for each text column)."""
    columns = {_column(key): key for key in record}
    fields: dict[str, Value] = {}
    used: set[str] = set()
    for wanted, names in _FIELDS.items():
        found = [columns[one] for one in names.split("|") if one in columns and record[columns[one]] not in ("", ())]
        if found:
            fields[wanted] = record[found[0]] if wanted != "tags" else tuple(str(record[one]) for one in found)
            used.update(found if wanted == "tags" else found[:1])
    body, sections = _body(record, columns, used)
    if not fields.get("title"):
        first = sections.get("Lesson") or next(iter(sections.values()), body)
        fields["title"] = cut(one_line(re.split(r"(?<=[.!?。！？])\s*", first.strip())[0]), 110)
    rest = {key: one for key, one in record.items() if key not in used and key not in fields}
    return {**fields, **rest}, body


def _body(record: Mapping[str, Value], columns: dict[str, str], used: set[str]) -> tuple[str, dict[str, str]]:
    whole = next((columns[one] for one in _BODY if one in columns and isinstance(record[columns[one]], str)), "")
    if whole:
        used.add(whole)
        return str(record[whole]), {}
    sections: dict[str, str] = {}
    chinese = False
    for heading, names in _SECTIONS.items():
        found = [columns[one] for one in names.split("|") if one in columns]
        texts = [str(record[one]).strip() for one in found if isinstance(record[one], str) and str(record[one]).strip()]
        used.update(one for one in found if isinstance(record[one], str))
        chinese = chinese or any(not one.isascii() for one in found)
        if texts:
            sections[heading] = "\n\n".join(texts)
    named = {(_CHINESE[one] if chinese else one): text for one, text in sections.items()}
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in named.items()), sections
