"""A build of what was built before reads nothing; and it is never mistaken about that."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kb.adapters.leak_scan import LeakScan
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace

PROJECT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small base, written long enough ago that a stat can tell whether it changes."""
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "base"
    shutil.copytree(PROJECT / "site_config", folder / "site_config")
    (folder / "lessons" / "2018").mkdir(parents=True)
    for name in ("one", "two"):
        lesson = folder / "lessons" / "2018" / f"{name}.md"
        lesson.write_text(
            f"---\ntitle: {{en: Lesson {name}}}\ndate: 2018-05-19\naudience: public\n---\n\n## Lesson\n\nSay {name}.\n"
        )
    time.sleep(0.1)
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One item for each time that the entries of a base are read."""
    found: list[object] = []
    load = Workspace.load

    def loaded(self: Workspace, *args: object, **options: object) -> object:
        found.append(self)
        return load(self, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Workspace, "load", loaded)
    return found


def built(root: Path, audience: Audience = Audience.INTERNAL, today: date = TODAY, *, verified: bool = True) -> Built:
    done = Workspace(root).build(audience, today, verified=verified)
    assert isinstance(done, Built)
    return done


def page(root: Path, name: str = "one", audience: str = "internal") -> Path:
    return root / "build" / audience / "site" / "lessons" / "2018" / name / "index.html"


def test_a_second_build_says_what_the_first_said_and_reads_no_entry(root: Path, reads: list[object]) -> None:
    first = built(root)
    assert built(root) == first and len(reads) == 1 and first.entries == 2


def test_an_edit_is_noticed_even_if_the_file_has_its_old_size_and_time(root: Path, reads: list[object]) -> None:
    built(root)
    lesson = root / "lessons" / "2018" / "one.md"
    status = lesson.stat()
    lesson.write_text(lesson.read_text().replace("Say one", "Say ONE"))
    os.utime(lesson, ns=(status.st_atime_ns, status.st_mtime_ns))
    built(root)
    assert "Say ONE" in page(root).read_text() and len(reads) == 2


@pytest.mark.parametrize(
    "name", ["site_config/settings.toml", "mkdocs.yml", "site_config/overrides/x.css", "lessons/n"]
)
def test_whatever_else_a_build_reads_is_noticed_too(root: Path, reads: list[object], name: str) -> None:
    built(root)
    (root / name).parent.mkdir(exist_ok=True)
    with (root / name).open("a") as file:
        file.write("\n")
    built(root)
    assert len(reads) == 2


def test_another_day_is_another_build(root: Path, reads: list[object]) -> None:
    built(root)
    built(root, today=TODAY + timedelta(days=1))
    built(root, today=TODAY + timedelta(days=1))
    assert len(reads) == 2


def test_a_hand_in_the_site_is_noticed_and_mended(root: Path, reads: list[object]) -> None:
    built(root)
    before = page(root).read_bytes()
    page(root).write_bytes(b"tampered")
    built(root)
    assert page(root).read_bytes() == before and len(reads) == 2


def test_a_hand_in_the_other_tree_never_shows(root: Path) -> None:
    built(root)
    lesson = root / "lessons" / "2018" / "one.md"
    other = root / "build" / "internal" / "work" / "lessons" / "2018" / "two" / "index.html"
    before = page(root, "two").read_bytes()
    other.unlink()
    other.write_bytes(b"tampered")
    lesson.write_text(lesson.read_text() + "\nMore.\n")
    built(root)
    assert "More." in page(root).read_text() and page(root, "two").read_bytes() == before


def test_a_site_that_nobody_looked_through_is_looked_through_when_it_is_to_be_verified(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scanned: list[object] = []
    verify = LeakScan.verify

    def verified(scan: LeakScan, *rest: Any) -> None:
        scanned.append(scan)
        verify(scan, *rest)

    monkeypatch.setattr(LeakScan, "verify", verified)
    built(root, Audience.PUBLIC)
    secret = "---\ntitle: {en: The merger}\ndate: 2018-05-19\naudience: internal\n---\n\n## Lesson\n\nx\n"
    (root / "lessons" / "2018" / "secret.md").write_text(secret)
    time.sleep(0.1)
    built(root, Audience.PUBLIC, verified=False)  # as `kb serve` does; the public site stays the same
    assert len(scanned) == 1
    for _ in range(2):
        built(root, Audience.PUBLIC)
        assert len(scanned) == 2
