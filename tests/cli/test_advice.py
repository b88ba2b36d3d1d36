"""Advice stands apart from errors: it is given where somebody asks, and stops nobody who did not ask for that."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.casebook import BASE
from tests.command import kb_here

VAGUE = "lessons/2026/late-vendor.md"
TEXT = """---
title: The vendor heard too late
date: 2026-04-02
tags: [kickoff]
---

The vendor heard of the new date from the newspaper.

## Do this next time

- Communicate better.
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "base")
    (tmp_path / "base" / VAGUE).write_text(TEXT, encoding="utf-8")
    return tmp_path / "base"


def test_a_base_is_checked_without_advice_unless_somebody_asks(base: Path) -> None:
    assert kb_here("--root", str(base), "check", "--strict").out == ""
    assert "KB801 advice: " in kb_here("--root", str(base), "check", "--advice").out


def test_advice_on_a_named_file_is_given_and_fails_nobody(base: Path) -> None:
    said = kb_here("--root", str(base), "check", "--strict", str(base / VAGUE))
    assert (said.code, f"{VAGUE}:11: KB801 advice: " in said.out) == (0, True)
    assert "1 piece of advice" in said.err
    assert kb_here("--root", str(base), "check", "--no-advice", str(base / VAGUE)).out == ""


def test_whoever_wants_to_be_stopped_by_advice_is(base: Path) -> None:
    assert kb_here("--root", str(base), "check", "--fail-on", "advice").code == 1
    assert kb_here("--root", str(base), "check", "--fail-on", "warning", "--advice").code == 0


@pytest.mark.parametrize(
    ("form", "sign"),
    [("github", "::notice file="), ("sarif", '"level": "note"'), ("gitlab", '"severity": "info"'), ("junit", "KB801")],
)
def test_a_code_host_shows_advice_as_advice(base: Path, form: str, sign: str) -> None:
    said = kb_here("--root", str(base), "check", "--advice", "--format", form)
    assert sign in said.out
    assert "<failure" not in said.out


def test_json_counts_advice_beside_errors_and_warnings(base: Path) -> None:
    value = json.loads(kb_here("--root", str(base), "check", "--advice", "--format", "json").out)
    assert (value["errors"], value["warnings"], value["advice"]) == (0, 0, 1)
    assert [one["severity"] for one in value["diagnostics"]] == ["advice"]


def test_two_lessons_that_name_each_other_may_say_the_same(base: Path) -> None:
    twin = TEXT.replace("tags:", "recurs: [lessons/2026/late-vendor]\ntags:")
    (base / "lessons/2026/vendor-again.md").write_text(twin, encoding="utf-8")
    assert "KB804" not in kb_here("--root", str(base), "check", "--advice").out
    (base / "lessons/2026/vendor-again.md").write_text(TEXT, encoding="utf-8")
    assert "KB804" in kb_here("--root", str(base), "check", "--advice").out
