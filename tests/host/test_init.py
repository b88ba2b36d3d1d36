"""`kb init`: a base for an organisation with all that its code host needs, and newer templates that touch nothing of yours."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from kb.adapters import skeleton
from kb.pipeline.templates import MANIFEST, Wish
from tests.command import kb_here


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    made = kb_here("init", str(folder), "--org", 'Acme "Labs"', "--lang", "zh,en", "--ci", "github")
    assert made.code == 0, made.err
    return folder


def upgrade(folder: Path, *args: str) -> tuple[list[str], str]:
    said = kb_here("init", str(folder), "--upgrade", *args)
    assert said.code == 0, said.err
    return said.out.splitlines(), said.err


def newer(monkeypatch: pytest.MonkeyPatch, path: str, text: str) -> None:
    """As if a newer version of kb had another template."""
    before = skeleton.templates
    monkeypatch.setattr(skeleton, "templates", lambda ci: {**before(ci), path: text.encode()})


def test_a_base_has_the_name_the_languages_and_the_workflows_that_were_asked_for(ours: Path) -> None:
    settings = (ours / "site_config/settings.toml").read_text()
    assert 'name = { zh = "Acme \\"Labs\\"经验库", en = "Acme \\"Labs\\" lessons learned" }' in settings
    assert 'languages = ["zh-Hans", "en"]' in settings
    assert 'KB_LANG: "zh"' in (ours / ".github/workflows/check.yml").read_text()
    said = kb_here("--root", str(ours), "check", "--strict")
    assert (said.code, said.out) == (0, "")


def test_a_base_in_one_language_has_the_forms_of_that_language_only(tmp_path: Path) -> None:
    kb_here("init", str(tmp_path / "ours"), "--lang", "en", "--ci", "github")
    names = [one.name for one in (tmp_path / "ours").rglob("*") if one.is_file()]
    assert "1-lesson.en.yml" in names
    assert not any(".zh." in name for name in names)


def test_no_template_leaves_anything_open(ours: Path) -> None:
    assert [str(one) for one in ours.rglob("*") if one.is_file() and b"@@" in one.read_bytes()] == []


def test_an_upgrade_of_what_is_new_already_changes_nothing(ours: Path) -> None:
    before = {one: one.read_bytes() for one in ours.rglob("*") if one.is_file()}
    lines, said = upgrade(ours)
    assert lines == []
    assert said == "everything is up to date\n"
    assert {one: one.read_bytes() for one in ours.rglob("*") if one.is_file()} == before


def test_a_newer_template_replaces_what_nobody_edited(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    newer(monkeypatch, ".github/workflows/check.yml", "newer")
    assert upgrade(ours)[0] == [".github/workflows/check.yml: brought up to date"]
    assert (ours / ".github/workflows/check.yml").read_text() == "newer"


def test_what_you_edited_stays_and_the_newer_one_lies_beside_it_once(
    ours: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ours / ".github/workflows/check.yml"
    path.write_text("mine")
    assert upgrade(ours)[0] == [".github/workflows/check.yml: you edited it; nothing newer"]
    newer(monkeypatch, ".github/workflows/check.yml", "newer")
    assert "lies beside it as .github/workflows/check.yml.new" in upgrade(ours)[0][0]
    assert path.read_text() == "mine"
    assert path.with_name("check.yml.new").read_text() == "newer"
    assert upgrade(ours)[0] == [".github/workflows/check.yml: you edited it; nothing newer"]


def test_what_you_deleted_stays_away_and_what_is_new_comes(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (ours / ".github/workflows/publish.yml").unlink()
    newer(monkeypatch, ".github/more.md", "more")
    lines, _ = upgrade(ours)
    assert lines == [".github/more.md: new", ".github/workflows/publish.yml: you deleted it; it stays away"]
    assert not (ours / ".github/workflows/publish.yml").exists()


def test_a_base_that_knew_no_manifest_keeps_everything_that_differs(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    kb_here("init", str(folder))
    (folder / MANIFEST).unlink()
    (folder / "README.md").write_text("ours")
    lines, _ = upgrade(folder, "--ci", "github")
    assert "README.md: you edited it; the newer one lies beside it as README.md.new" in lines
    assert ".github/workflows/check.yml: new" in lines
    assert (folder / "README.md").read_text() == "ours"


def test_a_damaged_manifest_is_said_and_nothing_is_touched(ours: Path) -> None:
    (ours / MANIFEST).write_text("{")
    said = kb_here("init", str(ours), "--upgrade")
    assert said.code == 2
    assert "bring it back from Git" in said.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--lang", "fr"], "no templates in `fr`"),
        (["--org", "a\nb"], "one line of text"),
        ([], "is a knowledge base already"),
        (["--upgrade"], "is not a knowledge base"),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, args: list[str], words: str) -> None:
    folder = tmp_path / "ours"
    if not args:
        kb_here("init", str(folder))
    if args == ["--upgrade"]:
        folder.mkdir()
    said = kb_here("init", str(folder), *args)
    assert said.code == 2
    assert words in said.err


def test_the_package_holds_every_template() -> None:
    root = Path(str(files("kb"))) / "templates"
    found = [one for one in root.rglob("*") if one.is_file()]
    laid = set(skeleton.templates("github")) | set(skeleton.templates(""))
    assert len(laid) == len([one for one in found if "gitlab" not in one.parts])
    assert Wish().langs == ("en", "zh")
