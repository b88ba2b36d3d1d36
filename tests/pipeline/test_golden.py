"""Golden queries: read strictly, asked of the index, and sharp enough to notice when search breaks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.analysis import counting, words
from kb.cli.golden import check_search
from kb.model.golden import GoldenQuery
from kb.model.source import SourceFile
from kb.parse.queries import parse_queries
from kb.pipeline.golden import Answer, Failure, failures
from kb.query import reading
from kb.workspace import Workspace
from tests.command import kb_here

REPOSITORY = Path(__file__).resolve().parents[2]


def answered(**answers: Answer) -> Callable[[str], Answer]:
    return lambda typed: answers.get(typed, Answer((), 0))


def whats(golden: GoldenQuery, **answers: Answer) -> list[tuple[str, str]]:
    return [(one.what, one.value) for one in failures([golden], answered(**answers))]


def test_what_is_not_among_the_first_ten_is_missing() -> None:
    many = Answer([f"lessons/{number}" for number in range(20)], 20)
    assert whats(GoldenQuery("x", finds=("lessons/9",)), x=many) == []
    assert whats(GoldenQuery("x", finds=("lessons/10",)), x=many) == [("missing", "lessons/10")]


def test_what_must_not_be_found_is_not_found_anywhere() -> None:
    many = Answer([f"lessons/{number}" for number in range(20)], 20)
    assert whats(GoldenQuery("x", leaves_out=("lessons/15",)), x=many) == [("found", "lessons/15")]
    assert whats(GoldenQuery("x", nothing=True), x=many) == [("something", "lessons/0")]
    assert whats(GoldenQuery("x", nothing=True)) == []


def test_a_misspelt_query_finds_after_one_click() -> None:
    golden = GoldenQuery("vendro", finds=("lessons/1",), suggests="vendor")
    vendor = Answer(["lessons/1"], 1)
    assert whats(golden, vendro=Answer((), 0, "vendors"), vendor=vendor) == []
    assert whats(golden, vendro=Answer((), 0), vendor=vendor) == [("suggests", "")]


def test_a_query_is_read_with_its_line_and_what_is_wrong_is_said() -> None:
    text = "- query: kickoff\n  finds: [lessons/2018/a]\n- find: x\n- query: y\n  nothing: maybe\n"
    queries, problems = parse_queries(SourceFile("site_config/queries.yml", text.encode()))
    assert queries[0] == GoldenQuery("kickoff", finds=("lessons/2018/a",), line=1)
    assert [(one.line, one.code) for one in problems] == [(3, "KB301"), (3, "KB302"), (5, "KB305")]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository's own base, with a cache of its own."""
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("content", "lessons", "site_config"):
        shutil.copytree(REPOSITORY / name, tmp_path / "base" / name)
    return tmp_path / "base"


def asked(base: Path) -> tuple[tuple[Failure, ...], int]:
    return check_search(Workspace(base), "en", lambda text: None)


def test_the_repositorys_golden_queries_are_answered(base: Path) -> None:
    failed, count = asked(base)
    assert [(one.golden.query, one.what, one.value) for one in failed] == []
    assert count >= 60


@pytest.mark.parametrize("engine", ["whoosh", "sqlite"])
def test_both_engines_answer_them(base: Path, engine: str) -> None:
    settings = base / "site_config" / "settings.toml"
    settings.write_text(f'search_engine = "{engine}"\n' + settings.read_text())
    assert asked(base)[0] == ()


def test_a_broken_chinese_separator_makes_them_fail(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (words, counting, reading):
        monkeypatch.setattr(module, "is_han", lambda piece: False)
    missed = {one.golden.query for one in asked(base)[0] if one.what == "missing"}
    assert {"部门", "组织", "项目怎样才算成功"} <= missed


def test_the_command_says_what_failed_and_exits_1(base: Path) -> None:
    (base / "site_config/queries.yml").write_text("- query: 沙龙\n- query: nonsense\n  finds: [lessons/2018/nothing]\n")
    said = kb_here("--root", str(base), "--lang", "en", "check", "--search")
    assert said.code == 1 and "2 golden queries asked, 1 answered otherwise" in said.err
    assert "queries.yml:2:" in said.out and "lessons/2018/nothing" in said.out
    assert kb_here("--root", str(base), "--lang", "zh", "check", "--search").out.count("前十条里没有") == 1


def test_an_unreadable_file_is_said_and_nothing_is_asked(base: Path) -> None:
    (base / "site_config/queries.yml").write_text("- query: [\n")
    said = kb_here("--root", str(base), "--lang", "en", "check", "--search")
    assert said.code == 2 and "queries.yml" in said.err


def test_without_golden_queries_that_is_said(base: Path) -> None:
    (base / "site_config/queries.yml").unlink()
    assert "no golden queries" in kb_here("--root", str(base), "--lang", "en", "check", "--search").err
