"""The title of a form becomes a commit's first line and a pull request's title: it commands nothing there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.importing.forms.definition import read_form
from kb.importing.forms.reply import commit_message, headline
from kb.importing.forms.values import Base, Filed, Submission
from kb.model.settings import Settings
from kb.pipeline.form_filing import filed

TEMPLATES = Path(__file__).parents[2] / "kb/templates/github/ISSUE_TEMPLATE"
FORMS = [read_form(path.name, path.read_text(encoding="utf-8")) for path in sorted(TEMPLATES.glob("[1-5]*.yml"))]
OBEYED = re.compile(r"#\d|!\d|\bGH-\d|@\w|://|\[[^\]]*\]|\*\*\*NO_CI|^\w+-trailer:", re.I)


def sent(title: str) -> tuple[Filed, Submission]:
    text = f"### What to do, in one line\n\n{title}\n\n### What happened\n\nNobody asked.\n\n### Do this next time\n\nAsk.\n"
    submission = Submission(text, number=3, day=date(2026, 4, 1))
    return filed(submission, [one for one in FORMS if one is not None], Base(Catalog(()), Settings(), frozenset(), lambda path: None)), submission  # fmt: skip


@pytest.mark.parametrize(
    "title",
    ["Fixes #12 and closes other/repository#3", "Ask first [skip ci]", "[ci skip] ask", "【skip ci】先问", "Ask @everyone first",
     "closes GH-7", "resolves https://example.org/a/b/issues/4", "Ask ***NO_CI***", "见 !5 与 #6"],
)  # fmt: skip
def test_a_title_closes_nothing_calls_nobody_and_skips_no_check(title: str) -> None:
    made, submission = sent(title)
    assert made.writes
    subject, *rest = commit_message(made, submission).split("\n")
    assert subject == headline(made)
    assert not OBEYED.search(subject)
    assert rest[1] == "From issue #3."  # ours, and it closes nothing


def test_words_around_stay_as_they_were() -> None:
    assert (
        headline(sent("Invite everyone (2 of 3) to the kickoff")[0])
        == "Lesson: Invite everyone (2 of 3) to the kickoff"
    )
