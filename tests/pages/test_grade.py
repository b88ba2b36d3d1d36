"""How well a practice is supported: the grade, the rule that the page prints, and who says otherwise."""

from __future__ import annotations

from kb.pages.grade import evidence
from tests.pages.base import edition_of, site_of, text_of

PRACTICE = "content/practices/kickoff"


def lesson(number: int, more: str = "") -> dict[str, str]:
    text = f"""
        title: Lesson {number}
        status: validated
        practices: [{PRACTICE}]
        project: content/projects/project-{number}
        {more}
        ---
        Text.
        """
    return {f"lessons/2021/number-{number}.md": text}


def project(number: int, result: str = "") -> dict[str, str]:
    decided = f"dispositions: [{{lesson: lessons/2021/number-{number}, decision: adopted, result: {result}}}]"
    return {f"content/projects/project-{number}.md": f"""
        title: Project {number}
        departments: 2
        {decided if result else "start: '2020'"}
        ---
        Text.
        """}  # fmt: skip


def grade(*parts: dict[str, str]) -> str:
    practice = {f"{PRACTICE}.md": "title: Run a kickoff\n---\nText.\n"}
    files: dict[str, str] = practice
    for part in parts:
        files = files | part
    edition = edition_of(files)
    entry = edition.catalog.get(PRACTICE)
    assert entry is not None
    found = [
        edition.catalog.get(one) for one in sorted(path.removesuffix(".md") for path in files if "lessons" in path)
    ]
    return evidence(edition.catalog, [one for one in found if one is not None]).grade


THREE = [part for number in (1, 2, 3) for part in (lesson(number), project(number))]


def test_without_a_lesson_there_is_no_evidence() -> None:
    assert grade() == "none"


def test_a_lesson_that_nobody_checked_is_thin() -> None:
    assert grade({"lessons/2021/number-1.md": "title: Lesson\n---\nText.\n"}) == "thin"


def test_one_checked_lesson_with_a_project_is_moderate() -> None:
    assert grade(lesson(1), project(1)) == "moderate"


def test_three_checked_lessons_are_strong_only_when_something_helped() -> None:
    assert grade(*THREE) == "moderate"
    assert grade(*THREE, project(1, "helped")) == "strong"


def test_harm_takes_a_grade_away_unless_help_outweighs_it() -> None:
    assert grade(*THREE, project(1, "helped"), project(2, "harmful")) == "moderate"
    assert grade(*THREE, project(1, "helped"), project(2, "harmful"), project(3, "helped")) == "strong"


def test_a_lesson_that_says_otherwise_takes_a_grade_away_until_it_is_retired() -> None:
    against = "title: Not so\n{}contradicts: [lessons/2021/number-1]\n---\nText.\n"
    other = {"lessons/2022/otherwise.md": against.format("")}
    retired = {"lessons/2022/otherwise.md": against.format("status: retired\n")}
    helped = project(1, "helped")
    assert grade(*THREE, helped, other) == "moderate"
    assert grade(*THREE, helped, retired) == "strong"


def test_a_rejected_lesson_is_no_evidence() -> None:
    assert (
        grade({"lessons/2021/number-1.md": "title: Lesson\nstatus: rejected\nreason: Wrong.\n---\nText.\n"}) == "none"
    )


def test_the_page_prints_grade_counts_and_rule_and_names_who_says_otherwise() -> None:
    site = site_of()
    words, chinese = text_of(site[f"{PRACTICE}/"]), text_of(site[f"{PRACTICE}-zh/"])
    assert "Thin evidence" in words and "1 project · 17 departments · helped 1" in words
    assert "Strong: three lessons that were validated" in words and "充分：" in chinese
    assert "is disputed. Another lesson says otherwise: Check before you publish" in words
