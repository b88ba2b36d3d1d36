"""`kb new … --from`: a text that somebody has already becomes an entry that passes the check, and no word is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.adapters.test_documents import _docx
from tests.cli.test_new import terminal
from tests.command import Said, kb_here

ENGLISH = """# The vendor heard too late

On 2 April 2026 the vendor of the new shop heard of the moved date from the newspaper. Nobody had called.
The risk register had no line for it.

We should call the vendor on the day a date moves.
"""
CHINESE = """供应商知道得太晚

2026年4月2日，新店的供应商从报纸上得知日期改了。风险登记册里没有这一条。

建议项目经理在日期变动当天给供应商打电话。
"""
RECAP = """Spring salon

On 27 May 2026 we met. At 13:45 the host opened.

First session (14:00-15:00): Li Na spoke on "How a charter is written". She showed three charters.

Second session (15:00-16:00): Kim Park spoke on "What a sponsor does". He told of two sponsors.

At 17:00 the day closed.
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def new(base: Path, *args: str) -> Said:
    return kb_here("--root", str(base), "new", *args)


def text_file(tmp_path: Path, text: str, name: str = "notes.md", encoding: str = "utf-8") -> str:
    (tmp_path / name).write_bytes(text.encode(encoding))
    return str(tmp_path / name)


def begun(base: Path, said: Said) -> str:
    assert (said.code, kb_here("--root", str(base), "check", "--strict").out) == (0, ""), said.err
    return (base / said.out.strip()).read_text(encoding="utf-8")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_title_day_topics_and_advice_are_taken_from_the_text(base: Path, tmp_path: Path) -> None:
    text = begun(base, new(base, "lesson", "--from", text_file(tmp_path, ENGLISH)))
    assert text.startswith("---\ntitle: The vendor heard too late\ndate: 2026-04-02\ntags: [risk]\n---\n")
    assert "## Do this next time\n\n- We should call the vendor on the day a date moves.\n" in text
    assert set(words(ENGLISH)) <= set(words(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_text_is_read_in_whatever_it_was_saved(base: Path, tmp_path: Path, encoding: str) -> None:
    said = new(base, "lesson", "--from", text_file(tmp_path, CHINESE, "笔记.txt", encoding), "--slug", "told-late")
    text = begun(base, said)
    assert "title: 供应商知道得太晚\ndate: 2026-04-02\ntags: [risk]\nlang: zh-Hans\n" in text
    assert "## 下次怎么做\n\n- 建议项目经理在日期变动当天给供应商打电话。\n" in text


def test_a_word_document_is_read(base: Path, tmp_path: Path) -> None:
    pytest.importorskip("mammoth")
    (tmp_path / "late.docx").write_bytes(_docx())
    text = begun(
        base, new(base, "case", "--from", str(tmp_path / "late.docx"), "--tag", "risk", "--date", "2026-01-02")
    )
    assert "## Context\n" in text and "## Results\n" in text


@pytest.mark.parametrize("kind", ["practice", "case", "person", "project"])
def test_a_text_may_become_an_entry_of_any_kind(base: Path, tmp_path: Path, kind: str) -> None:
    text = begun(base, new(base, kind, "--from", text_file(tmp_path, ENGLISH), "--tag", "risk", "--date", "2026-01-02"))
    assert set(words(ENGLISH)) <= set(words(text))


def test_a_recap_becomes_a_salon_whose_speakers_are_those_that_the_base_knows(base: Path, tmp_path: Path) -> None:
    text = begun(base, new(base, "salon", "--from", text_file(tmp_path, RECAP, "recap.txt"), "--tag", "kickoff"))
    assert "title: How a charter is written\n    speakers: [content/people/li-na]" in text
    assert "Named in the text: Kim Park" in text
    assert "## What a sponsor does\n" in text


def test_headings_that_stand_there_already_are_kept_and_the_others_are_added(base: Path, tmp_path: Path) -> None:
    own = "# Late\n\n## Why\n\nNobody had called.\n\n## What we saw\n\nTwo fitters before a gate.\n"
    text = begun(base, new(base, "lesson", "--from", text_file(tmp_path, own), "--tag", "risk", "--date", "2026-01-02"))
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Why", "What we saw", "What happened", "Lesson", "Do this next time"]


def test_what_was_told_before_is_shown_with_the_words_that_both_hold(base: Path, tmp_path: Path) -> None:
    begun(base, new(base, "lesson", "--from", text_file(tmp_path, ENGLISH)))
    said = new(base, "lesson", "--from", text_file(tmp_path, ENGLISH), "--slug", "again")
    assert "`lessons/2026/the-vendor-heard-too-late` says much of the same: On 2 April 2026" in said.err


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("nothing.md", None, "there is no file"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40, "a PNG picture"),
        ("empty.md", b"\n", "no text"),
        ("table.csv", b"title,date\nA,2026-01-02\n", "`kb ingest"),
    ],
)
def test_what_is_no_text_is_told_and_nothing_is_written(
    base: Path, tmp_path: Path, name: str, data: bytes | None, told: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    before = sorted(base.rglob("*"))
    said = new(base, "lesson", "--from", str(tmp_path / name))
    assert (said.code, told in said.err, sorted(base.rglob("*")) == before) == (2, True, True), said.err


def test_on_a_terminal_what_the_text_says_is_offered_and_five_questions_are_enough(base: Path, tmp_path: Path) -> None:
    code, said = terminal(base, ["", "", "", ""], "lesson", "--from", text_file(tmp_path, ENGLISH), "--no-edit")
    assert code == 0, said
    assert "Title [The vendor heard too late]" in said and "When it happened [2026-04-02]" in said
    assert (base / "lessons/2026/the-vendor-heard-too-late.md").is_file()
