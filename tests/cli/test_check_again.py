"""A check of a base that was checked before reads outlines of what has not changed, and says the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.adapters import careful_reading, parsing
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.rules import Report
from kb.workspace import Workspace
from tests.casebook import BASE, Case, cases, lay

READABLE = [case for case in cases() if not case.unreadable]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are parsed from now on."""
    paths: list[str] = []
    read = careful_reading.read_carefully

    def watched(source: SourceFile, settings: Settings) -> object:
        paths.append(source.path)
        return read(source, settings)

    monkeypatch.setattr(parsing, "read_carefully", watched)
    return paths


def anew(root: Path) -> Report:
    """What is said when every file is parsed."""
    return Workspace(root).load().report


@pytest.mark.parametrize("case", READABLE[::6], ids=lambda case: case.name)
def test_the_first_and_the_second_check_of_a_case_say_what_parsing_everything_says(case: Case, tmp_path: Path) -> None:
    root = tmp_path / "base"
    lay(case, root)
    assert Workspace(root).report() == Workspace(root).report() == anew(root)


def test_a_second_check_parses_only_what_changed_and_tells_what_that_means_for_others(
    tmp_path: Path, parsed: list[str]
) -> None:
    root = tmp_path / "base"
    shutil.copytree(BASE, root)
    changed = root / "lessons/2026/agree-on-value.md"
    other = changed.with_name("other.md")
    text = "---\ntitle: Other\ndate: 2026-04-02\ntags: [risk]\n---\n\n[There](agree-on-value.md#why)\n"
    other.write_text(text, encoding="utf-8")
    changed.write_text(changed.read_text(encoding="utf-8") + "\n## Why\n\nBecause.\n", encoding="utf-8")
    first = Workspace(root).report()
    parsed.clear()
    assert (Workspace(root).report(), parsed) == (first, [])
    changed.write_text(changed.read_text(encoding="utf-8").replace("## Why", "## Wherefore"), encoding="utf-8")
    second = Workspace(root).report()
    assert parsed == ["lessons/2026/agree-on-value.md"]
    assert {one.path for one in second.diagnostics} - {one.path for one in first.diagnostics} == {
        "lessons/2026/other.md"
    }
    assert second == anew(root)


def test_other_settings_and_other_software_parse_everything_again(
    tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "base"
    shutil.copytree(BASE, root)
    Workspace(root).report()
    settings = root / "site_config/settings.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[causes]\nnew = { en = "New" }\n', encoding="utf-8")
    parsed.clear()
    Workspace(root).report()
    everything = len(parsed)
    monkeypatch.setattr("kb.adapters.versions.versions", lambda: "another")
    Workspace(root).report()
    assert everything == len(Workspace(root).scan().entries)
    assert len(parsed) == 2 * everything
