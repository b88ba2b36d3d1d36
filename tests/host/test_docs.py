"""What docs/code-host.md tells a PMO to write is what the software reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.model.source import SourceFile
from kb.parse.settings import parse_settings
from tests.host.test_templates import WORKFLOWS
from tests.host.workflow import TEMPLATES, load

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "code-host.md", DOCS / "code-host.zh.md", TEMPLATES / "SWITCH-ON.md"]


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_the_settings_of_the_page_are_settings(page: Path) -> None:
    (snippet,) = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    found, problems = parse_settings(SourceFile("settings.toml", snippet.encode()))
    assert problems == ()
    assert found.maintainers == ("@alice", "@bob")
    assert dict(found.logins) == {"content/people/ma-ronglei": "@marl"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_labels_and_checks_that_a_page_names_are_those_of_the_files(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    labels = {one for form in TEMPLATES.glob("ISSUE_TEMPLATE/[1-5]*.yml") for one in re.findall(r"^labels: \[(.*)\]", form.read_text(encoding="utf-8"), re.M)}  # fmt: skip
    for label in {one for group in labels for one in group.split(", ")}:
        assert f"`{label}`" in text
    for name, job in (("check", "check"), ("gate", "gate")):
        assert f"`{load(name)['jobs'][job]['name']}`" in text


@pytest.mark.parametrize("page", PAGES[:2], ids=lambda page: page.name)
def test_every_workflow_is_explained(page: Path) -> None:
    assert all(f"`{name}.yml`" in page.read_text(encoding="utf-8") for name in WORKFLOWS)
