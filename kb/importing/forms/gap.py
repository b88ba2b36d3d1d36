"""A filled "I searched and found nothing" form → a gap: a query that waits for its answer among the golden ones.

A gap is asked of nobody until somebody has written what was missed; then it becomes a golden query, and the base
never loses the answer again.
"""

from __future__ import annotations

from kb.frontmatter.writer import in_brackets
from kb.importing.forms.answers import Answers
from kb.importing.forms.values import Base, Filed, Note, Refused, Submission
from kb.importing.wording import cut, one_line
from kb.model.source import SourceFile
from kb.parse.queries import parse_queries
from kb.vocabulary import fold

QUERIES = "site_config/queries.yml"
_HEAD = "# Golden queries: what people ask, and what search must answer. One with a `gap` waits for its answer.\n"


def gap(answers: Answers, submission: Submission, base: Base) -> Filed:
    """The list of queries with one more. Raises `Refused` without a query, or when it is there already."""
    query = cut(one_line(answers["query"]), 200)
    if not query:
        raise Refused(Note.of("which-query"))
    text = (base.read(QUERIES) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
    known, _ = parse_queries(SourceFile(QUERIES, text.encode()))
    same = next((one for one in known if fold(one.query) == fold(query)), None)
    if same is not None:
        answered = ", ".join(same.finds)
        raise Refused(Note.of("query-answered" if answered else "query-known", query=query, finds=answered))
    wanted = cut(one_line("\n".join(one for one in (answers["wanted"], answers.rest) if one)), 1_900) or "?"
    item = {"query": query, "gap": wanted, "asked": submission.day}
    lines = "".join(
        f"{'  ' if n else '- '}{key}: {in_brackets(one)}\n" for n, (key, one) in enumerate(item.items()) if one
    )
    made = (text.rstrip() + "\n" if text.strip() else _HEAD) + lines
    before, problems = parse_queries(SourceFile(QUERIES, made.encode()))
    if problems or len(before) != len(known) + 1:
        raise Refused(Note.of("queries-broken"))
    return Filed("not-found", query, {QUERIES: made.encode()})
