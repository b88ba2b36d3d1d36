"""`docs/rules.md` documents every rule, and nothing else."""

from __future__ import annotations

import re

import pytest

from kb.model.codes import CODES
from kb.model.codes_en import EN
from tests.rules_page import PAGE, text

RULE = re.compile(r"^### (KB\d{3}): (.+)\n\n\*(?:Error|Error, left out|Warning|Advice)\.\* (.+)\n\n`", re.MULTILINE)


def test_the_page_is_what_the_messages_and_cases_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == text(), "write it anew: python -m tests.rules_page"


def test_the_page_gives_every_rule_a_title_and_a_reason_and_no_other() -> None:
    assert [code for code, _, _ in RULE.findall(PAGE.read_text(encoding="utf-8"))] == list(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_page_shows_what_a_rule_says_and_what_to_do_in_both_languages(code: str) -> None:
    section = PAGE.read_text(encoding="utf-8").split(f"### {code}: ")[1].split("\n### ")[0]
    said = re.findall(rf"^.+:\d+: {code} .+\n    .+$", section, re.MULTILINE)
    languages = {bool(re.search("[\u4e00-\u9fff]", re.sub("`[^`]*`", "", one.split(code)[1]))) for one in said}
    assert languages == {False, True}, EN[code]
