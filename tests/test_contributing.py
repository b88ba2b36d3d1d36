"""What the pages for contributors show works as written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kb.cli import COMMANDS
from tests.command import kb_here

REPOSITORY = Path(__file__).parents[1]
PAGES = ("CONTRIBUTING.md", "CONTRIBUTING.zh.md")
EDITORS = (REPOSITORY / "docs/contributing-editors.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_for_contributors_fits_on_a_screen_and_its_links_lead_somewhere(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    assert text.count("\n") <= 45
    assert {one for one in re.findall(r"\]\(([^)#]+)\)", text) if not (REPOSITORY / one).exists()} == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8") + EDITORS
    assert set(re.findall(r"\bkb (?:--lang zh )?([a-z]+)", text)) <= set(COMMANDS)
    for name in ("--changed-since", "--fix"):
        assert name in kb_here("check", "--help").out


@pytest.mark.parametrize("lang", ["en"])
def test_the_problem_matcher_of_an_editor_reads_what_the_check_says(base: Path, lang: str) -> None:
    found = re.search(r"```json\n(\{\n.+?)```", EDITORS, re.DOTALL)
    assert found is not None
    pattern = json.loads(found[1])["tasks"][0]["problemMatcher"]["pattern"]
    (base / "lessons/2026/late.md").write_text(
        "---\ntitle: Ask\ntags: [rsik, project start]\ndate: 2026-01-02\n---\n\nText.\n"
    )
    said = kb_here("--root", str(base), "--lang", lang, "check").out.splitlines()
    read = [[match[pattern[name]] for name in ("file", "line", "code", "severity")] for line in said if (match := re.match(pattern["regexp"], line))]  # fmt: skip
    assert read == [["lessons/2026/late.md", "3", "KB401", None], ["lessons/2026/late.md", "3", "KB402", "warning"]]
