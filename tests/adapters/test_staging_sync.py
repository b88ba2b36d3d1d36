"""Staging: a folder is made to hold exactly what was asked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kb.adapters.staging import Synced, sync
from kb.errors import KbError


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_everything_that_was_asked_for_is_written(tmp_path: Path) -> None:
    files = {"b/c.md": b"2", "a.md": b"1", "文/页.md": b"3"}
    assert sync(tmp_path / "docs", files) == Synced(("a.md", "b/c.md", "文/页.md"), (), 0)
    assert tree(tmp_path / "docs") == files


def test_a_file_whose_bytes_are_the_same_is_not_touched(tmp_path: Path) -> None:
    sync(tmp_path, {"a.md": b"1", "b.md": b"2"})
    os.utime(tmp_path / "a.md", ns=(1, 1))
    assert sync(tmp_path, {"a.md": b"1", "b.md": b"3"}) == Synced(("b.md",), (), 1)
    assert (tmp_path / "a.md").stat().st_mtime_ns == 1 and (tmp_path / "b.md").read_bytes() == b"3"


def test_what_is_stale_goes_and_empty_folders_with_it(tmp_path: Path) -> None:
    sync(tmp_path, {"a/b/c.md": b"1", "a/d.md": b"2", "e/f.md": b"3"})
    (tmp_path / "empty" / "er").mkdir(parents=True)
    assert sync(tmp_path, {"a/d.md": b"2"}) == Synced((), ("a/b/c.md", "e/f.md"), 1)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "d.md"]


def test_a_file_can_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    sync(tmp_path, {"a": b"1", "b/c": b"2"})
    sync(tmp_path, {"a/x": b"1", "b": b"2"})
    assert tree(tmp_path) == {"a/x": b"1", "b": b"2"}


@pytest.mark.parametrize("path", ["../a", "/a", "a/../../b", "", "a//b", "./a", "a/", "a\\b", "a\0b", ".."])
def test_a_path_that_leaves_the_folder_is_refused_and_nothing_is_written(tmp_path: Path, path: str) -> None:
    with pytest.raises(KbError, match="cannot be staged"):
        sync(tmp_path / "docs", {"ok.md": b"", path: b"x"})
    assert not (tmp_path / "docs").exists()


def test_two_files_that_need_one_name_differently_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="would have to be a folder"):
        sync(tmp_path, {"a": b"", "a/b": b""})


def test_links_in_the_folder_are_removed_and_never_followed(tmp_path: Path) -> None:
    outside, docs = tmp_path / "outside", tmp_path / "docs"
    outside.mkdir()
    (outside / "kept.md").write_bytes(b"kept")
    docs.mkdir()
    (docs / "folder").symlink_to(outside)
    (docs / "file.md").symlink_to(outside / "kept.md")
    sync(docs, {"folder/kept.md": b"new", "file.md": b"new"})
    assert tree(outside) == {"kept.md": b"kept"}
    assert tree(docs) == {"folder/kept.md": b"new", "file.md": b"new"} and not (docs / "folder").is_symlink()


def test_a_folder_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "mine.txt").write_bytes(b"mine")
    (tmp_path / "docs").symlink_to(tmp_path / "real")
    with pytest.raises(KbError, match="symbolic link"):
        sync(tmp_path / "docs", {"a.md": b""})
    assert tree(tmp_path / "real") == {"mine.txt": b"mine"}


def test_a_pipe_in_the_way_is_replaced_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert sync(tmp_path, {"a.md": b"1"}).written == ("a.md",)
    assert tree(tmp_path) == {"a.md": b"1"}


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"a file where a folder must be")
    with pytest.raises(KbError) as caught:
        sync(tmp_path / "build" / "docs", {"a.md": b""})
    assert str(tmp_path / "build") in caught.value.message and "\n" not in caught.value.message
    assert caught.value.hint
