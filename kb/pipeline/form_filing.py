"""A form as it arrived → what is to be written and what to say; the forms are told apart here, and nowhere else.

Whatever was sent, something is answered: a filing, or the reason why there is none. Nothing here raises for any
text, and nothing of a text is lost: what fits into no field stands in the draft's body, or the draft is refused and
the form stays open as it was sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from kb.importing.forms.answers import Answers, answered
from kb.importing.forms.applied import applied
from kb.importing.forms.correction import correction
from kb.importing.forms.crediting import Credit, credit
from kb.importing.forms.definition import KINDS, Form, choice
from kb.importing.forms.gap import gap
from kb.importing.forms.lesson import lesson
from kb.importing.forms.prose import has_conflict
from kb.importing.forms.values import Base, Filed, Note, Refused, Submission
from kb.pipeline.recap_form import recap

_MOST = 400_000  # characters of a form; a code host sends a sixth of that

_FILERS: dict[str, Callable[[Answers, Submission, Credit, Base], Filed]] = {
    "lesson": lesson,
    "recap": recap,
    "correction": lambda answers, submission, who, base: correction(answers, who, base),
    "applied": applied,
    "not-found": lambda answers, submission, who, base: gap(answers, submission, base),
}


def filed(submission: Submission, forms: Iterable[Form], base: Base) -> Filed:
    """What a form gives. A refusal has no `writes`, and the reason as its last note."""
    kind = next((one for one in submission.labels if one in KINDS), "")
    answers = answered(submission.body[:_MOST], forms, kind)
    if answers is None:
        return Filed(kind, submission.title, {}, (Note.of("no-form"),))
    notes = _received(submission)
    try:
        if len(submission.body) > _MOST:
            raise Refused(Note.of("too-long", limit=_MOST))
        who = Credit() if answers.form.kind == "not-found" else credit(answers, submission.sender, base)
        made = _FILERS[answers.form.kind](answers, submission, who, base)
    except Refused as refusal:
        return Filed(answers.form.kind, submission.title, {}, (*notes, refusal.note), lang=answers.form.lang)
    writes = {**made.writes, **{path: data for path, data in who.writes.items() if path not in made.writes}}
    signed = bool(who.id) and choice("credit", answers["credit"]) in ("internal", "name-only")
    said = (*notes, *made.notes, *who.notes)
    return replace(made, writes=writes, notes=said, signed=signed, lang=answers.form.lang)


def _received(submission: Submission) -> tuple[Note, ...]:
    notes = [Note.of("encoding", encoding=submission.encoding)] if submission.encoding != "utf-8" else []
    return (*notes, *((Note.of("conflict"),) if has_conflict(submission.body) else ()))
