"""Rows of lessons registers."""

from __future__ import annotations

from kb.importing.registers import lesson_fields


def test_the_columns_of_a_pmbok_register_become_fields_and_sections() -> None:
    fields, body = lesson_fields(
        {
            "ID": "7", "Date Identified": "2020-01-02", "Category": "Risk", "Description": "The vendor was late.",
            "Root Cause": "No date was agreed.", "Recommendation": "Agree on a date in the kickoff.", "Raised By": "Jane Doe",
        }
    )  # fmt: skip
    assert (fields["date"], fields["tags"], fields["authors"]) == ("2020-01-02", ("Risk",), "Jane Doe")
    assert fields["title"] == "The vendor was late."
    assert body == (
        "## What happened\n\nThe vendor was late.\n\n## Why\n\nNo date was agreed.\n\n"
        "## Do this next time\n\nAgree on a date in the kickoff."
    )
    assert fields["ID"] == "7"


def test_the_columns_of_a_prince2_log_are_known_too() -> None:
    _, body = lesson_fields(
        {"Lesson Title": "Tests", "Event": "E", "Effect": "F", "Early warning signs": "W", "Recommendations": "R"}
    )
    assert [line for line in body.split("\n") if line.startswith("#")] == [
        "## What happened", "## Effect", "## Early warning signs", "## Do this next time",
    ]  # fmt: skip


def test_chinese_columns_give_chinese_headings() -> None:
    fields, body = lesson_fields({"标题": "接口晚了", "原因": "没有约定", "建议": "启动会上约定", "提出人": "张三"})
    assert fields["title"] == "接口晚了"
    assert body == "## 原因\n\n没有约定\n\n## 下次怎么做\n\n启动会上约定"
