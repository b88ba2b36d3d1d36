"""After an update only the folders that it touched are summed again, and the sums are those of looking at everything."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from kb.adapters import tree_sums
from kb.adapters.edition_note import read
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests import edits

PROJECT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("content", "lessons", "site_config"):
        shutil.copytree(PROJECT / name, tmp_path / "base" / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path / "base")
    return tmp_path / "base"


def built(workspace: Workspace) -> None:
    assert isinstance(workspace.build(Audience.INTERNAL, TODAY), Built)


def test_after_edits_the_note_fits_all_that_is_there(root: Path) -> None:
    chance, folder = random.Random(5), root / "build" / "internal"
    workspace = Workspace(root)
    built(workspace)
    for edit in (edits.body, edits.added, edits.title, edits.removed):
        edit(root, chance)
        workspace = chance.choice((workspace.again(), Workspace(root)))
        built(workspace)
        state = read(folder)
        assert state is not None
        for name, folders in tree_sums.trees_of(folder).items():
            assert state.sums[name] == tree_sums.total(folders), (edit, name)


def test_whatever_changes_in_a_tree_changes_its_sum(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    for name in ("one", "a/two", "a/b/three"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    before = tree_sums.total(tree_sums.tree_sums(tmp_path, set()))
    sums = {before}
    (tmp_path / "a/b/three").write_text("longer", encoding="utf-8")
    sums.add(tree_sums.total(tree_sums.tree_sums(tmp_path, set())))
    (tmp_path / "a/two").rename(tmp_path / "a/b/two")
    sums.add(tree_sums.total(tree_sums.tree_sums(tmp_path, set())))
    (tmp_path / "a/empty").mkdir()
    sums.add(tree_sums.total(tree_sums.tree_sums(tmp_path, set())))
    (tmp_path / "one").chmod(0o600)
    sums.add(tree_sums.total(tree_sums.tree_sums(tmp_path, set())))
    assert len(sums) == 5
