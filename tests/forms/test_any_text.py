"""Laws of forms: whatever is written in one, the draft is read by our own reader, and holds every word of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.catalog import Catalog
from kb.importing.forms.definition import Form, read_form
from kb.importing.forms.prose import shown
from kb.importing.forms.proving import errors
from kb.importing.forms.values import Base, Filed, Submission
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import parse
from kb.pipeline.form_filing import filed

TEMPLATES = Path(__file__).parents[2] / "kb/templates/github/ISSUE_TEMPLATE"
FORMS = [read_form(path.name, path.read_text(encoding="utf-8")) for path in sorted(TEMPLATES.glob("[1-5]*.yml"))]
EMPTY = Base(Catalog(()), Settings(), frozenset(), lambda path: None)
MARKS = ["<<<<<<< HEAD", ":::", "::: audience public", "---", "```", "### What happened", "### The lesson", "> ", "| a | b |", "# x", "- ", "•",
         "[a](b.md)", "![a](b.png)", "<b>", "</script>", "<!--", "{% x %}", "&lt;", "_No response_", "::", "1）", "***", "~~~", "\u2028", "\r\n"]  # fmt: skip
ANSWER = st.lists(st.one_of(st.text(max_size=30), st.sampled_from(MARKS)), max_size=12).map("\n".join)


def forms() -> list[Form]:
    return [one for one in FORMS if one is not None]


def sent(happened: str, do: str) -> Filed:
    text = f"### What to do, in one line\n\nAsk first\n\n### What happened\n\n{happened}\n\n### Do this next time\n\n{do}\n"
    return filed(Submission(text, number=3, day=date(2026, 4, 1)), forms(), EMPTY)


@given(ANSWER, ANSWER)
def test_a_draft_is_read_without_an_error_and_holds_every_word(happened: str, do: str) -> None:
    made = sent(happened, do)
    if not made.writes:
        assert made.notes[-1].code == "empty"
        return
    ((path, data),) = made.writes.items()
    assert errors(parse(SourceFile(path, data), Settings())) == ()
    text = data.decode("utf-8", "replace")
    assert "\naudience:" not in text.split("\n---\n")[0]
    asked = {"what", "happened", "the", "lesson", "no", "response", "_no", "response_"}
    words = re.findall(r"\w+", shown(f"{happened}\n{do}"))
    assert [one for one in words if one not in text and one.casefold() not in asked] == []


@given(st.text(), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_at_all_is_answered(text: str, labels: list[str]) -> None:
    made = filed(Submission(text, labels=tuple(labels)), forms(), EMPTY)
    assert made.writes or made.notes


@given(st.sampled_from(forms()), st.data())
def test_every_form_filled_with_anything_is_answered_in_its_language(form: Form, data: st.DataObject) -> None:
    text = "\n".join(f"### {one.label}\n\n{data.draw(ANSWER)}\n" for one in form.questions)
    made = filed(Submission(text, title="x", number=4, day=date(2026, 4, 1)), forms(), EMPTY)
    assert made.writes or made.notes
    for path, written in made.writes.items():
        if path.endswith(".md"):
            assert errors(parse(SourceFile(path, written), Settings())) == ()
