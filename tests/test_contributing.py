"""What the pages for contributors show works as written."""

from __future__ import annotations

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
