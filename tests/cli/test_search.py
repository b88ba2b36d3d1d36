"""`kb search` and `kb index`, as a person or a script calls them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.analysis.columns import columns
from kb.cli import run
from kb.cli.hits import LINES, as_json, block, brief, shown
from kb.ports.search import FacetValue, Hit, Query, Reason, Results
from tests.adapters.small_base import small_base, write

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """A command on a small base: exit code, stdout and stderr."""
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    root = small_base(tmp_path / "base")
    write(
        root,
        "lessons/2018/formula.md",
        '---\ntitle: "=HYPERLINK(1)"\nsummary: "Formula of a vendor"\n---\nA late vendor.\n',
    )

    def call(*args: str) -> tuple[int, str, str]:
        code = run(["--root", str(root), "--lang", "en", *args])
        said = capsys.readouterr()
        return code, said.out, said.err

    assert call("index")[0] == 0
    return call


def test_a_hit_shows_title_file_status_date_and_snippet_in_three_lines(kb: Call) -> None:
    assert kb("search", "goals")[1].splitlines() == [
        "○ Hold the kickoff first",
        "  lessons/2018/kickoff-first.md · proposed · 2018-05-27",
        "  Goals were not shared.",
    ]


def test_a_hit_in_full_shows_both_titles_kind_and_tags_too(kb: Call) -> None:
    code, out, err = kb("search", "goals", "--full")
    assert code == 0
    for part in (
        "○ Hold the kickoff first",
        "先开启动会",
        "lesson",
        "proposed",
        "2018-05-27",
        "kickoff",
        "Goals were not shared.",
    ):
        assert part in out
    assert "lessons/2018/kickoff-first.md" in out and "1 found" in err


def test_json_is_versioned_and_has_every_key(kb: Call) -> None:
    value = json.loads(kb("search", "goals", "--format", "json")[1])
    assert value["schema"] == 1 and value["query"] == "goals" and value["total"] == 1
    wanted = {"id", "kind", "title", "date", "tags", "status", "audience", "score", "path", "url", "origin", "snippet"}
    assert wanted <= value["hits"][0].keys()
    assert value["facets"]["kind"] == [{"value": "lesson", "count": 1}]
    begin, end = value["hits"][0]["marks"][0]
    assert value["hits"][0]["snippet"][begin:end] == "Goals"


def test_json_lines_are_one_hit_each(kb: Call) -> None:
    lines = kb("search", "", "--format", "jsonl")[1].splitlines()
    assert len(lines) == 6 and all("id" in json.loads(line) for line in lines)


def test_no_cell_of_csv_is_a_formula(kb: Call) -> None:
    rows = list(csv.DictReader(io.StringIO(kb("search", "vendor", "--format", "csv")[1])))
    assert "'=HYPERLINK(1)" in {row["title"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_no_control_character_of_content_reaches_the_terminal() -> None:
    hostile = "a\x1b[2J\x9b\u202eb\n\r\x07"
    hit = Hit(
        "lessons/x", "lesson", hostile, hostile, 1.0, (("zh", hostile + "z"),), hostile, (hostile,), hostile,
        snippet=hostile, marks=((0, 3),), why=(Reason("kickoff", hostile),),
    )  # fmt: skip
    for line in block(hit, 60):
        assert not set(re.sub("\x1b\\[[0-9]*m", "", line)) & set(hostile[1:2] + "\x9b\u202e\n\r\x07")


def test_nothing_found_exits_0_and_suggests_the_nearest_spelling(kb: Call) -> None:
    code, out, err = kb("search", "kickaff")
    assert (code, out) == (0, "") and "did you mean: kickoff" in err


def test_what_was_searched_instead_of_a_slip_of_the_keys_is_said(kb: Call) -> None:
    code, out, err = kb("search", "kickof")
    assert code == 0 and "Hold the kickoff first" in out and "searched for “kickoff” instead of “kickof”" in err
    assert "已按“kickoff”搜索（“kickof”在库中没有出现）" in kb("--lang", "zh", "search", "kickof")[2]
    found = json.loads(kb("search", "kickof", "--format", "json")[1])
    assert found["query"] == "kickof" and found["instead"] == [{"typed": "kickof", "searched": "kickoff"}]
    assert kb("search", '"kickof"')[1] == ""


def test_an_open_quote_is_searched_as_words_and_said(kb: Call) -> None:
    code, out, err = kb("search", '"goals')
    assert code == 0 and "Hold the kickoff first" in out and "quotation mark" in err


def test_another_name_of_a_topic_finds_it_and_says_so(kb: Call) -> None:
    assert "= kickoff (kickoff)" in kb("search", "开工会", "--full")[1]
    assert "· = kickoff ·" in kb("search", "开工会")[1]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--kind", "person"), {"content/people/ma", "content/people/wang"}),
        (("--tag", "风险"), {"lessons/2018/name-the-risks"}),
        (("--speaker", "xiao ma"), {"content/people/ma", "lessons/2018/name-the-risks"}),
        (("--after", "2018-06"), {"lessons/2018/name-the-risks"}),
        (("--before", "2018-05", "--kind", "lesson"), {"lessons/2018/kickoff-first"}),
    ],
)
def test_options_filter(kb: Call, options: tuple[str, ...], expected: set[str]) -> None:
    value = json.loads(kb("search", "--format", "json", *options)[1])
    assert {hit["id"] for hit in value["hits"]} == expected


def test_an_unknown_topic_is_said_with_the_nearest_one(kb: Call) -> None:
    assert "did you mean Kickoff?" in kb("search", "--tag", "kickof")[2]


@pytest.mark.parametrize("day", ["soon", "2018-13-45", "2018-02-30", "18"])
def test_what_is_no_date_is_an_error_with_a_way_out(kb: Call, day: str) -> None:
    code, out, err = kb("search", "x", "--after", day)
    assert code == 2 and "YYYY" in err and not out


def test_messages_are_chinese_for_a_chinese_reader(kb: Call) -> None:
    assert "没有找到" in kb("--lang", "zh", "search", "zzzz")[2]
    assert "引号没有成对" in kb("--lang", "zh", "search", '"goals')[2]
    assert "已索引 6 个条目" in kb("--lang", "zh", "index", "--rebuild")[2]


def test_a_title_is_in_the_language_of_the_reader(kb: Call) -> None:
    assert kb("search", "goals", "--full")[1].startswith("○ Hold the kickoff first\n  先开启动会")
    assert kb("--lang", "zh", "search", "goals", "--full")[1].startswith("○ 先开启动会\n  Hold the kickoff first")


def test_an_explanation_names_every_token_and_what_it_added(kb: Call) -> None:
    out = kb("search", "vendor late*", "--explain")[1]
    assert re.search(r"\d\.\d{3} {2}vendor ", out) and re.search(r"\d\.\d{3} {2}late\* ", out)
    parts = json.loads(kb("search", "vendor", "--explain", "--format", "json")[1])["hits"][0]["parts"]
    assert parts[0]["token"] == "vendor" and parts[0]["holding"] == 2


def test_a_bracket_that_does_not_fit_is_searched_as_words_and_said(kb: Call) -> None:
    code, out, err = kb("search", "(goals")
    assert code == 0 and "Hold the kickoff first" in out and "bracket" in err
    assert "括号" in kb("--lang", "zh", "search", "(goals")[2]


def test_what_is_related_is_listed_with_the_topics_that_both_have(kb: Call) -> None:
    out = kb("related", "kickoff-first")[1]
    assert "Hold the kickoff first" not in out
    value = json.loads(kb("related", "kickoff-first", "--format", "json")[1])
    assert all(one["how"] in ("mentions", "topics") for one in value["related"])
    assert kb("related", "nothing-like-this")[0] == 1


def test_a_large_base_is_told_of_the_second_engine_until_it_has_it(kb: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.cli import index

    assert "SQLite" not in kb("index")[2]
    monkeypatch.setattr(index, "LARGE", 6)
    assert "SQLite" in kb("index")[2]


def test_an_index_that_is_up_to_date_says_so_and_a_rebuild_makes_it_anew(kb: Call) -> None:
    assert "up to date" in kb("index")[2]
    assert "indexed 6 entries" in kb("index", "--rebuild")[2]


def test_a_hit_fits_its_width_in_chinese_too() -> None:
    hit = Hit(
        "lessons/x", "lesson", "先开启动会" * 20, "lessons/x.md", 1.0, snippet="大家对目标的理解不一样，" * 12,
        marks=((0, 2), (40, 44)), status="applied", why=(Reason("kickoff", "启动会"),),
    )  # fmt: skip
    for layout in (block, brief):
        plain = [re.sub("\x1b\\[[0-9;]*m", "", line) for line in layout(hit, 60)]
        assert all(columns(line) <= 60 for line in plain)
        assert plain[0].startswith("◑ ")
    assert len(plain) == LINES


def test_facets_are_counted_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    facets = {"kind": (FacetValue("lesson", 3), FacetValue("case", 1)), "phase": (), "year": (FacetValue("2018", 4),)}
    shown(Results(Query("risk"), 4, facets=facets), "text", "en", facets=True)
    assert capsys.readouterr().out == "kind: lesson 3  case 1\nyear: 2018 4\n"


def test_a_line_of_facets_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    topics = tuple(FacetValue(f"a-topic-with-a-long-name-{number}", 100 - number) for number in range(40))
    shown(Results(Query("risk"), 40, facets={"tag": topics}), "text", "en", facets=True)
    (line,) = capsys.readouterr().out.splitlines()
    assert columns(line) <= 80 and line.endswith("… 38")


def test_what_matched_is_in_the_one_line_that_a_hit_has_for_it() -> None:
    text = "Looking back over all of it, the senior project manager who presented the case said: hold a kickoff first."
    hit = Hit(
        "a", "lesson", "Meet first", "a.md", 1.0, snippet=text, marks=((text.index("kickoff"), text.index(" first")),)
    )
    assert "kickoff" in [*brief(hit, 80)][-1]


def test_the_first_hit_stays_in_sight_on_a_terminal_of_24_lines(kb: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = kb("search", "")[1:]
    assert len([*out.splitlines(), *err.splitlines()]) + 2 <= 24
    monkeypatch.setenv("LINES", "16")
    assert "6 found, 4 shown" in kb("search", "")[2]
    assert "6 found, 5 shown" in kb("search", "", "--limit", "5")[2]
    assert "6 found\n" in kb("search", "", "--full")[2]


def test_a_hit_says_in_which_other_language_it_can_be_read() -> None:
    hit = Hit("a", "lesson", "Meet first", "a.md", 1.0, translations=(("zh-Hans", "a-zh"),), matched="a-zh")
    assert "also in Chinese" in "\n".join(block(hit, 80, "en"))
    assert "另有中文版" in "\n".join(block(hit, 80, "zh"))
    assert (as_json(hit)["translations"], as_json(hit)["matched"]) == ([{"lang": "zh-Hans", "id": "a-zh"}], "a-zh")
