"""What a new entry of each kind begins with: its headings, and under each a hint that no reader ever sees.

Hints are HTML comments, which rendering leaves out. The headings of a lesson are those that the content model
gives a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping

from kb.model.kinds import Kind
from kb.model.text import interface_lang

Outline = tuple[tuple[str, str], ...]  # heading, hint

_LESSON: Mapping[str, Outline] = {
    "en": (
        ("What happened", "The facts: when, where, who was involved, what came of it. A paragraph is enough."),
        ("Why", "What made it happen, as far as you know."),
        ("Lesson", "One sentence that holds beyond this project."),
        ("Do this next time", "Who does what, by when: one step a line, each beginning with a hyphen."),
    ),
    "zh": (
        ("发生了什么", "事实：时间、地点、相关的人、结果如何。一段话就够了。"),
        ("原因", "就你所知，为什么会这样。"),
        ("经验教训", "一句在这个项目之外也成立的话。"),
        ("下次怎么做", "谁在什么时候之前做什么：每行一步，以连字符开头。"),
    ),
}
_PRACTICE: Mapping[str, Outline] = {
    "en": (
        ("When to use it", "In which projects and phases, and when not."),
        ("Steps", "Who does what, in order: 1. 2. 3."),
        ("Checklist", "What must be true at the end, one line each: - [ ] …"),
    ),
    "zh": (
        ("何时使用", "适用于哪些项目和阶段，以及何时不用。"),
        ("步骤", "按顺序写谁做什么：1. 2. 3."),
        ("检查清单", "结束时必须成立的事，每行一条：- [ ] …"),
    ),
}
_CASE: Mapping[str, Outline] = {
    "en": (
        ("Context", "The organisation, the problem, what was at stake."),
        ("Approach", "What was done, by whom, in which order; what was tried and dropped."),
        ("Results", "What changed, with numbers and how they were measured."),
    ),
    "zh": (
        ("背景", "组织、问题、利害所在。"),
        ("做法", "谁按什么顺序做了什么；试过又放弃了什么。"),
        ("成果", "带来了什么变化，用数字说明，并写明如何测得。"),
    ),
}
_SALON: Mapping[str, Outline] = {
    "en": (("First session", "Three things to take away. The heading is the session's title in the programme above."),),
    "zh": (("第一场分享", "三个要点。标题与上面日程中的场次名称一致。"),),
}
_PERSON: Mapping[str, Outline] = {
    "en": (("About", "What people ask this person about. No contact data; consent says who may read this."),),
    "zh": (("简介", "大家会向这个人请教什么。不写联系方式；consent 决定谁可以看到。"),),
}
_PROJECT: Mapping[str, Outline] = {
    "en": (
        ("What it is for", "The business value that it serves, and for whom."),
        ("How it went", "What was planned, what came; link the lessons."),
    ),
    "zh": (("目标", "它服务于什么业务价值，为谁服务。"), ("经过", "计划了什么，实际如何；链接到经验教训。")),
}
_OUTLINES: Mapping[Kind, Mapping[str, Outline]] = {
    Kind.LESSON: _LESSON,
    Kind.PRACTICE: _PRACTICE,
    Kind.CASE: _CASE,
    Kind.SALON: _SALON,
    Kind.PERSON: _PERSON,
    Kind.PROJECT: _PROJECT,
}


def outline(kind: Kind, lang: str) -> Outline:
    """The headings and hints of a kind in the interface language that serves `lang`."""
    return _OUTLINES[kind][interface_lang(lang)]


def body(kind: Kind, lang: str) -> str:
    """The outline as Markdown."""
    return "\n\n".join(f"## {heading}\n\n<!-- {hint} -->" for heading, hint in outline(kind, lang)) + "\n"
