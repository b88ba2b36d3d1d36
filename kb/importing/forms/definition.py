"""What a form asks: its questions as they stand in the YAML that the code host shows.

The id of a question is its meaning here, its label only its wording. What can be chosen has a meaning too: the
wordings of `CHOICES`, in both languages, are the ones that the forms offer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kb.frontmatter import Fields, Items, Node, Scalar, read_yaml
from kb.vocabulary import fold

KINDS = ("lesson", "recap", "correction", "applied", "not-found")
_NAME = re.compile(r"(?:^|/)(?:\d+-)?([a-z-]+)\.(en|zh)\.yml$")

# id of the question → value → its wording in English and in Chinese.
CHOICES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "credit": {
        "none": ("Do not name me", "不要写我的名字"),
        "internal": ("Name me, for colleagues only", "写我的名字，仅限内部"),
        "name-only": ("Name me, also where this is public", "写我的名字，公开版本也可以"),
        "pseudonym": ("Use a pseudonym", "使用笔名"),
    },
    "how": {
        "adopted": ("As it stands", "照做"),
        "adapted": ("With changes", "有改动"),
    },
    "result": {
        "helped": ("It helped", "有帮助"),
        "no-effect": ("It made no difference", "没有作用"),
        "harmful": ("It did harm", "有坏处"),
        "unknown": ("Too early to say", "现在还看不出"),
    },
}


@dataclass(frozen=True, slots=True)
class Question:
    """`long` where more than one line can be written; `hint` is what stands below the label."""

    id: str
    label: str
    long: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form in one language (`en` or `zh`)."""

    kind: str
    lang: str
    questions: tuple[Question, ...]
    name: str = ""


def read_form(path: str, text: str) -> Form | None:
    """The form that a file of the code host holds; None when it is none of ours. Never raises on any text."""
    name = _NAME.search(path)
    node, _ = read_yaml(path, text)
    if name is None or name[1] not in KINDS or not isinstance(node, Fields):
        return None
    body = _get(node, "body")
    found = [_question(item) for item in body.items] if isinstance(body, Items) else []
    return Form(name[1], name[2], tuple(one for one in found if one is not None), _said(_get(node, "name")))


def _question(item: Node) -> Question | None:
    attributes = _get(item, "attributes")
    name, label = _said(_get(item, "id")), _said(_get(attributes, "label"))
    if not name or not label:
        return None
    options = _get(attributes, "options")
    offered = " / ".join(_said(one) for one in options.items) if isinstance(options, Items) else ""
    hint = " ".join(one for one in (_said(_get(attributes, "description")), offered) if one)
    return Question(name, label, _said(_get(item, "type")) == "textarea", hint)


def as_markdown(form: Form) -> str:
    """The form for a host that knows no forms: a text with a heading and a hidden hint for each question."""
    return "\n".join(f"### {one.label}\n\n<!-- {one.hint or '…'} -->\n\n" for one in form.questions)


def _get(node: Node | None, key: str) -> Node | None:
    found = node.get(key) if isinstance(node, Fields) else None
    return found.node if found is not None else None


def _said(node: Node | None) -> str:
    return node.value.strip() if isinstance(node, Scalar) else ""


def choice(question: str, written: str) -> str:
    """The meaning of a chosen wording, or nothing where it has none."""
    wanted = fold(written)
    return next((one for one, words in CHOICES[question].items() if wanted in (one, *map(fold, words))), "")
