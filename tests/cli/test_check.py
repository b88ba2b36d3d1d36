"""`kb check`: what it prints, where, and how it exits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import kb, kb_here

WARNED = "---\ntitle: Ask early\n---\n\nText.\n"
WRONG = "---\ntitle: Ask early\ntags: [rsik]\ndate: 2026-04-02\n---\n\nText.\n"


def write(base: Path, text: str, path: str = "lessons/2026/late-vendor.md") -> Path:
    target = base / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return target


def test_a_clean_base_says_so_on_standard_error_only(base: Path) -> None:
    said = kb("check", cwd=base)
    assert (said.code, said.out) == (0, "")
    assert said.err == "6 files read: 6 entries, 0 errors, 0 warnings\n"


def test_an_error_exits_with_one_and_is_data(base: Path) -> None:
    write(base, WRONG)
    said = kb_here("--root", str(base), "check")
    assert said.code == 1
    assert said.out.splitlines()[0] == "lessons/2026/late-vendor.md:3: KB401 unknown tag `rsik`"
    assert said.err == "7 files read: 7 entries, 1 error, 0 warnings\n"


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 1)])
def test_a_warning_exits_with_one_only_when_it_is_strict(base: Path, strict: tuple[str, ...], code: int) -> None:
    write(base, WARNED)
    assert kb_here("--root", str(base), "check", *strict).code == code


def test_findings_are_sorted_and_two_runs_say_the_same(base: Path) -> None:
    for name in "cab":
        write(base, WRONG, f"lessons/2026/{name}.md")
    first, second = (kb("check", cwd=base).out for _ in range(2))
    paths = [line.split(":")[0] for line in first.splitlines()[::2]]
    assert (first, paths) == (second, sorted(paths))


def test_json_is_versioned_and_says_the_same(base: Path) -> None:
    write(base, WRONG)
    said = kb_here("--root", str(base), "check", "--format", "json")
    assert said.code == 1
    value = json.loads(said.out)
    assert list(value) == ["schema", "files", "entries", "errors", "warnings", "advice", "diagnostics"]
    assert {key: value[key] for key in ("schema", "files", "errors", "warnings")} == {"schema": 1, "files": 7, "errors": 1, "warnings": 0}  # fmt: skip
    assert value["entries"] == {"lesson": 2, "person": 2, "practice": 1, "project": 1, "salon": 1}
    assert value["diagnostics"] == [
        {
            "path": "lessons/2026/late-vendor.md",
            "line": 3,
            "code": "KB401",
            "severity": "error",
            "message": "unknown tag `rsik`",
            "hint": "did you mean `risk` (Risk / 风险)?",
        }
    ]


def test_json_is_nothing_but_json(base: Path) -> None:
    assert json.loads(kb("check", "--format", "json", cwd=base).out)["diagnostics"] == []


@pytest.mark.parametrize(
    ("paths", "seen"),
    [
        (["lessons"], {"a", "b"}),
        (["lessons/2026/a.md"], {"a"}),
        (["lessons/2026/b.md", "content"], {"b", "c"}),
        (["content/people"], set()),
        (["."], {"a", "b", "c"}),
        (["lessons/2026/.."], {"a", "b"}),
        (["lessons/.."], {"a", "b", "c"}),
        (["lessons/2026"], {"a", "b"}),
        (["lessons/20"], None),
    ],
)
def test_paths_choose_what_is_shown(base: Path, monkeypatch: pytest.MonkeyPatch, paths: list[str], seen: set[str] | None) -> None:  # fmt: skip
    for path in ("lessons/2026/a.md", "lessons/2026/b.md", "content/practices/c.md"):
        write(base, WRONG, path)
    monkeypatch.chdir(base)
    said = kb_here("check", *paths)
    assert {Path(line.split(":")[0]).stem for line in said.out.splitlines()[::2]} == (seen or set())
    assert said.code == (2 if seen is None else bool(seen))


def test_paths_are_those_of_where_one_stands(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(base, WRONG)
    monkeypatch.chdir(base / "lessons")
    assert kb_here("check", "2026/late-vendor.md").code == 1
    assert kb_here("check", "..").code == 1
    assert kb_here("check", "../content").code == 0


def test_a_path_outside_the_base_is_a_mistake(base: Path, tmp_path: Path) -> None:
    said = kb_here("--root", str(base), "check", str(tmp_path))
    assert said.code == 2
    assert said.err.startswith(f"kb: {tmp_path} is not in the knowledge base at {base}\n    ")


def test_a_link_that_is_named_is_told_and_not_followed(base: Path) -> None:
    (base / "lessons/2026/link.md").symlink_to(base / "lessons/2026/agree-on-value.md")
    said = kb_here("--root", str(base), "check", str(base / "lessons/2026/link.md"))
    assert (said.code, "KB101" in said.out) == (1, True)


@pytest.mark.parametrize("env", [{"KB_LANG": "zh"}, {"LANG": "zh_CN.UTF-8"}, {"LC_ALL": "zh_TW.UTF-8"}])
def test_messages_are_in_the_language_of_the_reader(base: Path, env: dict[str, str]) -> None:
    write(base, WRONG)
    said = kb("check", cwd=base, env=env)
    assert "未知的标签 `rsik`" in said.out
    assert said.err == "读取 7 个文件：7 个条目，1 个错误，0 个警告\n"


def test_the_language_that_is_asked_for_wins(base: Path) -> None:
    write(base, WRONG)
    assert "unknown tag" in kb("--lang", "en", "check", cwd=base, env={"KB_LANG": "zh"}).out


def test_what_only_a_terminal_understands_is_not_written_into_a_file(base: Path) -> None:
    write(base, WRONG)
    said = kb("check", cwd=base)
    assert "\x1b" not in said.out + said.err
