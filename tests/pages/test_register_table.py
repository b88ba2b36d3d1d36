"""The register for a spreadsheet: whole, readable in Chinese, and nothing in it is ever computed."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from kb.pages.conventions.table import inert
from tests.pages.base import FILES, edition_of
from tests.pages.test_feeds import HERE, published


def rows(path: str, files: dict[str, bytes] = HERE) -> list[dict[str, str]]:
    text = files[path].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_holds_every_lesson_newest_first_with_the_readers_words() -> None:
    english, chinese = rows("lessons/register.csv"), rows("zh/lessons/register.csv")
    assert [row["Id"] for row in english] == [row["编号"] for row in chinese]
    assert [row["Date"] for row in english] == ["2020-02-02", "2019-01-05", "2018-05-27", ""]
    assert english[2]["State"] == "Applied" and chinese[2]["状态"] == "已应用"
    assert english[2]["Address"] == "https://kb.example.org/base/lessons/2018/kickoff-first/"


def test_it_begins_with_the_mark_that_tells_excel_it_is_utf_8() -> None:
    assert HERE["lessons/register.csv"].startswith(b"\xef\xbb\xbf")


def test_a_title_that_looks_like_a_formula_is_shown_and_not_run() -> None:
    text = FILES["lessons/2018/bare.md"].replace("Only a title and a paragraph", "'=HYPERLINK(\"http://x\")'")
    files = published(edition_of({**FILES, "lessons/2018/bare.md": text}))
    assert rows("lessons/register.csv", files)[-1]["Lesson"].startswith("'=HYPERLINK")


@given(st.text(alphabet="=+-@＝＋－＠\t\r\n a1", max_size=8))
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not inert(text).lstrip(" \n").startswith(tuple("=+-@\t\r＝＋－＠"))
