"""`kb publish` as whoever runs a site sees it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.command import kb_here

LESSON = "lessons/2026/agree-on-value.md"


@pytest.fixture
def public(base: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small base with one public lesson."""
    monkeypatch.setenv("KB_CACHE_DIR", str(base.parent / "cache"))
    path = base / LESSON
    path.write_text(path.read_text().replace("tags:", "audience: public\ntags:", 1))
    return base


def git(folder: Path, *args: str) -> str:
    words = ["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *args]
    return subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True).stdout


def test_a_site_goes_live_with_its_provenance_and_goes_back(public: Path, tmp_path: Path) -> None:
    target = tmp_path / "srv"
    first = kb_here("--root", str(public), "publish", "--to", str(target))
    assert first.code == 0 and first.out == f"{target}/current is live\n"
    page = target / "current" / "lessons/2026/agree-on-value/index.html"
    assert "Agree on the value first" in page.read_text()
    release = json.loads((target / "current" / "release.json").read_bytes())
    assert (release["audience"], release["entries"], release["schema"]) == ("public", 2, 1)
    again = kb_here("--root", str(public), "publish", "--to", str(target))
    assert (again.code, again.out) == (0, "") and "nothing to do" in again.err

    path = public / LESSON
    path.write_text(path.read_text().replace("Agree on", "Settle"))
    would = kb_here("--root", str(public), "publish", "--to", str(target), "--dry-run")
    assert "~ lessons/2026/agree-on-value/index.html" in would.out.splitlines()
    assert "2 entries, 2 before" in would.err and "Agree on the value first" in page.read_text()
    assert kb_here("--root", str(public), "publish", "--to", str(target)).code == 0
    assert "Settle the value first" in page.read_text()
    back = kb_here("--root", str(public), "--lang", "zh", "publish", "--to", str(target), "--rollback")
    assert back.code == 0 and "重新上线" in back.out and "Agree on the value first" in page.read_text()

    other = kb_here("--root", str(public), "publish", "--to", str(target), "--audience", "internal")
    assert other.code == 2 and "what is live there is the public edition" in other.err


def test_a_branch_is_published_and_never_one_that_holds_something_else(public: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "--bare", "hub.git")
    git(public, "init", "-q", "-b", "main")
    git(public, "config", "user.name", "Li Na")
    git(public, "config", "user.email", "li.na@inside.example")
    git(public, "remote", "add", "origin", str(tmp_path / "hub.git"))
    (public / ".gitignore").write_text("build/\n")
    git(public, "add", ".")
    git(public, "commit", "-q", "-m", "First")
    git(public, "branch", "precious")
    done = kb_here("--root", str(public), "publish", "--branch", "gh-pages")
    assert done.code == 0, done.err
    release = json.loads(git(tmp_path / "hub.git", "show", "gh-pages:release.json"))
    assert release["commit"] == git(public, "rev-parse", "HEAD").strip() and release["clean"] is True
    assert (
        git(tmp_path / "hub.git", "log", "--format=%an %ae %cn %ce", "gh-pages") == "kb kb@localhost kb kb@localhost\n"
    )
    assert ".nojekyll" in git(tmp_path / "hub.git", "ls-tree", "--name-only", "gh-pages")
    assert "nothing to do" in kb_here("--root", str(public), "publish", "--branch", "gh-pages").err
    for name in ("precious", "main", "-x"):
        refused = kb_here("--root", str(public), "publish", f"--branch={name}")
        assert refused.code == 2, name
    assert git(public, "rev-parse", "precious") == git(public, "rev-parse", "main")


def test_any_command_is_handed_a_whole_release(public: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    done = kb_here("--root", str(public), "publish", "--run", f"cp -r {{site}} {copy}")
    assert done.code == 0 and (copy / "release.json").exists() and (copy / "index.html").exists()
    assert not (public / "build/public/release").exists()
    failed = kb_here("--root", str(public), "publish", "--run", "false")
    assert failed.code == 2 and "ended with 1" in failed.err


def test_what_kb_serve_put_in_place_is_verified_before_it_is_published(public: Path, tmp_path: Path) -> None:
    from datetime import date

    from kb.model.kinds import Audience
    from kb.workspace import Workspace

    Workspace(public).build(Audience.PUBLIC, date.today(), verified=False)
    assert not (public / "build/public/.verified").exists()
    assert kb_here("--root", str(public), "publish", "--to", str(tmp_path / "srv")).code == 0
    assert (public / "build/public/.verified").exists()


def test_a_folder_of_the_base_is_no_place_to_publish_to(public: Path) -> None:
    for name in (public, public / "content", public / "lessons" / "site"):
        assert kb_here("--root", str(public), "publish", "--to", str(name)).code == 2
    assert not (public / "content" / "releases").exists()
