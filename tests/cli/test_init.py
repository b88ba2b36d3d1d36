"""`kb init`: a base in which everything works, and nothing lost that was there."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.model.kinds import FOLDERS, Kind
from tests.command import kb, kb_here

FOLDER_OF = {str(kind): folder + ("/2026" if kind is Kind.LESSON else "") for kind, folder in FOLDERS.items()}


def test_a_new_base_has_no_findings(tmp_path: Path) -> None:
    assert kb("init", "ours", cwd=tmp_path).code == 0
    said = kb("--root", "ours", "check", "--strict", cwd=tmp_path)
    assert (said.code, said.out) == (0, "")


def test_every_template_is_an_entry_without_findings(tmp_path: Path) -> None:
    kb_here("init", str(tmp_path))
    templates = sorted((tmp_path / "site_config/templates").glob("*.md"))
    assert {path.name.split(".")[0] for path in templates} == set(FOLDER_OF)
    for path in templates:
        kind, lang, _ = path.name.split(".")
        target = tmp_path / FOLDER_OF[kind] / f"our-{kind}-{lang}.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    said = kb_here("--root", str(tmp_path), "check", "--strict")
    assert (said.code, said.out) == (0, "")
    assert f"{len(templates)} entries" in said.err


def test_what_was_written_is_listed_and_is_there(tmp_path: Path) -> None:
    said = kb_here("init", str(tmp_path / "ours"))
    written = said.out.splitlines()
    assert written == sorted(written)
    assert all((tmp_path / "ours" / path).is_file() for path in written)
    assert {"site_config/settings.toml", "site_config/topics.yml", ".gitignore", "README.md"} <= set(written)


def test_folders_for_entries_survive_git(tmp_path: Path) -> None:
    kb_here("init", str(tmp_path))
    assert all(any((tmp_path / folder).iterdir()) for folder in FOLDERS.values())


def test_what_is_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours")
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons/notes.txt").write_text("ours too")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    said = kb_here("init", str(tmp_path))
    assert said.code == 0
    assert "README.md" not in said.out.splitlines()
    assert ((tmp_path / "README.md").read_text(), (tmp_path / "lessons/notes.txt").read_text()) == ("ours", "ours too")
    assert (tmp_path / ".gitignore").is_symlink()


def test_a_base_is_not_made_twice(tmp_path: Path) -> None:
    kb_here("init", str(tmp_path))
    (tmp_path / "site_config/topics.yml").write_text("")
    said = kb_here("init", str(tmp_path))
    assert (said.code, said.out) == (2, "")
    assert "is a knowledge base already" in said.err
    assert (tmp_path / "site_config/topics.yml").read_text() == ""


@pytest.mark.parametrize("blocked", ["", "content", "site_config", "site_config/templates"])
def test_a_file_in_the_way_is_told_and_left_alone(tmp_path: Path, blocked: str) -> None:
    target = tmp_path / "ours" / blocked if blocked else tmp_path / "ours"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("a file")
    said = kb_here("init", str(tmp_path / "ours"))
    assert said.code == 2
    assert said.err.startswith("kb: ") and len(said.err.splitlines()) == 2
    assert target.read_text() == "a file"
