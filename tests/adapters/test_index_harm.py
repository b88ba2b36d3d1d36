"""A real index run that is killed, starved or disturbed at any step: the next search is right, on both engines.

A run happens in a forked process, which kills itself (SIGKILL) just before its n-th change to a file of the cache.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.query.concepts import Concepts
from kb.query.reading import read
from kb.workspace import Workspace
from tests.adapters.small_base import small_base, write

EXPECTED = ["lessons/2018/name-the-risks"]
REPOSITORY = Path(__file__).resolve().parents[2]
CHANGES = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "sqlite3.connect")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(params=["whoosh", "sqlite"])
def root(tmp_path: Path, cache: Path, request: pytest.FixtureRequest) -> Path:
    return base_on(tmp_path / "base", request.param)


def base_on(folder: Path, engine: str) -> Path:
    base = small_base(folder)
    write(base, "site_config/settings.toml", f'search_engine = "{engine}"')
    return base


def search(root: Path, typed: str = "vendor", *, rebuild: bool = False) -> list[str]:
    with Workspace(root).search(lambda said: None, rebuild=rebuild) as engine:
        return [hit.id for hit in engine.search(read(typed, Concepts(engine.concepts))).hits]


def forked(work: Callable[[], object]) -> int:
    """The process id of one that does some work and ends: with 0, 1 where it was refused politely, 2 for a bug."""
    process = os.fork()
    if process:
        return process
    ended = 2
    try:
        work()
        ended = 0
    except KbError:
        ended = 1
    except BaseException as error:  # noqa: BLE001 – whatever it is, it is told
        os.write(2, f"{error!r}\n".encode())
    finally:
        os._exit(ended)


def ended(process: int) -> int:
    """How a process ended: its exit code, or the signal that killed it below zero."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def killed_at(step: int, cache: Path, work: Callable[[], object]) -> bool:
    """Whether the work was killed before its `step`-th change in the cache; it may need fewer."""

    def counted() -> None:
        left = step

        def hook(event: str, args: tuple[object, ...]) -> None:
            nonlocal left
            if event in CHANGES and str(cache) in str(args[0]):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        work()

    found = ended(forked(counted))
    assert found in (0, -signal.SIGKILL)
    return found != 0


def steps(every: int) -> Iterator[int]:
    return iter(range(1, 10_000, every))


def check_every_step(root: Path, cache: Path, every: int) -> int:
    """Kill a run that rebuilds, and one that takes in a change, at each of the steps; how many there were."""
    search(root)
    killed = 0
    for step in steps(every):
        if not killed_at(step, cache, lambda: search(root, rebuild=True)):
            break
        killed += 1
        assert search(root) == EXPECTED, step
    for step in steps(every):
        write(root, "lessons/2019/more.md", f"---\ntitle: Number {step}\n---\nUnique{step}.\n", settled=False)
        if not killed_at(step, cache, lambda: search(root)):
            break
        killed += 1
        assert search(root, f"unique{step}") == ["lessons/2019/more"], step
        assert search(root) == EXPECTED, step
    assert not [one for folder in cache.iterdir() for one in folder.glob("new-*")]
    return killed


def test_killed_at_a_sample_of_all_steps_the_next_search_is_right(root: Path, cache: Path) -> None:
    assert check_every_step(root, cache, every=5) >= 6


@pytest.mark.slow
def test_killed_at_each_of_all_steps_the_next_search_is_right(root: Path, cache: Path) -> None:
    assert check_every_step(root, cache, every=1) >= 30


@pytest.mark.slow
def test_a_whole_command_killed_at_any_moment_leaves_the_next_search_right(root: Path, cache: Path) -> None:
    command = [sys.executable, "-m", "kb", "--root", str(root), "index", "--rebuild"]
    for number in range(12):
        running = subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.DEVNULL)
        time.sleep(0.1 + number * 0.04)
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert search(root) == EXPECTED


@pytest.mark.parametrize("most", [0, 1_000, 9_000])
def test_on_a_full_disk_the_old_answer_stays_or_the_refusal_is_polite(root: Path, cache: Path, most: int) -> None:
    search(root)

    def starved() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        write_more()

    def write_more() -> None:
        assert search(root, rebuild=True) == EXPECTED

    assert ended(forked(starved)) in (0, 1)
    assert search(root) == EXPECTED


def test_on_a_full_disk_the_last_index_answers_and_says_so(root: Path, cache: Path) -> None:
    search(root)
    write(root, "lessons/2019/more.md", "---\ntitle: More vendors\n---\nText.\n", settled=False)

    def starved() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        said: list[str] = []
        with Workspace(root).search(said.append) as engine:
            found = engine.search(read("vendor", Concepts(engine.concepts))).hits
        assert [hit.id for hit in found] == EXPECTED
        assert "from the last one" in said[-1]

    assert ended(forked(starved)) == 0
    assert "lessons/2019/more" in search(root)


def test_two_writers_take_turns(root: Path, cache: Path) -> None:
    running = [forked(lambda: search(root, rebuild=True)) for _ in range(4)]
    assert [ended(one) for one in running] == [0, 0, 0, 0]
    assert search(root) == EXPECTED


def test_a_reader_is_right_while_others_commit(root: Path, cache: Path) -> None:
    search(root)

    def committing() -> None:
        for _ in range(6):
            search(root, rebuild=True)

    running = forked(committing)
    answers = 0
    while os.waitpid(running, os.WNOHANG) == (0, 0):
        assert search(root) == EXPECTED
        answers += 1
    assert answers > 3


@pytest.mark.parametrize("engine", ["whoosh", "sqlite"])
def test_a_cache_that_may_only_be_read_is_read_and_done_without(engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may write everywhere, so the search is somebody else's."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        monkeypatch.setenv("KB_CACHE_DIR", str(place / "cache"))
        root = base_on(place / "base", engine)
        search(root)
        for one in (place, *place.rglob("*")):
            one.chmod(0o555 if one.is_dir() else 0o444)

        def reading() -> None:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            assert search(root) == EXPECTED

        assert ended(forked(reading)) == 0
        write_as_owner = place / "base/lessons/2018/name-the-risks.md"
        for one in (place, *place.rglob("*")):
            one.chmod(0o755 if one.is_dir() else 0o644)
        write_as_owner.write_text("---\ntitle: Name the risks\n---\nAnother vendor.\n")
        for one in (place / "cache").rglob("*"):
            one.chmod(0o555 if one.is_dir() else 0o444)

        def reading_the_new() -> None:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            assert search(root, "another vendor") == EXPECTED

        assert ended(forked(reading_the_new)) == 0
        for one in (place, *place.rglob("*")):
            one.chmod(0o755 if one.is_dir() else 0o644)
