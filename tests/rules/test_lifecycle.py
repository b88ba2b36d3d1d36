"""What a state costs: paid in full it passes, and each unpaid part is named."""

from __future__ import annotations

import pytest

from kb.rules import Context, check
from tests.catalog.entries import catalog

BODY = "## Lesson\n\nAsk early.\n\n## Do this next time\n\n- Call."
CHINESE = "## 经验教训\n\n早点问。\n\n## 下次怎么做：\n\n- 打电话。"
FRONT = (
    "title: A\ndate: 2026-04-01\ntags: [risk]\nstatus: {status}\nauthors: [content/people/li-na]\n"
    "owner: content/people/li-na\nvalidated_by: content/people/wang-fang"
)
PEOPLE = {"content/people/li-na": "names: Li Na", "content/people/wang-fang": "names: Wang Fang"}
EFFECTIVE = "\neffectiveness:\n  - {date: 2026-09-01, by: content/people/wang-fang, result: effective}"
CHANGED = "title: P\ndate: 2026-01-01\ntags: [risk]\nchangelog:\n  - {date: 2026-05-01, change: Ask, because: [lessons/2026/a]}\n---\nText."  # fmt: skip


def codes(files: dict[str, str]) -> list[str]:
    """Codes of what the rules find in these entries, life cycle only."""
    report, _ = check(catalog(PEOPLE | files), [], Context(topics_read=False), len(files))
    return [one.code for one in report.diagnostics if one.code[2] == "5"]


def lesson(status: str, body: str = BODY, extra: str = "") -> str:
    return FRONT.format(status=status) + extra + "\n---\n" + body


@pytest.mark.parametrize("body", [BODY, CHINESE])
def test_a_lesson_with_owner_parts_and_another_pair_of_eyes_is_validated(body: str) -> None:
    assert codes({"lessons/2026/a": lesson("validated", body)}) == []


def test_a_practice_that_changed_because_of_a_lesson_makes_it_applied() -> None:
    assert codes({"lessons/2026/a": lesson("applied"), "content/practices/p": CHANGED}) == []


@pytest.mark.parametrize(
    ("decision", "found"), [("adopted", []), ("adapted", []), ("rejected", ["KB508"]), ("deferred", ["KB508"])]
)
def test_a_project_that_adopted_a_lesson_makes_it_applied(decision: str, found: list[str]) -> None:
    project = f"title: P\ndispositions:\n  - {{lesson: lessons/2026/a, decision: {decision}}}"
    assert codes({"lessons/2026/a": lesson("applied"), "content/projects/p": project}) == found


def test_a_change_and_an_effect_that_somebody_else_saw_make_a_lesson_learned() -> None:
    assert codes({"lessons/2026/a": lesson("learned", extra=EFFECTIVE), "content/practices/p": CHANGED}) == []


def test_a_change_before_the_lesson_was_not_because_of_it() -> None:
    early = CHANGED.replace("2026-05-01", "2026-03-31")
    assert codes({"lessons/2026/a": lesson("learned", extra=EFFECTIVE), "content/practices/p": early}) == ["KB509"]


@pytest.mark.parametrize(
    "changed", [("by: content/people/wang-fang", "by: content/people/li-na"), ("result: effective", "result: partly")]
)
def test_an_effect_counts_when_it_is_full_and_somebody_elses(changed: tuple[str, str]) -> None:
    extra = EFFECTIVE.replace(*changed)
    assert codes({"lessons/2026/a": lesson("learned", extra=extra), "content/practices/p": CHANGED}) == ["KB509"]


def test_a_later_state_needs_what_the_earlier_ones_need() -> None:
    bare = "title: A\ndate: 2026-04-01\ntags: [risk]\nstatus: learned\n---\nText."
    assert codes({"lessons/2026/a": bare}) == ["KB505", "KB506", "KB506", "KB507", "KB508", "KB509", "KB509"]


@pytest.mark.parametrize("status", ["superseded", "retired"])
def test_a_lesson_that_was_put_aside_needs_a_date_and_tags_only(status: str) -> None:
    assert codes({"lessons/2026/a": f"title: A\nstatus: {status}\n---\nText."}) == ["KB502", "KB504"]


@pytest.mark.parametrize(
    ("status", "found"), [("draft", []), ("trial", ["KB505"]), ("adopted", ["KB505"]), ("retired", [])]
)
def test_a_practice_that_people_follow_has_an_owner(status: str, found: list[str]) -> None:
    assert (
        codes({"content/practices/p": f"title: P\ndate: 2026-01-01\ntags: [risk]\nstatus: {status}\n---\nText."})
        == found
    )


def test_people_and_projects_need_neither_date_nor_tags_nor_text() -> None:
    assert codes({"content/projects/p": "title: P"}) == []


@pytest.mark.parametrize(("reviewed", "found"), [("2026-05-01", []), ("2026-04-30", ["KB512"])])
def test_a_translation_is_current_until_its_original_was_reviewed_later(reviewed: str, found: list[str]) -> None:
    original = "title: A\ndate: 2026-01-01\nreviewed: 2026-05-01\ntags: [risk]\n---\nText."
    translation = (
        f"title: 甲\ndate: 2026-01-01\nreviewed: {reviewed}\ntags: [risk]\ntranslation_of: lessons/2026/a\n---\n文字。"
    )
    assert codes({"lessons/2026/a": original, "lessons/2026/b": translation}) == found
