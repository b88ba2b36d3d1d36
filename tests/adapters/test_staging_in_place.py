"""The finished site is switched into place whole, whatever happens."""

from __future__ import annotations

import errno
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
from kb.adapters.staging import catch_up, locked, mend, switch
from kb.adapters.tree import Tree
from kb.errors import KbError

BUILDS_FOREVER = """
import sys
from pathlib import Path
from kb.adapters.staging import catch_up, mend, switch
folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    for name in ("one", "two"):
        mend(folder / "site")
        catch_up(folder / "work", folder / name, None)
        switch(folder / "work", folder / "site")
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


def test_the_new_tree_is_the_site_and_the_old_site_is_where_the_new_tree_was(tmp_path: Path) -> None:
    work, site = built(tmp_path / "work", "one"), tmp_path / "site"
    switch(work, site)
    assert words(site) == ["one"] * 40 and not work.exists()
    switch(built(work, "two", 30), site)
    assert words(site) == ["two"] * 30 and words(work) == ["one"] * 40
    assert not site.is_symlink() and sorted(path.name for path in tmp_path.iterdir()) == ["site", "work"]


def test_a_tree_catches_up_with_the_files_that_differ_and_what_is_written_to_it_stays_in_it(tmp_path: Path) -> None:
    work, site = built(tmp_path / "work", "one", 4), built(tmp_path / "site", "one", 3)
    (site / "0" / "index.html").write_text("new")
    (site / "5").mkdir()
    (site / "5" / "index.html").write_text("more")
    catch_up(work, site, ["0/index.html", "3/index.html", "5/index.html"])
    assert words(work) == words(site) and not (work / "3").exists()
    Tree(work).write("0/index.html", b"XXX")
    assert (site / "0" / "index.html").read_text() == "new" and (work / "0" / "index.html").read_text() == "XXX"


def test_the_second_tree_takes_no_room_on_the_disk(tmp_path: Path) -> None:
    site = built(tmp_path / "site", "one", 3)
    catch_up(tmp_path / "work", site, None)
    assert all((tmp_path / "work" / f"{one}/index.html").samefile(site / f"{one}/index.html") for one in "012")


def test_where_files_cannot_have_two_names_they_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    site = built(tmp_path / "site", "one", 3)
    catch_up(tmp_path / "work", site, None)
    assert words(tmp_path / "work") == ["one"] * 3
    assert not (tmp_path / "work" / "0" / "index.html").samefile(site / "0" / "index.html")


def test_whoever_reads_a_file_reads_it_to_its_end_while_it_is_written_anew(tmp_path: Path) -> None:
    tree = Tree(tmp_path)
    tree.write("a/page.html", b"the old page")
    with (tmp_path / "a" / "page.html").open("rb") as reader:
        assert reader.read(4) == b"the "
        tree.write("a/page.html", b"THE NEW PAGE")
        assert reader.read() == b"old page"
    assert (tmp_path / "a" / "page.html").read_bytes() == b"THE NEW PAGE"


def test_a_link_that_somebody_put_in_the_place_of_a_file_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "tree").mkdir()
    (tmp_path / "tree" / "page.html").symlink_to(tmp_path / "mine")
    Tree(tmp_path / "tree").write("page.html", b"a page")
    assert (tmp_path / "mine").read_text() == "mine" and (tmp_path / "tree" / "page.html").read_bytes() == b"a page"


def test_a_tree_that_knows_nothing_is_made_anew_but_for_links(tmp_path: Path) -> None:
    site = built(tmp_path / "site", "one", 3)
    (site / "secret").symlink_to("/etc/passwd")
    built(tmp_path / "work", "stale", 9)
    catch_up(tmp_path / "work", site, None)
    assert words(tmp_path / "work") == ["one"] * 3 and not os.path.lexists(tmp_path / "work" / "secret")


def test_a_reader_sees_one_site_or_the_other_at_every_moment(tmp_path: Path) -> None:
    work, site = built(tmp_path / "work", "one", 3), built(tmp_path / "site", "two", 3)
    if not exchange(work, site):
        pytest.skip("this file system cannot exchange two folders")
    stop, missed = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            if not (site / "0" / "index.html").exists():
                missed.append(time.monotonic())

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(500):
        switch(work, site)
    stop.set()
    reader.join()
    assert missed == []


def test_a_killed_build_leaves_a_whole_site_and_the_next_one_tidies_up(tmp_path: Path) -> None:
    built(tmp_path / "one", "one")
    built(tmp_path / "two", "two")
    built(tmp_path / "site", "one")
    for attempt in range(8):
        with subprocess.Popen([sys.executable, "-c", BUILDS_FOREVER, str(tmp_path)], stdout=subprocess.PIPE) as build:
            assert build.stdout is not None and build.stdout.readline() == b"ready\n"
            time.sleep(0.003 * attempt + 0.002)
            build.send_signal(signal.SIGKILL)
        assert words(tmp_path / "site") in (["one"] * 40, ["two"] * 40)
    catch_up(tmp_path / "work", tmp_path / "one", None)
    switch(tmp_path / "work", tmp_path / "site")
    assert words(tmp_path / "site") == ["one"] * 40


def test_where_folders_cannot_be_exchanged_the_site_is_replaced_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "exchange", lambda one, other: False)
    work, site = built(tmp_path / "work", "two"), built(tmp_path / "site", "one")
    switch(work, site)
    assert words(site) == ["two"] * 40 and words(work) == ["one"] * 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "work"]


def test_a_site_that_was_moved_away_when_the_build_was_killed_comes_back(tmp_path: Path) -> None:
    built(tmp_path / ".site.old", "old")
    mend(tmp_path / "site")
    assert words(tmp_path / "site") == ["old"] * 40
    built(tmp_path / ".site.old", "older")
    mend(tmp_path / "site")
    assert words(tmp_path / "site") == ["old"] * 40 and not (tmp_path / ".site.old").exists()


def test_what_is_not_a_site_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for place in ("file", "link"):
        with pytest.raises(KbError, match="is not a folder"):
            switch(built(tmp_path / f"for {place}", "one", 1), tmp_path / place)
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
