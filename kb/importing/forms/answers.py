"""The text that a code host makes of a filled form → the answer to each question, and what belongs to none.

A heading is taken for a question only where it fits into the form's order, so that an answer may hold any text,
headings included. Nothing of the text is left out: what stands under no question is kept as `rest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.importing.forms.definition import Form
from kb.vocabulary import fold

_HEADING = re.compile(r"^#{2,4}[ \t]+(.+?)[ \t]*#*[ \t]*$")
_LONGEST_LINE = 300
_EMPTY = re.compile(r"^(?:_no response_|_无回复_|n/?a|none|无|-)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answers:
    """`values` by the id of the question, without blanks around them; one that was left open is not among them."""

    form: Form
    values: Mapping[str, str]
    rest: str = ""

    def __getitem__(self, question: str) -> str:
        return self.values.get(question, "")


def answered(body: str, forms: Iterable[Form], kind: str = "") -> Answers | None:
    """What was answered on the form that fits best, or None when the text is no filled form.

    `kind` is the one that the host's label names; it decides between forms that fit equally.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    headings = {fold(found[1]) for line in lines if (found := _HEADING.match(line)) is not None}

    def fit(form: Form) -> tuple[int, bool]:
        return sum(fold(one.label) in headings for one in form.questions), form.kind == kind

    best = max(forms, key=fit, default=None)
    if best is None or not fit(best)[0]:
        return None
    return _read(lines, best)


def _read(lines: list[str], form: Form) -> Answers:
    chosen = _chosen(lines, form)
    texts: dict[str, list[str]] = {}
    rest: list[str] = []
    into = rest
    for number, line in enumerate(lines):
        if number in chosen:
            into = texts[form.questions[chosen[number]].id] = []
        else:
            into.append(line)
    values: dict[str, str] = {}
    for one in form.questions:
        said = "\n".join(texts.get(one.id, ())).strip().removeprefix(f"<!-- {one.hint or '…'} -->").strip()
        first, _, more = said.partition("\n")
        if not one.long and (more.strip() or len(first) > _LONGEST_LINE):  # nobody typed that there by the form
            said = first[:_LONGEST_LINE].strip()
            rest.append(f"{first[_LONGEST_LINE:]}\n{more}".strip("\n"))
        if said and not _EMPTY.match(said):
            values[one.id] = said
    return Answers(form, values, "\n".join(rest).strip())


def _chosen(lines: list[str], form: Form) -> dict[int, int]:
    """Line number → position of the question whose heading it is: as many as can be in the form's order.

    Of two headings for one question the later counts: what the host writes comes after what an answer quotes.
    """
    order = {fold(one.label): position for position, one in enumerate(form.questions)}
    best: dict[int, tuple[int, ...]] = {}  # position → the lines of the longest run that ends there
    for number, line in enumerate(lines):
        found = _HEADING.match(line)
        position = order.get(fold(found[1])) if found is not None else None
        if position is None:
            continue
        before = max((best[one] for one in best if one < position), key=lambda run: (len(run), run), default=())
        if len(before) + 1 >= len(best.get(position, ())):
            best[position] = (*before, number)
    run = max(best.values(), key=lambda one: (len(one), one), default=())
    headings = (_HEADING.match(lines[number]) for number in run)
    return {number: order[fold(found[1])] for number, found in zip(run, headings, strict=True) if found is not None}
