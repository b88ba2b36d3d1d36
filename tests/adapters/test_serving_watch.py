"""A saved source is noticed, once, and nothing else is."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.adapters.watching import watch


class Watched:
    """A base that is being watched, and the changes that were reported."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reports: queue.Queue[tuple[Path, ...]] = queue.Queue()
        self.busy = 0.0
        self._stop = threading.Event()
        roots = [root / "content", root / "lessons", root / "mkdocs.yml"]
        self._thread = threading.Thread(target=watch, args=(roots, self._changed, self._stop))
        self._thread.start()
        while self.reports.empty():  # until the system watches
            (root / "content" / "probe.md").write_text("x")
            time.sleep(0.2)
        self.settle()

    def _changed(self, paths: tuple[Path, ...]) -> None:
        self.reports.put(paths)
        time.sleep(self.busy)

    def reported(self, *expected: str) -> bool:
        """Whether these paths are reported, in one go or (on a busy machine) in several, and no others."""
        found: set[str] = set()
        while not found >= set(expected):
            found |= {str(path.relative_to(self.root)) for path in self.reports.get(timeout=10)}
        return found == set(expected)

    def settle(self) -> None:
        while not self.is_quiet():
            self.reports.get()

    def is_quiet(self) -> bool:
        time.sleep(0.35)
        return self.reports.empty()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(5)
        assert not self._thread.is_alive()


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Watched]:
    (tmp_path / "content" / "people").mkdir(parents=True)
    (tmp_path / "content" / "a.md").write_text("1")
    watched = Watched(tmp_path)
    yield watched
    watched.close()


def test_a_saved_file_is_reported_however_it_was_saved(base: Watched) -> None:
    (base.root / "content/a.md").write_text("2")
    (base.root / "content/people/b.md").write_text("3")
    assert base.reported("content/a.md", "content/people/b.md")
    (base.root / "content/.a.md.new").write_text("4")
    (base.root / "content/.a.md.new").replace(base.root / "content/a.md")
    assert base.reported("content/a.md") and base.is_quiet()


def test_a_removed_and_a_renamed_file_are_changes(base: Watched) -> None:
    (base.root / "content/a.md").rename(base.root / "content/z.md")
    assert base.reported("content/a.md", "content/z.md")
    (base.root / "content/z.md").unlink()
    assert base.reported("content/z.md")


def test_reading_and_what_tools_leave_behind_are_no_changes(base: Watched) -> None:
    (base.root / "content/a.md").read_text()
    for name in (".#a.md", "a.md~", ".a.md.swp", "4913", "#a.md#", "x.tmp", "~$a.docx"):
        (base.root / "content" / name).write_text("x")
    (base.root / "content/build").mkdir()
    (base.root / "content/build/x.md").write_text("x")
    (base.root / "other.txt").write_text("x")
    assert base.is_quiet()


def test_folders_and_files_that_do_not_exist_yet_are_watched_for(base: Watched) -> None:
    (base.root / "mkdocs.yml").write_text("x")
    assert base.reported("mkdocs.yml")
    (base.root / "lessons").mkdir()
    base.reported("lessons")
    base.settle()
    (base.root / "lessons" / "2018").mkdir()
    assert base.reported("lessons/2018")
    base.settle()
    (base.root / "lessons/2018/a.md").write_text("x")
    assert base.reported("lessons/2018/a.md")


def test_a_folder_that_was_made_anew_is_still_watched(base: Watched) -> None:
    (base.root / "content").rename(base.root / "gone")
    (base.root / "content").mkdir()
    base.reported("content")
    base.settle()
    (base.root / "content/new.md").write_text("x")
    assert base.reported("content/new.md")


def test_what_changes_during_a_build_is_reported_after_it(base: Watched) -> None:
    base.busy = 0.3
    (base.root / "content/a.md").write_text("2")
    base.reported("content/a.md")
    (base.root / "content/people/b.md").write_text("3")
    assert base.reported("content/people/b.md")


def test_a_source_that_never_rests_is_reported_all_the_same(base: Watched) -> None:
    end = time.monotonic() + 1.6
    while time.monotonic() < end:
        (base.root / "content/a.md").write_text(str(end))
        time.sleep(0.03)
    assert base.reports.qsize() >= 1
