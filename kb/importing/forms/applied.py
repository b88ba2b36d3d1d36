"""A filled "I applied this" form → evidence: in the project that applied a lesson, or on the lesson itself.

A project that the base knows keeps a disposition; the lesson's state follows from it. Otherwise the lesson keeps a
check of its effect. A lesson's state is never changed here: that is for whoever answers for it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from kb.frontmatter.inserting import with_item
from kb.importing import dates
from kb.importing.forms.answers import Answers
from kb.importing.forms.crediting import Credit
from kb.importing.forms.definition import choice
from kb.importing.forms.prose import prose, quoted
from kb.importing.forms.proving import passing
from kb.importing.forms.references import meant, near
from kb.importing.forms.values import Base, Filed, Note, Refused, Submission
from kb.importing.wording import cut, one_line
from kb.model.entry import Entry, Lesson
from kb.model.kinds import Kind

_MAX_NOTE = 500
_RESULTS = {"helped": "effective", "no-effect": "ineffective", "harmful": "ineffective"}
_HEADING = {"en": "From the form of {day}", "zh": "{day} 表单的内容"}
_NOTE = {"en": "{project}: {happened}", "zh": "{project}：{happened}"}


def applied(answers: Answers, submission: Submission, credit: Credit, base: Base) -> Filed:
    """The file that holds the evidence, with it. Raises `Refused` when it cannot be told what was applied."""
    lesson = _lesson(answers, base)
    notes: list[Note] = []
    day = _day(answers["date"], submission, notes)
    project = meant(answers["project"], base, Kind.PROJECT) if answers["project"] else None
    result = choice("result", answers["result"])
    if project is not None:
        found = _disposition(answers, lesson, credit, day, result)
        return _filed(project, "dispositions", found, answers, day, base, credit, notes, lesson)
    if answers["project"]:
        notes.append(Note.of("unknown-project", project=one_line(answers["project"])))
    if result not in _RESULTS:
        raise Refused(Note.of("too-early"))
    if not credit.id:
        raise Refused(Note.of("needs-name"))
    if credit.id in lesson.authors:
        raise Refused(Note.of("own-lesson"))
    item = {"date": day, "by": credit.id, "result": _RESULTS[result], "note": _note(answers)}
    return _filed(lesson, "effectiveness", item, answers, day, base, credit, notes, lesson)


def _lesson(answers: Answers, base: Base) -> Entry:
    written = answers["lesson"]
    if not written:
        raise Refused(Note.of("which-entry"))
    found = meant(written, base, Kind.LESSON)
    if found is None or not isinstance(found.detail, Lesson):
        likely = near(written, base, Kind.LESSON)
        raise Refused(Note.of("no-entry-near" if likely else "no-entry", written=one_line(written), near=likely))
    return found


def _day(written: str, submission: Submission, notes: list[Note]) -> date:
    """The day that was written, else that of the form: evidence without a day says little."""
    found = dates.written(one_line(written)) if written else None
    day = found or submission.day
    if day is None:
        raise Refused(Note.of("which-day"))
    if found is None:
        notes.append(Note.of("form-date", day=day))
    return day


def _disposition(answers: Answers, lesson: Entry, credit: Credit, day: date, result: str) -> dict[str, Any]:
    return {
        "lesson": lesson.id,
        "decision": choice("how", answers["how"]) or "adopted",
        "reason": cut(one_line(answers["happened"]), _MAX_NOTE),
        "by": credit.id,
        "on": day,
        "result": result if result != "unknown" else "",
    }


def _note(answers: Answers) -> str:
    happened, project = one_line(answers["happened"]), one_line(answers["project"])
    both = _NOTE[answers.form.lang].format(project=project, happened=happened)
    return cut(both if project and happened else project or happened, _MAX_NOTE)


def _filed(
    entry: Entry, key: str, item: dict[str, Any], answers: Answers, day: date, base: Base, credit: Credit,
    notes: list[Note], lesson: Entry,
) -> Filed:  # fmt: skip
    """The entry with one more item; what is too long for a field, or more than one line, stands in its body too."""
    before = (base.read(entry.path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    text = with_item(before, key, {name: one for name, one in item.items() if one})
    if text is None:
        raise Refused(Note.of("not-a-list", id=entry.id, key=key))
    happened = answers["happened"]
    more = "\n\n".join(one for one in (happened if _long(happened) else "", answers.rest) if one)
    texts = [text]
    if more:
        heading = _HEADING[entry.ui].format(day=day.isoformat())
        texts = [f"{text.rstrip()}\n\n## {heading}\n\n{words}\n" for words in (prose(more), quoted(more))]
    data = passing(entry.path, texts, base, notes)
    return Filed("applied", lesson.name, {entry.path: data}, tuple(notes), credit.id, credit.name)


def _long(happened: str) -> bool:
    return "\n" in happened or len(one_line(happened)) > _MAX_NOTE - 100
