"""No command loses what people wrote: most write nothing there, the others a whole new file in one step."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.adapters import replacing
from kb.errors import KbError
from tests.command import kb_here

PROJECT = Path(__file__).parents[1]
READERS = (
    "check", "check --strict --advice", "check --fix --dry-run", "check --format json", "index", "search kickoff",
    "related lessons/2026/agree-on-value", "show lessons/2026/agree-on-value", "build", "build --audience public",
    "build", "topics", "schema lesson", "publish --to {away} --dry-run", "publish --to {away}",
)  # fmt: skip
# Whoever removes or moves files does so in folders of kb's own; each name here was looked at.
REMOVERS = frozenset("""
    kb/adapters/edition_folder.py kb/adapters/index_cache.py kb/adapters/index_refresh.py kb/adapters/index_table.py
    kb/adapters/journal.py kb/adapters/leak_scan.py kb/adapters/parse_cache.py kb/adapters/releases.py
    kb/adapters/replacing.py kb/adapters/staging.py kb/adapters/mkdocs_theme.py kb/composing/examining.py kb/composing/publishing.py
    kb/adapters/terms_store.py kb/adapters/sqlite_search.py kb/adapters/whoosh_search.py kb/adapters/second_process.py
    kb/adapters/summaries.py kb/adapters/index_sums.py kb/adapters/zensical_site.py kb/adapters/tree.py
""".split())  # fmt: skip


def everything(base: Path) -> dict[str, bytes]:
    files = (path for path in base.rglob("*") if path.is_file() and "build" not in path.relative_to(base).parts)
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in files}


def test_commands_that_show_something_change_no_file_of_the_base(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    before = everything(base)
    for words in READERS:
        said = kb_here("--root", str(base), *words.format(away=tmp_path / "srv").split())
        assert said.code in (0, 1), (words, said.err)
        assert everything(base) == before, words


def test_only_these_modules_remove_or_move_files() -> None:
    removing = re.compile(
        r"\.unlink\(|rmtree\(|\.rmdir\(|\.rename\(|\.replace\((?:self\._|target|path|site|place|old|Path|folder)|os\.(?:remove|replace|rename|unlink)\(|remove_tree\("
    )
    found = {
        path.relative_to(PROJECT).as_posix()
        for path in (PROJECT / "kb").rglob("*.py")
        if removing.search(path.read_text())
    }
    assert sorted(found - REMOVERS) == []


WRITER = """
import sys
from itertools import cycle
from pathlib import Path
from kb.adapters import replacing
root = Path(sys.argv[1])
print("begun", flush=True)
for number, word in enumerate(cycle(("old ", "new "))):
    replacing.write_all(root, {"lessons/a.md": (word * 100_000).encode()})
    replacing.write_new(root, f"lessons/n-{sys.argv[2]}-{number}.md", (word * 100_000).encode())
"""


def killed(root: Path, times: int) -> None:
    source = random.Random(3)
    whole = {("old " * 100_000).encode(), ("new " * 100_000).encode()}
    (root / "lessons").mkdir()
    (root / "lessons/a.md").write_bytes(("old " * 100_000).encode())
    for number in range(times):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(root), str(number)], stdout=subprocess.PIPE)
        assert process.stdout is not None and process.stdout.readline() == b"begun\n"
        time.sleep(source.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert {path.read_bytes() for path in (root / "lessons").glob("[an]*.md")} <= whole


def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    killed(tmp_path, 3)


@pytest.mark.slow
def test_a_writer_killed_often_leaves_whole_files(tmp_path: Path) -> None:
    killed(tmp_path, 60)


def test_a_file_that_is_there_is_never_written_by_who_wants_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("mine")
    assert not replacing.write_new(tmp_path, "a.md", b"yours")
    assert replacing.write_new(tmp_path, "b.md", b"yours")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.md": "mine", "b.md": "yours"}


def test_a_replaced_file_keeps_its_rights_and_nothing_else_stays(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("old")
    (tmp_path / "a.md").chmod(0o640)
    replacing.write_all(tmp_path, {"a.md": b"new"})
    assert [(one.name, one.stat().st_mode & 0o777) for one in tmp_path.iterdir()] == [("a.md", 0o640)]


def test_nothing_is_written_through_a_link_out_of_the_base(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "away").mkdir()
    (tmp_path / "base/lessons").symlink_to(tmp_path / "away")
    with pytest.raises(KbError):
        replacing.write_all((tmp_path / "base").resolve(), {"lessons/a.md": b"x"})
    assert list((tmp_path / "away").iterdir()) == []
