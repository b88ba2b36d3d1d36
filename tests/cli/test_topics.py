"""`kb topics`: counts, what nobody uses, what may be one, and what is no topic yet."""

from __future__ import annotations

import json
from pathlib import Path

from kb.model.text import Text
from kb.model.topic import Topic
from kb.pipeline.vocabulary_use import alike
from tests.command import kb_here


def topic(name: str, *labels: str, broader: str = "") -> Topic:
    return Topic(name, Text(tuple(zip(("en", "zh"), labels or (name,), strict=False))), broader=broader)


def write(base: Path, name: str, tags: str) -> None:
    (base / f"lessons/2026/{name}.md").write_text(f"---\ntitle: {name}\ndate: 2026-01-02\ntags: {tags}\n---\n\nText.\n")


def test_topics_are_listed_by_use_and_the_unused_apart(base: Path) -> None:
    write(base, "one", "[project start, rsik]")
    said = kb_here("--root", str(base), "topics")
    lines = said.out.splitlines()
    assert lines[0].split() == [lines[0].split()[0], "kickoff", "Kickoff", "/", "启动会"]
    assert int(lines[0].split()[0]) == 4
    assert lines[lines.index("Used by nothing") + 1 :][:2] == [
        "       risk  Risk / 风险",
        "       stakeholder  Stakeholder / 干系人",
    ]
    assert lines[lines.index("Tags that are no topic") + 1] == "    1  rsik  perhaps risk"
    assert said.err == "3 topics: 1 used, 2 unused; 0 pairs alike, 1 unknown tags\n"


def test_json_says_the_same_and_only_unused_when_asked(base: Path) -> None:
    value = json.loads(kb_here("--root", str(base), "topics", "--format", "json").out)
    assert [one["id"] for one in value["topics"]] == ["kickoff", "risk", "stakeholder"]
    assert value["topics"][0]["kinds"] == {"lesson": 1, "practice": 1, "salon": 1}
    value = json.loads(kb_here("--root", str(base), "topics", "--unused", "--format", "json").out)
    assert [one["id"] for one in value["topics"]] == ["risk", "stakeholder"]


def test_a_broader_topic_is_used_through_what_is_below_it(base: Path) -> None:
    with (base / "site_config/topics.yml").open("a") as file:
        file.write("- id: meeting\n  label: Meeting\n- id: workshop\n  label: Workshop\n  broader: meeting\n")
    write(base, "one", "[workshop]")
    said = kb_here("--root", str(base), "--lang", "zh", "topics")
    assert "    0  meeting  Meeting  下级另有 1" in said.out
    assert said.err.startswith("5 个主题：3 个在用，2 个未用")


def test_names_that_are_nearly_the_same_are_told_once() -> None:
    found = alike((topic("stakeholder", "Stakeholder", "干系人"), topic("stakeholders", "Stakeholders"), topic("risk"), topic("riskiness")))  # fmt: skip
    assert [(one.first, one.second) for one in found] == [("stakeholder", "stakeholders")]


def test_chance_hierarchy_and_short_words_make_no_pair() -> None:
    assert alike((topic("pmo"), topic("pmp"), topic("planning"), topic("training"), topic("风险"), topic("风控"))) == ()
    assert (
        alike(
            (
                topic("a", "Project launch"),
                topic("b", "Project plan"),
                topic("c", "Organisational chart"),
                topic("d", "Organisational change"),
            )
        )
        == ()
    )
    assert alike((topic("stakeholder"), topic("stakeholders", broader="stakeholder"))) == ()


def test_one_name_in_two_topics_is_a_pair_in_chinese_too() -> None:
    found = alike((topic("a", "A", "变更管理流程"), topic("b", "B", "变更管理的流程")))
    assert [(one.first, one.second) for one in found] == [("a", "b")]
