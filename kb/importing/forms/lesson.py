"""A filled lesson form → a lesson that passes the check, with everything that was written in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from kb.frontmatter.writer import document
from kb.importing import dates, tags
from kb.importing.forms.answers import Answers
from kb.importing.forms.crediting import Credit
from kb.importing.forms.prose import prose, quoted, steps
from kb.importing.forms.proving import passing
from kb.importing.forms.references import named
from kb.importing.forms.values import Base, Filed, Note, Refused, Submission
from kb.importing.names import cut as cut_slug
from kb.importing.names import entry_path, short_hash, slug
from kb.importing.wording import cut, language, one_line
from kb.model.kinds import Kind
from kb.model.text import interface_lang
from kb.parse.paths import MAX_SLUG

_MAX_TITLE = 120
_PARTS = ("happened", "why", "lesson", "do")
_HEADINGS = {
    "en": ("What happened", "Why", "Lesson", "Do this next time", "Also written in the form"),
    "zh": ("发生了什么", "原因", "经验教训", "下次怎么做", "表单中的其他内容"),
}


def lesson(answers: Answers, submission: Submission, credit: Credit, base: Base) -> Filed:
    """The lesson as one file. Raises `Refused` only when nothing was written in the form."""
    if not any(answers[part] for part in _PARTS):
        raise Refused(Note.of("empty", parts=", ".join(_labels(answers, _PARTS))))
    notes: list[Note] = [
        Note.of("missing", part=one) for one in _labels(answers, [p for p in _PARTS if not answers[p]])
    ]
    values, beside = _values(answers, submission, credit, base, notes)
    day = values.get("date")
    path = _place(str(values["title"]), day, submission, base, notes)
    values |= {"origin": {"path": submission.address, "source": "form"} if submission.address else None}
    ui = interface_lang(str(values["lang"]))
    if values["lang"] == base.settings.languages[0]:
        values["lang"] = ""
    rest = "\n\n".join(one for one in (*beside, answers.rest) if one)
    bodies = (_body(answers, rest, ui, False), _body(answers, rest, ui, True))
    data = passing(path, [document(values, one) for one in bodies], base, notes)
    return Filed("lesson", str(values["title"]), {path: data}, tuple(notes), credit.id, credit.name)


def _labels(answers: Answers, ids: Any) -> list[str]:
    """How the form words the questions with these ids, in its order."""
    return [one.label for one in answers.form.questions if one.id in ids]


def _values(
    answers: Answers, submission: Submission, credit: Credit, base: Base, notes: list[Note]
) -> tuple[dict[str, Any], list[str]]:
    """Front matter, and what did not fit into it and belongs below the text."""
    beside: list[str] = []
    said = one_line(answers["title"]) or _issue_title(submission.title) or one_line(answers["lesson"])
    said = said or one_line(answers["happened"])
    title = cut(said, _MAX_TITLE)
    if title != said:
        beside.append(prose(answers["title"] or said))
        notes.append(Note.of("long-title", limit=_MAX_TITLE))
    text = " ".join((title, *(answers[part] for part in _PARTS)))
    values: dict[str, Any] = {"title": title, "date": _day(answers["date"], notes, beside)}
    values["tags"] = _topics(answers["topics"], text, base, notes)
    values["lang"] = language(text, "zh-Hans" if answers.form.lang == "zh" else "en")
    values["authors"] = [credit.id] if credit.id else []
    project, known = answers["project"], named(answers["project"], Kind.PROJECT, base)
    if known:
        values["project"] = known
    elif project:
        values["x_project"] = cut(one_line(project), 200)
        notes.append(Note.of("unknown-project", project=one_line(project)))
    others = [one for one in tags.words(answers["topics"]) if base.catalog.vocabulary.find(one) is None]
    values["x_tags"] = others
    return values, beside


def _issue_title(title: str) -> str:
    """An issue's title without the mark in brackets that the form put before it."""
    words = one_line(title)
    return words.split("]", 1)[1].strip() if words.startswith("[") and "]" in words else words


def _day(written: str, notes: list[Note], beside: list[str]) -> date | None:
    found = dates.written(one_line(written)) if written else None
    if found is None:
        notes.append(Note.of("no-date", written=one_line(written)) if written else Note.of("missing-date"))
        beside += [prose(written)] if written else []
    return found


def _topics(written: str, text: str, base: Base, notes: list[Note]) -> list[str]:
    """Topics that were named, or those whose names occur in the text; unknown words are told with the nearest."""
    vocabulary = base.catalog.vocabulary
    asked, unknown = tags.known(tags.words(written), vocabulary)
    for word in unknown:
        near = vocabulary.nearest(word)
        code = "unknown-topic-near" if near is not None else "unknown-topic"
        notes.append(Note.of(code, word=word, near=near.id if near is not None else ""))
    if asked:
        return asked[: tags.MAX_TAGS]
    found = tags.occurring(text, vocabulary, 3)
    notes.append(Note.of("topics-found", topics=", ".join(found)) if found else Note.of("no-topics"))
    return found


def _place(title: str, day: date | None, submission: Submission, base: Base, notes: list[Note]) -> str:
    """A path that neither an entry nor a draft that waits has. Two people may well choose one title."""
    wished = slug((title,), f"form {submission.number} {title}", base.romanise, "lesson")
    path = entry_path(Kind.LESSON, wished, day)
    if path not in base.taken:
        return path
    mark = str(submission.number or short_hash(submission.body, 6))
    other = entry_path(Kind.LESSON, f"{cut_slug(wished, MAX_SLUG - 1 - len(mark))}-{mark}", day)
    notes.append(Note.of("taken", id=path.removesuffix(".md"), other=other.removesuffix(".md")))
    return other


def _body(answers: Answers, rest: str, ui: str, as_code: bool) -> str:
    """The answers under the headings of a lesson, and what belongs to none of them at the end."""
    *headings, last = _HEADINGS[ui]
    parts: list[str] = []
    for part, heading in zip(_PARTS, headings, strict=True):
        if answers[part]:
            words = quoted(answers[part]) if as_code else (steps if part == "do" else prose)(answers[part])
            parts.append(f"## {heading}\n\n{words}")
    if rest:
        parts.append(f"## {last}\n\n{quoted(rest) if as_code else prose(rest)}")
    return "\n\n".join(parts) + "\n"
