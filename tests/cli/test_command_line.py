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
    for name, (sentence, _) in COMMANDS.items():
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


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        (("check", "--frob"), ("`kb check` has no option --frob", "`kb check --help` lists the options"), ("`kb check` 没有选项 --frob", "`kb check --help` 列出全部选项")),
        (("check", "--fxi"), ("`kb check` has no option --fxi", "did you mean `--fix`?"), ("`kb check` 没有选项 --fxi", "是不是 `--fix`？")),
        (("check", "--root", "x"), ("`kb check` has no option --root", "it stands before the command: `kb --root … check`"), ("`kb check` 没有选项 --root", "它要写在命令之前：`kb --root … check`")),
        (("check", "--format", "xml"), ("--format cannot be `xml`", "one of: text, json, github, gitlab, sarif, junit"), ("--format 不能是 `xml`", "可选：text、json、github、gitlab、sarif、junit")),
        (("search", "--limit", "many"), ("--limit cannot be `many`", "it is a whole number from 1 to 1000"), ("--limit 不能是 `many`", "应是 1 到 1000 的整数")),
        (("new", "leson"), ("KIND cannot be `leson`", "did you mean `lesson`? one of: lesson, practice, case, salon, person, project, talk"), ("“类型”不能是 `leson`", "是不是 `lesson`？可选：lesson、practice、case、salon、person、project、talk")),
        (("show",), ("ID is missing", "usage: kb show [OPTIONS] ID"), ("缺少“编号”", "用法：kb show [选项] 编号")),
        (("gate", "--files", "f"), ("--request FILE is missing", "usage: kb gate [OPTIONS] --request FILE --files FILE --reviews FILE"), ("缺少 --request 文件", "用法：kb gate [选项] --request 文件 --files 文件 --reviews 文件")),
        (("check", "--changed-since"), ("--changed-since needs a value", "usage: kb check [OPTIONS] [PATHS]…"), ("--changed-since 后面要写一个值", "用法：kb check [选项] [路径]…")),
        (("check", "--fix=now"), ("--fix takes no value", "usage: kb check [OPTIONS] [PATHS]…"), ("--fix 后面不写值", "用法：kb check [选项] [路径]…")),
        (("doctor", "now"), ("`kb doctor` takes no `now`", "usage: kb doctor [OPTIONS]"), ("`kb doctor` 之后不能写 `now`", "用法：kb doctor [选项]")),
        (("topics", "renam"), ("there is no command `renam`", "did you mean `kb topics rename`?"), ("没有命令 `renam`", "是不是 `kb topics rename`？")),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)  # fmt: skip
def test_wrong_use_exits_with_two_and_says_why_and_what_to_write(
    args: tuple[str, ...], english: tuple[str, str], chinese: tuple[str, str]
) -> None:
    for lang, (first, second) in (("en", english), ("zh", chinese)):
        said = kb_here("--lang", lang, *args)
        assert (said.code, said.out, said.err) == (2, "", f"kb: {first}\n    {second}\n")


def test_without_a_command_the_help_is_shown_and_the_shell_told() -> None:
    for args, first in (((), "Usage: kb "), (("--lang", "zh"), "用法：kb ")):
        said = kb_here(*args)
        assert (said.code, said.out) == (2, "") and said.err.startswith(first)


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


def test_ctrl_c_while_the_program_is_being_loaded_leaves_no_traceback() -> None:
    script = (
        "import sys\nclass Stopped:\n    def find_spec(self, name, *_):\n        if name == 'click': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Stopped())\nfrom kb.__main__ import main\nmain()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env={"PYTHONPATH": ":".join(sys.path)})  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
