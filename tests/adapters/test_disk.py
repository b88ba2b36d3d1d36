"""Reading from the disk: regular files only, bounded, and one bad file never stops the next."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.adapters.disk import Scan, is_entry, look, read, scan
from kb.model.diagnostic import Diagnostic
from kb.model.source import SourceFile


def touch(root: Path, *paths: str) -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(b"x")


def problems(found: Scan) -> list[tuple[str, str, str]]:
    return [(one.path, one.code, dict(one.args).get("what", "")) for one in found.problems]


def test_all_files_below_the_entry_folders_are_found_sorted(tmp_path: Path) -> None:
    touch(tmp_path, "lessons/2018/b.md", "lessons/2018/a.md", "content/x/p.png", "other/c.md", "d.md")
    assert list(scan(tmp_path).files) == ["content/x/p.png", "lessons/2018/a.md", "lessons/2018/b.md"]


def test_what_tools_and_writers_put_aside_is_not_seen(tmp_path: Path) -> None:
    names = [".hidden.md", "_draft.md", "#x.md#", "x.md~", "~$x.md", ".x.md.swp", "x.md.orig", "x.md.rej", ".git/x.md", "_drafts/x.md"]  # fmt: skip
    touch(tmp_path, *(f"content/people/{name}" for name in names))
    assert scan(tmp_path) == Scan({}, ())


@pytest.mark.parametrize(("path", "entry"), [("a/x.md", True), ("a/README.md", False), ("a/ReadMe.md", False), ("a/x.MD", False), ("a/x.md.", False)])  # fmt: skip
def test_entries_end_in_md_and_are_no_readme(path: str, entry: bool) -> None:
    assert is_entry(path) is entry


@pytest.mark.parametrize("ending", [".MD", ".markdown", ".mdx", ".txt", ".Txt"])
def test_a_text_with_another_ending_is_told(tmp_path: Path, ending: str) -> None:
    touch(tmp_path, f"content/x{ending}")
    assert [(one.code, one.args) for one in scan(tmp_path).problems] == [("KB112", (("ending", ending),))]


def test_links_pipes_and_sockets_are_told_and_never_opened(tmp_path: Path) -> None:
    touch(tmp_path, "secret.md", "elsewhere/x.md", "content/people/a.md")
    people = tmp_path / "content/people"
    (people / "file.md").symlink_to(tmp_path / "secret.md")
    (people / "folder").symlink_to(tmp_path / "elsewhere")
    (people / "loop.md").symlink_to("loop.md")
    (people / "nothing.md").symlink_to("nowhere")
    os.mkfifo(people / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(people / "s.md"))
        found = scan(tmp_path)
        assert list(found.files) == ["content/people/a.md"]
        assert problems(found) == [
            ("content/people/file.md", "KB101", "a symbolic link"),
            ("content/people/folder", "KB101", "a symbolic link"),
            ("content/people/loop.md", "KB101", "a symbolic link"),
            ("content/people/nothing.md", "KB101", "a symbolic link"),
            ("content/people/pipe.md", "KB101", "a named pipe"),
            ("content/people/s.md", "KB101", "a socket"),
        ]


def test_an_entry_folder_that_is_a_link_is_told(tmp_path: Path) -> None:
    touch(tmp_path, "elsewhere/x.md")
    (tmp_path / "content").symlink_to("elsewhere")
    assert problems(scan(tmp_path)) == [("content", "KB101", "a symbolic link")]


@pytest.fixture
def abyss(tmp_path: Path) -> Iterator[Path]:
    """Folders that nest deeper than Python's stack and longer than a path may be; only `rm` removes them again."""
    touch(tmp_path, "content/x.md")
    inner = os.open(tmp_path / "content", os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("aaaa", dir_fd=inner)
        inner, outer = os.open("aaaa", os.O_RDONLY, dir_fd=inner), inner
        os.close(outer)
    os.close(inner)
    yield tmp_path
    subprocess.run(["rm", "-rf", tmp_path / "content"], check=True)


def test_folders_are_read_as_deep_as_the_system_can(abyss: Path) -> None:
    found = scan(abyss)
    assert (list(found.files), [one.code for one in found.problems]) == (["content/x.md"], ["KB108"])


def test_a_base_without_folders_is_empty(tmp_path: Path) -> None:
    assert scan(tmp_path) == Scan()


def test_a_file_is_read_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xff\x00\r\n")
    assert read(tmp_path, "x.md", 10) == SourceFile("x.md", b"\xff\x00\r\n")


@pytest.mark.parametrize(("size", "fits"), [(9, True), (10, True), (11, False), (50_000_000, False)])
def test_no_more_is_read_than_an_entry_may_have(tmp_path: Path, size: int, fits: bool) -> None:
    with (tmp_path / "x.md").open("wb") as file:
        file.truncate(size)
    found = read(tmp_path, "x.md", 10)
    assert isinstance(found, SourceFile) is fits
    assert fits or (isinstance(found, Diagnostic) and found.code == "KB102")


@pytest.mark.parametrize(
    ("kind", "code"), [("link", "KB101"), ("pipe", "KB101"), ("folder", "KB101"), ("nothing", "KB108")]
)
def test_what_took_a_files_place_is_told_and_never_waited_for(tmp_path: Path, kind: str, code: str) -> None:
    target = tmp_path / "x.md"
    make: dict[str, Callable[[], object]] = {
        "link": lambda: target.symlink_to("/etc/hostname"),
        "pipe": lambda: os.mkfifo(target),
        "folder": target.mkdir,
        "nothing": lambda: None,
    }
    make[kind]()
    found = read(tmp_path, "x.md", 10)
    assert isinstance(found, Diagnostic) and found.code == code


def test_a_device_is_not_read() -> None:
    found = read(Path("/dev"), "zero", 10)
    assert isinstance(found, Diagnostic) and dict(found.args)["what"] == "a device"


def test_a_look_sees_the_entries_that_a_scan_reads(tmp_path: Path) -> None:
    for path in (
        "lessons/a.md",
        "lessons/README.md",
        "lessons/_b.md",
        "lessons/2018/.c.md",
        "content/x/d.md",
        "content/e.txt",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("text")
    (tmp_path / "lessons" / "folder.md").mkdir()
    (tmp_path / "lessons" / "folder.md" / "f.md").write_text("text")
    (tmp_path / "lessons" / "link.md").symlink_to(tmp_path / "lessons" / "a.md")
    (tmp_path / "content" / "linked").symlink_to(tmp_path / "lessons")
    found = look(tmp_path)
    assert found == scan(tmp_path).entries
    assert list(found) == ["content/x/d.md", "lessons/a.md", "lessons/folder.md/f.md"]
