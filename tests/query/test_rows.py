"""Filters and facets."""

from __future__ import annotations

import pytest

from kb.ports.search import Document, Filters
from kb.query.rows import Rows, Table, accepting, facets

PERSON = Document("content/people/wang-ying", "person", "p", "Wang Ying", names=("Wang Ying", "王颖"))
LESSON = Document(
    "lessons/2018/a", "lesson", "l", "A", date="2018-05-27", lang="zh-Hans", tags=("kickoff", "risk"),
    project="content/projects/learning", status="applied", speakers=("content/people/wang-ying",), phase="planning",
)  # fmt: skip
UNDATED = Document("content/practices/b", "practice", "b", "B", tags=("risk",))
TABLE = Table.empty()
for document in (PERSON, LESSON, UNDATED):
    TABLE.add(document, 1.0)
ROWS = Rows(TABLE)


def ids(**filters: object) -> list[str]:
    accepts = accepting(Filters(**filters), ROWS)  # type: ignore[arg-type]
    return [ROWS.ids[number] for number in ROWS.living() if accepts(number)]


@pytest.mark.parametrize(
    "filters",
    [
        {"kinds": ("lesson",)},
        {"tags": ("kickoff", "nothing")},
        {"projects": ("learning",)},
        {"projects": ("content/projects/learning",)},
        {"statuses": ("applied",)},
        {"langs": ("zh",)},
        {"phases": ("planning",)},
        {"after": "2018-05-27", "before": "2018-05-27"},
    ],
)
def test_each_filter_keeps_the_lesson_alone(filters: dict[str, object]) -> None:
    assert ids(**filters) == ["lessons/2018/a"]


@pytest.mark.parametrize("name", ["wang ying", "王颖", "wang-ying", "content/people/wang-ying", "王穎"])
def test_a_speaker_may_be_called_by_any_name(name: str) -> None:
    assert ids(speakers=(name,)) == ["content/people/wang-ying", "lessons/2018/a"]


def test_what_has_no_date_is_neither_before_nor_after_one() -> None:
    assert ids(before="2999-01-01") == ["lessons/2018/a"]
    assert ids(after="1900-01-01") == ["lessons/2018/a"]


def test_fields_hold_together() -> None:
    assert ids(kinds=("practice",), tags=("kickoff",)) == []


def test_facets_count_values_the_most_frequent_first() -> None:
    counted = {name: [(one.value, one.count) for one in values] for name, values in facets(range(3), ROWS).items()}
    assert counted["tag"] == [("risk", 2), ("kickoff", 1)]
    assert counted["year"] == [("2018", 1)]
    assert counted["lang"] == [("en", 2), ("zh-Hans", 1)]


def test_a_column_of_more_values_than_a_byte_counts_keeps_them_apart() -> None:
    table = Table.empty()
    for number in range(600):
        table.add(Document(f"l/{number}", "lesson", "l", "L", project=f"project-{number // 2}"), 1.0)
    assert [table.columns["project"].of(number) for number in (0, 1, 511, 512, 599)] == [
        f"project-{number}" for number in (0, 0, 255, 256, 299)
    ]
