"""The command line as a whole: quick, helpful, and without a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli import COMMANDS
from tests.command import kb, kb_here

HEAVY = {"whoosh", "mkdocs", "rich", "comrak", "nh3", "frontmatter", "yaml", "pygments", "material"}


def loaded(*args: str, cwd: Path) -> set[str]:
    """Names of the packages that a command line loads."""
    script = (
        f"import sys; sys.argv = ['kb', *{list(args)!r}]\nimport kb.cli\ncode = kb.cli.run()\n"
        "print('\\n' + ' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=cwd, env={"PYTHONPATH": ":".join(sys.path)})  # fmt: skip
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("serch",), ()])
def test_help_loads_nothing_heavy(args: tuple[str, ...], tmp_path: Path) -> None:
    assert loaded(*args, cwd=tmp_path) & HEAVY == set()


def test_check_loads_neither_search_nor_site(base: Path) -> None:
    assert loaded("check", cwd=base) & {"whoosh", "mkdocs", "rich", "material"} == set()


def test_help_lists_every_command_with_a_sentence() -> None:
    out = kb_here("--help").out
    for name, sentence in COMMANDS.items():
        assert f"  {name} " in out and sentence.split()[0] in out


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    said = kb_here(name, "--help")
    assert said.code == 0
    assert "Example: kb " in said.out


@pytest.mark.parametrize(("typed", "meant"), [("serch", "search"), ("chek", "check"), ("biuld", "build")])
def test_a_command_with_a_slip_is_suggested(typed: str, meant: str) -> None:
    said = kb_here(typed)
    assert (said.code, said.err) == (2, f"kb: there is no command `{typed}`\n    did you mean `kb {meant}`?\n")


def test_an_unknown_command_is_told_where_the_list_is() -> None:
    said = kb_here("frobnicate")
    assert (said.code, said.err.splitlines()[1]) == (2, "    `kb --help` lists the commands")


@pytest.mark.parametrize("args", [("check", "--frob"), ("--frob",), ("check", "--format", "xml"), ("show",), ("--lang", "fr", "check")])  # fmt: skip
def test_wrong_use_exits_with_two_and_says_why(args: tuple[str, ...]) -> None:
    said = kb_here(*args)
    assert (said.code, said.out) == (2, "")
    assert "Error: " in said.err


def test_the_nearest_base_upwards_is_used(base: Path) -> None:
    assert kb("check", cwd=base / "lessons/2026").err.startswith("6 files")


def test_the_environment_names_a_base(base: Path, tmp_path: Path) -> None:
    assert kb("check", cwd=tmp_path, env={"KB_ROOT": str(base)}).err.startswith("6 files")


def test_the_option_wins_over_the_environment_and_the_folder(base: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    kb_here("init", str(other))
    assert kb("--root", "../other", "check", cwd=base, env={"KB_ROOT": str(base)}).err.startswith("0 files")


@pytest.mark.parametrize("args", [(), ("--root", "nowhere"), ("--root", "."), ("--root", "~nobody-of-that-name"), ("--root", "a\x1b[31m")])  # fmt: skip
def test_without_a_base_one_line_says_so_and_one_what_to_do(tmp_path: Path, args: tuple[str, ...]) -> None:
    said = kb(*args, "check", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    first, second = said.err.splitlines()
    assert first.startswith("kb: ") and "`kb init" in second and "\x1b" not in said.err


def test_a_reader_who_leaves_early_is_no_error(base: Path) -> None:
    for number in range(300):
        (base / f"lessons/2026/bad-{number}.md").write_text("no front matter")
    command = f"{sys.executable} -m kb --root {base} check | head -1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path), "PATH": "/bin:/usr/bin"})  # fmt: skip
    assert "Traceback" not in done.stderr and "Broken" not in done.stderr


def test_what_stops_a_search_is_said_in_the_readers_language(tmp_path: Path) -> None:
    said = kb_here("--lang", "zh", "--root", str(tmp_path / "nowhere"), "search", "x")
    assert (said.code, said.err.splitlines()[0].startswith("kb: 没有文件夹")) == (2, True)
    assert kb_here("--lang=zh", "serch").err.splitlines() == ["kb: 没有命令 `serch`", "    是不是 `kb search`？"]
    assert kb_here("--lang", "en", "serch").err.splitlines()[1] == "    did you mean `kb search`?"
