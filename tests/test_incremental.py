"""After any sequence of edits, builds and killed builds the site is byte for byte what a clean build gives."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kb.adapters.cache_home import cache_folder
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests import edits

PROJECT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
BOTH = (Audience.INTERNAL, Audience.PUBLIC)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's own base, to be changed by the test."""
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "base"
    for name in ("content", "lessons", "site_config"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    return folder


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def built(workspace: Workspace, audience: Audience, today: date = TODAY) -> dict[str, bytes]:
    done = workspace.build(audience, today)
    assert isinstance(done, Built)
    empty = [path for path in done.site.rglob("*") if path.is_dir() and not any(path.iterdir())]
    assert not empty
    return tree(done.site)


def clean(root: Path, audience: Audience, today: date = TODAY) -> dict[str, bytes]:
    """What a build gives where nothing was built before, and nothing is kept in a cache."""
    fresh = root.with_name("clean")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(cache_folder(fresh), ignore_errors=True)
    shutil.copytree(root, fresh, ignore=shutil.ignore_patterns("build"))
    return built(Workspace(fresh), audience, today)


def same(found: dict[str, bytes], expected: dict[str, bytes], story: list[str]) -> None:
    missing, more = expected.keys() - found.keys(), found.keys() - expected.keys()
    wrong = sorted(path for path in found.keys() & expected.keys() if found[path] != expected[path])
    assert not missing and not more and not wrong, (story[-5:], sorted(missing)[:9], sorted(more)[:9], wrong[:9])


def played(root: Path, audiences: Iterator[Audience], source: random.Random, script: list[Callable[..., None]]) -> None:
    """Do one edit after another; build after each, in a process that remembers or in one that does not."""
    workspace, today, story = Workspace(root), TODAY, []
    for audience in BOTH:
        built(workspace, audience)
    for edit in script:
        edit(root, source)
        story.append(edit.__name__)
        if source.random() < 0.1:
            today += timedelta(days=1)
        remembers = source.random() < 0.6 and edit is not edits.tampered  # it knows that nobody else was here
        workspace = workspace.again() if remembers else Workspace(root)
        audience = next(audiences)
        same(built(workspace, audience, today), clean(root, audience, today), story)


def alternating() -> Iterator[Audience]:
    while True:
        yield from BOTH


def test_after_an_edit_the_site_is_that_of_a_clean_build(root: Path) -> None:
    source = random.Random(11)
    played(root, alternating(), source, source.sample(edits.EDITS, 6))


@pytest.mark.slow
def test_after_each_kind_of_edit_the_site_is_that_of_a_clean_build(root: Path) -> None:
    source = random.Random(11)
    script = list(edits.EDITS)
    source.shuffle(script)
    played(root, alternating(), source, script)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_after_any_edits_the_site_is_that_of_a_clean_build(root: Path, seed: int) -> None:
    source = random.Random(seed)
    script = source.choices(edits.EDITS, k=25)
    played(root, iter(lambda: source.choice(BOTH), None), source, script)


def test_search_that_was_left_out_comes_back_whole(root: Path) -> None:
    workspace = Workspace(root)
    assert isinstance(workspace.build(Audience.INTERNAL, TODAY, search=False), Built)
    assert not (root / "build" / "internal" / "site" / "search" / "data").exists()
    same(built(workspace.again(), Audience.INTERNAL), clean(root, Audience.INTERNAL, TODAY), ["no search"])
    assert isinstance(Workspace(root).build(Audience.INTERNAL, TODAY, search=False), Built)
    assert not (root / "build" / "internal" / "site" / "search" / "data").exists()


def test_a_build_of_nothing_new_changes_no_file_of_the_site(root: Path) -> None:
    built(Workspace(root), Audience.INTERNAL)
    site = root / "build" / "internal" / "site"
    before = {path: path.stat().st_ino for path in site.rglob("*")}
    built(Workspace(root), Audience.INTERNAL)
    assert {path: path.stat().st_ino for path in site.rglob("*")} == before


def test_a_build_never_writes_into_a_file_that_was_there(root: Path, tmp_path: Path) -> None:
    workspace = Workspace(root)
    before = built(workspace, Audience.INTERNAL)
    held = tmp_path / "held"  # more names for the same files, as a copy by `cp --link` has them
    shutil.copytree(root / "build" / "internal" / "site", held, copy_function=os.link)
    for number in range(3):
        edits.body(root, random.Random(number))
        edits.title(root, random.Random(number))
        built(workspace.again(), Audience.INTERNAL)
    assert tree(held) == before


def test_within_a_site_every_file_has_one_name(root: Path) -> None:
    workspace = Workspace(root)
    built(workspace, Audience.INTERNAL)
    edits.body(root, random.Random(1))
    built(workspace.again(), Audience.INTERNAL)
    files = [path for path in (root / "build" / "internal" / "site").rglob("*") if path.is_file()]
    assert len({path.stat().st_ino for path in files}) == len(files)


def kb(root: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kb", "--root", str(root), *words]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def killed(root: Path, seed: int, kills: int) -> None:
    """Kill builds at random moments: the old site or the new one is there, whole, and the next build is exact."""
    source, today, story = random.Random(seed), date.today(), []
    site = root / "build" / "internal" / "site"
    before = built(Workspace(root), Audience.INTERNAL, today)
    for _ in range(kills):
        edit = source.choice(edits.EDITS[:-1])
        edit(root, source)
        story.append(edit.__name__)
        after = clean(root, Audience.INTERNAL, today)
        process = kb(root, "build")
        time.sleep(source.uniform(0.2, 2.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
        found = tree(site)
        assert found in (before, after), story
        if source.random() < 0.5:
            same(built(Workspace(root), Audience.INTERNAL, today), after, story)
            before = after
        else:
            before = found


def test_a_killed_build_leaves_a_whole_site_and_the_next_build_is_exact(root: Path) -> None:
    killed(root, 3, 3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_many_killed_builds_leave_whole_sites(root: Path, seed: int) -> None:
    killed(root, seed, 15)
