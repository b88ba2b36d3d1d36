"""`kb show`: one entry, found by whatever it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import kb_here

LESSON = """\
---
title: {en: Ask early, zh: 早点问}
date: 2026-04-02
tags: [project start]
aliases: [lessons/2026/old-name]
authors: [content/people/li-na]
---

The vendor was late.

## Lesson

Ask early.

## Do this next time

- Buyer: call every Monday.
"""


@pytest.fixture
def filled(base: Path) -> Path:
    (base / "lessons/2026/late-vendor.md").write_text(LESSON, encoding="utf-8")
    return base


@pytest.mark.parametrize(
    "name",
    ["lessons/2026/late-vendor", "lessons/2026/late-vendor.md", "./lessons/2026/late-vendor.md", "/lessons/2026/late-vendor", "late-vendor", "2026/late-vendor", "lessons/2026/old-name", "lessons/2026/late-vendor/index.md"],
)  # fmt: skip
def test_an_entry_is_found_by_id_path_old_id_or_its_last_part(filled: Path, name: str) -> None:
    said = kb_here("--root", str(filled), "show", name)
    assert (said.code, said.out.splitlines()[:2]) == (0, ["Ask early", "早点问"])


def test_what_to_do_comes_first(filled: Path) -> None:
    lines = kb_here("--root", str(filled), "show", "late-vendor").out.splitlines()
    assert lines.index("Do this next time") < lines.index("Lesson")


def test_facts_and_referring_entries_are_shown(filled: Path) -> None:
    out = kb_here("--root", str(filled), "show", "li-na").out
    assert "Referred to by" in out and "lessons/2026/late-vendor  Ask early" in out
    assert "tags:      kickoff" in kb_here("--root", str(filled), "show", "late-vendor").out


def test_what_is_nearly_called_that_is_suggested(filled: Path) -> None:
    said = kb_here("--root", str(filled), "show", "late-vender")
    assert (said.code, said.out) == (1, "")
    assert said.err == "kb: there is no entry `late-vender`\n    did you mean late-vendor?\n"


def test_the_end_of_several_ids_asks_which(filled: Path) -> None:
    (filled / "content/practices/late-vendor.md").write_text(LESSON.replace("lessons/2026/old-name", "content/practices/o"), encoding="utf-8")  # fmt: skip
    said = kb_here("--root", str(filled), "show", "late-vendor")
    assert said.code == 2
    assert "content/practices/late-vendor, lessons/2026/late-vendor" in said.err


def test_json_holds_titles_body_and_links_both_ways(filled: Path) -> None:
    value = json.loads(kb_here("--root", str(filled), "show", "late-vendor", "--format", "json").out)
    assert value["schema"] == 1
    assert (value["title"], value["titles"]) == ("Ask early", {"en": "Ask early", "zh": "早点问"})
    assert (value["tags"], value["links"], value["backlinks"]) == (["kickoff"], ["content/people/li-na"], [])
    assert value["body"].startswith("The vendor was late.")


def test_nothing_in_a_text_steers_the_terminal(filled: Path) -> None:
    text = LESSON.replace("The vendor", "The &#27;[31m &#x9b;2J \u202evendor\u2066").replace(
        "Ask early", "Ask \u200eearly"
    )
    (filled / "lessons/2026/late-vendor.md").write_text(text, encoding="utf-8")
    for form in ("text", "json"):
        out = kb_here("--root", str(filled), "show", "late-vendor", "--format", form).out
        assert not {char for char in out if ord(char) < 32 or 127 <= ord(char) < 160} - {"\n"}
        assert form == "json" or "\u202e" not in out


def test_a_name_that_steers_a_terminal_is_printed_harmlessly(filled: Path) -> None:
    assert "\x1b" not in kb_here("--root", str(filled), "show", "\x1b[31mlate").err
