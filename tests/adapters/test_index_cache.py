"""The index on the disk: never silently wrong, whatever happens to its files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.query.concepts import Concepts
from kb.query.reading import read
from kb.workspace import Workspace
from tests.adapters.small_base import FILES, small_base, write

EXPECTED = ["lessons/2018/name-the-risks"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(params=["whoosh", "sqlite"])
def root(tmp_path: Path, cache: Path, request: pytest.FixtureRequest) -> Path:
    base = small_base(tmp_path / "base")
    write(base, "site_config/settings.toml", f'search_engine = "{request.param}"')
    return base


def search(root: Path, typed: str = "vendor") -> tuple[list[str], list[str]]:
    """The ids that a search finds, and what it said."""
    said: list[str] = []
    with Workspace(root).search(said.append) as engine:
        return [hit.id for hit in engine.search(read(typed, Concepts(engine.concepts))).hits], said


def files(cache: Path) -> list[Path]:
    return sorted(one for one in cache.rglob("*") if one.is_file())


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x20]) + data[middle + 1 :] if data else b"x"


@pytest.mark.parametrize(
    "harm", [flipped, lambda data: data[: len(data) // 2], lambda data: b""], ids=["flipped", "cut", "emptied"]
)
def test_any_file_may_be_harmed_and_the_answer_is_right(
    root: Path, cache: Path, harm: Callable[[bytes], bytes]
) -> None:
    search(root)
    for name in [one.relative_to(cache) for one in files(cache) if one.name != "lock"]:
        file = cache / name
        if not file.exists():
            continue  # a rebuild has named its files anew
        file.write_bytes(harm(file.read_bytes()))
        assert search(root)[0] == EXPECTED, name


def test_a_damaged_index_is_made_again_and_that_is_said(root: Path, cache: Path) -> None:
    search(root)
    names = {one.name for one in files(cache) if one.parent.name == "index"}
    for name in sorted(names):
        file = max((one for one in files(cache) if one.name == name), key=lambda one: one.stat().st_mtime_ns)
        file.write_bytes(flipped(file.read_bytes()))
        found, said = search(root)
        assert found == EXPECTED and "damaged" in said[0], name
        assert search(root) == (EXPECTED, [])


def test_a_file_that_nobody_wrote_is_not_opened(root: Path, cache: Path) -> None:
    search(root)
    index = next(one for one in files(cache) if one.name == "table.json").parent
    (index / "_MAIN_99.toc").write_bytes(b"cposix\nsystem\n")
    assert search(root)[0] == EXPECTED


def test_everything_may_be_deleted_at_any_time(root: Path, cache: Path) -> None:
    search(root)
    for file in files(cache):
        file.unlink(missing_ok=True)
        assert search(root)[0] == EXPECTED


def test_the_folder_is_its_owners_alone(root: Path, cache: Path) -> None:
    search(root)
    own = next(one for one in cache.iterdir())
    assert stat.S_IMODE(own.stat().st_mode) == 0o700


def test_two_bases_have_two_indexes(root: Path, tmp_path: Path, cache: Path) -> None:
    other = small_base(tmp_path / "elsewhere" / "base")
    write(
        other, "lessons/2018/name-the-risks.md", FILES["lessons/2018/name-the-risks.md"].replace("vendor", "supplier")
    )
    assert search(root)[0] == EXPECTED and search(other)[0] == []
    assert len(list(cache.iterdir())) == 2


def test_old_generations_are_deleted_but_for_the_one_before(root: Path, cache: Path) -> None:
    for number in range(4):
        write(root, "lessons/2019/more.md", f"---\ntitle: Number {number}\n---\nText.\n", settled=False)
        search(root)
    assert sum(1 for one in next(cache.iterdir()).iterdir() if one.name.startswith("g")) <= 2


@pytest.mark.parametrize("blocked", ["file", "missing rights"])
def test_where_no_cache_can_be_kept_the_search_is_still_answered(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocked: str
) -> None:
    place = tmp_path / "blocked"
    if blocked == "file":
        place.write_text("not a folder")
    elif os.getuid() == 0:
        pytest.skip("root may write everywhere")
    else:
        place.mkdir(mode=0o500)
    monkeypatch.setenv("KB_CACHE_DIR", str(place))
    found, said = search(root)
    assert found == EXPECTED and "made for this once" in said[0]


def test_a_reader_is_not_blocked_by_a_writer(root: Path, cache: Path) -> None:
    import fcntl

    search(root)
    with next(cache.rglob("lock")).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        write(root, "lessons/2019/more.md", "---\ntitle: More vendors\n---\nText.\n")
        found, said = search(root)
    assert found == EXPECTED and "another kb is writing" in said[0]
    assert "lessons/2019/more" in search(root)[0]


def test_an_open_reader_keeps_its_index_while_generations_come_and_go(root: Path) -> None:
    with Workspace(root).search(lambda text: None) as engine:
        for number in range(4):
            write(root, "lessons/2019/more.md", f"---\ntitle: Number {number}\n---\nText.\n", settled=False)
            search(root)
        found = [hit.id for hit in engine.search(read("vendor", Concepts(engine.concepts))).hits]
    assert found == EXPECTED
