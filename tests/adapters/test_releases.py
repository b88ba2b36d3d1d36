"""Whoever opens the live site while it is published, or after a publisher was killed, finds one release, whole."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.adapters.releases import Releases, manifest
from kb.errors import KbError

FILES = 60
PUBLISHER = """
import sys
from itertools import count
from pathlib import Path
from kb.adapters.releases import Releases, manifest
releases, sites, first, rounds = Releases(Path(sys.argv[1])), sys.argv[2:4], int(sys.argv[4]), int(sys.argv[5])
print("begun", flush=True)
for number in range(first, first + rounds):
    site = Path(sites[number % 2])
    with releases.held():
        releases.add(f"{number:06}", site, manifest(site), {"release.json": site.name.encode()}, 5)
"""


@pytest.fixture
def sites(tmp_path: Path) -> list[Path]:
    """Two sites, each of which says its own name in every file."""
    for name in ("old", "new"):
        for number in range(FILES):
            path = tmp_path / name / f"{number % 7}" / f"page-{number}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name} " * 4000)
    return [tmp_path / "old", tmp_path / "new"]


def publisher(target: Path, sites: list[Path], first: int, rounds: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", PUBLISHER, str(target), *map(str, sites), str(first), str(rounds)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)


def whole(target: Path, sites: list[Path]) -> str:
    """Which of the sites is live; it has every byte and none of the other."""
    live = target / "current"
    name = (live / "release.json").read_text()
    found = manifest(live)
    found.pop("release.json")
    assert found == manifest(next(one for one in sites if one.name == name))
    return name


def test_a_release_is_live_at_once_and_five_are_kept(tmp_path: Path, sites: list[Path]) -> None:
    releases = Releases(tmp_path / "srv")
    for number in range(7):
        with releases.held():
            releases.add(f"{number}", sites[number % 2], manifest(sites[number % 2]), {}, 5)
        assert releases.live == f"{number}"
    assert releases.names() == ["2", "3", "4", "5", "6"]
    releases.switch(releases.before(releases.live))
    assert manifest(tmp_path / "srv" / "current") == manifest(sites[1])


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path, sites: list[Path]) -> None:
    (tmp_path / "srv").mkdir()
    (tmp_path / "srv" / "thesis.txt").write_text("ten years of work")
    with pytest.raises(KbError, match=r"thesis\.txt"), Releases(tmp_path / "srv").held():
        pass
    assert [one.name for one in (tmp_path / "srv").iterdir()] == ["thesis.txt"]


def test_two_cannot_publish_to_one_place_at_once(tmp_path: Path) -> None:
    with (
        Releases(tmp_path / "srv").held(),
        pytest.raises(KbError, match="another kb"),
        Releases(tmp_path / "srv").held(),
    ):
        pass


def test_a_site_that_changes_while_it_is_copied_is_not_published(tmp_path: Path, sites: list[Path]) -> None:
    releases, files = Releases(tmp_path / "srv"), manifest(sites[0])
    (sites[0] / "0" / "page-0.html").write_text("something else")
    with releases.held(), pytest.raises(KbError, match="page-0"):
        releases.add("1", sites[0], files, {}, 5)
    assert releases.live == "" and releases.names() == []


@pytest.mark.slow
def test_a_publisher_killed_at_any_step_leaves_the_old_site_or_the_new_one(tmp_path: Path, sites: list[Path]) -> None:
    target, source, seen = tmp_path / "srv", random.Random(5), set()
    publisher(target, sites, 0, 1).wait()
    for number in range(1, 41):
        process = publisher(target, sites, number * 100, 100)
        assert process.stdout is not None and process.stdout.readline() == "begun\n"
        time.sleep(source.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        seen.add(whole(target, sites))
    assert seen == {"old", "new"}
    publisher(target, sites, 9000, 1).wait()
    assert not [one for one in (target / "releases").iterdir() if one.name.startswith(".")]
    assert len(list((target / "releases").iterdir())) == 5


@pytest.mark.slow
def test_a_thousand_opens_during_fifty_publishes_give_whole_pages_of_one_release(
    tmp_path: Path, sites: list[Path]
) -> None:
    target, source = tmp_path / "srv", random.Random(7)
    publisher(target, sites, 0, 1).wait()
    expected = {name: f"{name} " * 4000 for name in ("old", "new")}
    pages = [path.relative_to(sites[0]) for path in sites[0].rglob("*.html")]
    process, opens, seen = publisher(target, sites, 1, 50), 0, set()
    while process.poll() is None or opens < 1000:
        text = (target / "current" / source.choice(pages)).read_text()
        assert text in expected.values()
        seen.add(text[:3])
        opens += 1
        if process.poll() is None:
            time.sleep(0.002)
    assert process.returncode == 0 and opens >= 1000
    assert len(Releases(target).names()) == 5 and seen == {"old", "new"}
    print(f"{opens} opens during 50 publishes: 0 errors, 0 mixed pages")
