"""What commands answer a reader of Chinese: kinds, states, readers and topics by their names, and every remark."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.cli.build import show_built
from kb.editions import Dropped
from kb.model.kinds import PHASES, Audience, Kind, Status
from kb.model.names import NAMES, named
from kb.rules import Report
from kb.workspace import Built
from tests.command import kb_here
from tests.test_messages import english_words, placeholders

REPOSITORY = Path(__file__).parents[2]
HAN = re.compile("[\u4e00-\u9fff]")
ENTRY = "lessons/2018/robust-communication-mechanisms"


def zh(*args: str) -> str:
    said = kb_here("--lang", "zh", "--root", str(REPOSITORY), *args)
    assert said.code == 0
    return said.out


def test_every_kind_state_phase_and_reader_has_a_name() -> None:
    values = {"kind": Kind, "status": Status, "phase": PHASES, "audience": Audience}
    assert {f"{group}.{value}" for group, many in values.items() for value in many} == NAMES.keys()


def test_a_value_without_a_name_and_a_value_for_readers_of_english_stay_as_one_types_them() -> None:
    assert (named("status", "odd", "zh"), named("status", "validated", "en")) == ("odd", "validated")


def test_an_entry_is_shown_with_the_names_that_the_site_uses() -> None:
    lines = zh("show", ENTRY).splitlines()[2:7]
    assert lines[0].startswith("状态：") and lines[0][5:] in {one for _, one in NAMES.values()}
    assert lines[1] == "日期：2018-05-27" and lines[2].startswith("主题：沟通、") and lines[3] == "读者：公开"
    assert "status:    ○" in kb_here("--lang", "en", "--root", str(REPOSITORY), "show", ENTRY).out


def test_hits_and_related_entries_say_their_kind_and_state_in_chinese() -> None:
    first = zh("search", "沟通机制", "--kind", "practice", "--full", "--limit", "1").splitlines()[2]
    assert first.startswith("  实践 · 草稿 · ")
    assert "  实践 · " in zh("related", ENTRY)


def test_programs_are_given_the_same_values_in_either_language() -> None:
    for name in ("show", "related"):
        asked = ("--root", str(REPOSITORY), name, ENTRY, "--format", "json")
        assert kb_here("--lang", "zh", *asked).out == kb_here("--lang", "en", *asked).out


def test_a_build_says_in_chinese_what_it_made_and_what_it_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    dropped = tuple(Dropped(f"lessons/{number}", "project", "content/projects/x") for number in range(7))
    built = Built(Path("build/site"), Audience.PUBLIC, Report((), 9, {}), 12, 3, dropped, ("a.heic",))
    show_built(Path("build"), built, 2.0, "zh")
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[-2:]) == ("site\n", ["    …… 另有 2 处", "公开版：3 个条目，12 个页面，用时 2.0 秒"])
    assert err.splitlines()[:2] == ["提示：a.heic 未带入", "7 处引用指向这类读者不能看的内容，已略去："]


def test_no_command_says_an_english_sentence_that_has_no_chinese_beside_it() -> None:
    found = []
    for path in sorted((REPOSITORY / "kb/cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "click.echo",
                "click.prompt",
                "click.pause",
                "fail",
                "_say",
            ):
                said = [
                    one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
                ]
                found += [f"{path.name}:{node.lineno}: {text}" for text in said if english_words(text)]
    assert found == []


def tables() -> Iterator[tuple[str, tuple[str, str]]]:
    """Every text of a command that stands in a table, with where it stands."""
    for path in sorted((REPOSITORY / "kb/cli").glob("[!_]*.py")):
        module = importlib.import_module(f"kb.cli.{path.stem}")
        for name in ("WORDS", "_WORDS", "SAID"):
            for key, value in getattr(module, name, {}).items():
                if isinstance(value, tuple) and isinstance(value[0], str):
                    yield f"{path.stem}.{name}[{key}]", value


def test_texts_in_tables_are_pairs_that_fill_in_the_same_and_whose_second_is_chinese() -> None:
    pairs = dict(tables())
    assert len(pairs) > 90
    assert [where for where, both in pairs.items() if len(both) != 2] == []
    assert [where for where, (first, second) in pairs.items() if placeholders(first) != placeholders(second)] == []
    assert [
        where for where, (first, second) in pairs.items() if HAN.search(second) is None and english_words(first)
    ] == []
