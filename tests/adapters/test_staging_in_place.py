"""The finished site is switched into place whole, whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kb.adapters import staging
from kb.adapters.exchange import exchange
from kb.adapters.staging import locked, put_in_place
from kb.errors import KbError

BUILDS_FOREVER = """
import sys
from pathlib import Path
from kb.adapters.staging import put_in_place
folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for name in ("one", "two"):
        put_in_place(folder / name, folder / "site")
"""
HOLDS_THE_LOCK = """
import sys
from pathlib import Path
from kb.adapters.staging import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def built(folder: Path, word: str, pages: int = 40) -> Path:
    for number in range(pages):
        page = folder / f"{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(word)
    return folder


def words(site: Path) -> list[str]:
    return [page.read_text() for page in sorted(site.rglob("*.html"))]


def test_the_first_site_and_every_later_one_is_a_plain_folder(tmp_path: Path) -> None:
    site = tmp_path / "public" / "site"
    put_in_place(built(tmp_path / "one", "one"), site)
    put_in_place(built(tmp_path / "two", "two", 30), site)
    assert words(site) == ["two"] * 30 and not site.is_symlink()
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_site_is_a_copy_not_the_work_tree(tmp_path: Path) -> None:
    work, site = built(tmp_path / "work", "one", 1), tmp_path / "site"
    put_in_place(work, site)
    with (work / "0" / "index.html").open("r+") as page:
        page.write("XXX")
    assert words(site) == ["one"]


def test_links_of_the_work_tree_are_not_published(tmp_path: Path) -> None:
    work = built(tmp_path / "work", "one", 1)
    (work / "secret").symlink_to("/etc/passwd")
    put_in_place(work, tmp_path / "site")
    assert not os.path.lexists(tmp_path / "site" / "secret")


def test_a_reader_sees_one_site_or_the_other_at_every_moment(tmp_path: Path) -> None:
    one, two, site = built(tmp_path / "one", "one", 3), built(tmp_path / "two", "two", 3), tmp_path / "site"
    put_in_place(one, site)
    if not exchange(one, two):
        pytest.skip("this file system cannot exchange two folders")
    stop, missed = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            if not (site / "0" / "index.html").exists():
                missed.append(time.monotonic())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(60):
        put_in_place(one, site)
        put_in_place(two, site)
    stop.set()
    reader.join()
    assert missed == []


def test_a_killed_build_leaves_a_whole_site_and_the_next_one_tidies_up(tmp_path: Path) -> None:
    built(tmp_path / "one", "one")
    built(tmp_path / "two", "two")
    put_in_place(tmp_path / "one", tmp_path / "site")
    for attempt in range(8):
        with subprocess.Popen([sys.executable, "-c", BUILDS_FOREVER, str(tmp_path)], stdout=subprocess.PIPE) as build:
            assert build.stdout is not None and build.stdout.readline() == b"ready\n"
            time.sleep(0.003 * attempt + 0.002)
            build.send_signal(signal.SIGKILL)
        assert words(tmp_path / "site") in (["one"] * 40, ["two"] * 40)
    put_in_place(tmp_path / "one", tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "site", "two"]


def test_where_folders_cannot_be_exchanged_the_site_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "exchange", lambda one, other: False)
    put_in_place(built(tmp_path / "one", "one"), tmp_path / "site")
    put_in_place(built(tmp_path / "two", "two"), tmp_path / "site")
    assert words(tmp_path / "site") == ["two"] * 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "site", "two"]


def test_a_site_that_was_moved_away_when_the_build_was_killed_comes_back(tmp_path: Path) -> None:
    built(tmp_path / ".site.old", "old")
    with pytest.raises(KbError):
        put_in_place(tmp_path / "nothing was built", tmp_path / "site")
    assert words(tmp_path / "site") == ["old"] * 40


def test_what_is_not_a_site_is_never_replaced(tmp_path: Path) -> None:
    one = built(tmp_path / "one", "one", 1)
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for place in ("file", "link"):
        with pytest.raises(KbError, match="is not a folder"):
            put_in_place(one, tmp_path / place)
    assert (tmp_path / "file").read_text() == "mine" and (tmp_path / "link").is_symlink()


def test_exchanging_what_does_not_exist_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert not exchange(tmp_path / "a", tmp_path / "b") and (tmp_path / "a").is_dir()


def test_a_second_build_of_an_edition_is_told_at_once_and_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDS_THE_LOCK, str(tmp_path / "public")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(KbError, match="another kb is building the public edition"), locked(tmp_path / "public"):
            pass
        with locked(tmp_path / "internal"):
            pass
        holder.kill()
    with locked(tmp_path / "public"):
        pass
