"""Mending: what is safe is mended in the smallest span of text, all else stays, and twice is as good as once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model.source import SourceFile
from kb.model.text import Text
from kb.model.topic import Topic
from kb.parse import parse
from kb.pipeline.check import Frame, checked, frame
from kb.pipeline.mending import iso_day, mended
from kb.vocabulary import Vocabulary

TOPICS = (
    Topic("kickoff", Text((("en", "Kickoff"), ("zh", "启动会"))), (("en", "project start"), ("zh", "开工会"))),
    Topic("risk", Text((("en", "Risk"), ("zh", "风险")))),
)
FRAME: Frame = replace(frame(SourceFile("site_config/settings.toml", b""), None, ()), vocabulary=Vocabulary(TOPICS))
LESSON = "lessons/2018/one.md"


def fixed(text: str | bytes, path: str = LESSON, **others: str) -> str:
    """What becomes of a file among others (`a__b` is the path `content/a/b.md`)."""
    data = text if isinstance(text, bytes) else text.encode()
    sources = [SourceFile(path, data)]
    sources += [SourceFile(f"content/{name.replace('__', '/')}.md", one.encode()) for name, one in others.items()]
    return mended(sources, FRAME).get(path, data).decode(errors="replace")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2018/5/27", "2018-05-27"),
        ("2018.05.27", "2018-05-27"),
        ("2018-5-7", "2018-05-07"),
        (" 2018年5月27日 ", "2018-05-27"),
        ("2018-05-27", "2018-05-27"),
        ("2018/2/30", ""),
        ("2018/5-27", ""),
        ("3/4/2018", ""),
        ("27/5/18", ""),
        ("2018/5", ""),
        ("2018/5/27 14:00", ""),
        ("0018/5/27", ""),
    ],
)
def test_a_date_is_mended_where_it_can_mean_one_day_only(written: str, day: str) -> None:
    assert iso_day(written) == day


def test_only_the_span_of_the_value_changes() -> None:
    before = '---\n# ours\ntitle:   "One: 2018/5/27"\ndate:  2018/5/27   # the day\ntags: [ "project start" , 风险]\nx_a: 2018/5/27\n---\n\nOn 2018/5/27, project start.\n'
    assert fixed(before) == before.replace("date:  2018/5/27 ", "date:  2018-05-27 ").replace('"project start"', '"kickoff"').replace("风险]", "risk]")  # fmt: skip


def test_dates_deep_in_a_record_are_mended_and_lists_of_lines_too() -> None:
    before = "---\ntitle: One\ntags:\n- 开工会\neffectiveness:\n  - {date: 2019.1.2, by: content/people/a, result: effective}\n---\n\nText.\n"
    assert fixed(before) == before.replace("开工会", "kickoff").replace("2019.1.2", "2019-01-02")


def test_a_tag_that_stands_there_already_is_left_to_its_writer() -> None:
    before = "---\ntitle: One\ntags: [kickoff, project start]\n---\n\nText.\n"
    assert fixed(before) == before
    twice = "---\ntitle: One\ntags: [project start, 开工会]\n---\n\nText.\n"
    assert fixed(twice) == twice.replace("project start", "kickoff")


def test_an_unknown_tag_stays() -> None:
    before = "---\ntitle: One\ntags: [rsik]\n---\n\nText.\n"
    assert fixed(before) == before


def test_an_old_id_becomes_the_present_one_also_when_its_file_had_to_be_mended_first() -> None:
    person = "---\nnames: Wang Fang\nconsent: public\naliases: [content/people/fang, Fang]\n---\n"
    practice = "---\ntitle: P\ndate: 2018/5/27\naliases: [content/practices/old]\n---\n\nText.\n"
    before = "---\ntitle: One\nauthors: [content/people/fang]\npractices:\n  - content/practices/old\n---\n\n[old](../../content/practices/old.md)\n"
    after = fixed(before, people__wang_fang=person, practices__new=practice)
    assert after == before.replace("[content/people/fang]", "[content/people/fang]").replace("- content/practices/old", "- content/practices/new")  # fmt: skip
    assert fixed(before, **{"people__wang-fang": person}) == before.replace("[content/people/fang]", "[content/people/wang-fang]")  # fmt: skip


def test_a_byte_order_mark_and_foreign_line_ends_go() -> None:
    assert fixed(b"\xef\xbb\xbf---\r\ntitle: One\r\n---\r\n\r\nText.\r\n") == "---\ntitle: One\n---\n\nText.\n"


def test_trailing_blanks_go_where_they_say_nothing() -> None:
    before = "---  \ntitle: One \t\nsummary: Two\n---\n\nA line \nbroken  \nhere.\t\n \n- item \n\n\n"
    assert fixed(before) == "---\ntitle: One\nsummary: Two\n---\n\nA line\nbroken  \nhere.\n\n- item\n"


def test_blanks_in_code_and_in_blocks_of_text_stay() -> None:
    before = "---\ntitle: >-\n  One \nx_a: |\n  b  \n---\n\n```\ncode \n```\n"
    assert fixed(before) == before


@pytest.mark.parametrize(
    "unreadable",
    [
        b"---\ntitle: One\ndate: 2018/5/27\ntags: [\n---\n\nText. \r\n",
        b"---\ntitle: One\ndate: 2018/5/27\n\nText. \r\n",
        b"---\ntitle: One\ntitle: Two\ndate: 2018/5/27\n---\n",
        b"---\ndate: 2018/5/27\n---\n\n<<<<<<< mine\na\n=======\nb\n>>>>>>> theirs\n",
        "---\ntitle: 启动会\ndate: 2018/5/27\n---\n".encode("gb18030"),
        b"---\ndate: &a 2018/5/27\n---\n",
        b"no front matter \r\n",
        b"",
    ],
)
def test_what_cannot_be_read_is_never_touched(unreadable: bytes) -> None:
    assert mended([SourceFile(LESSON, unreadable)], FRAME) == {}


def test_a_file_in_no_folder_of_a_kind_is_left_alone() -> None:
    assert mended([SourceFile("content/notes/a.md", b"---\r\ntitle: A\r\n---\r\n")], FRAME) == {}


WORDS = st.sampled_from(["title", "date", "tags", "authors", "aliases", ":", " ", "  ", "\n", "\r\n", "\n- ", "[", "]", ", ", '"', "'", "#", "---\n", "2018/5/27", "2018年5月27日", "project start", "开工会", "风险", "kickoff", "\ufeff", "\t", "|", ">", "```", ":::", "text", "lessons/2018/old", "{", "}", "&a", "启"])  # fmt: skip
VALUES = st.sampled_from(["2018/5/27", "'2018.5.27'", "project start", '"开工会"', "[风险, project start,  kickoff ]", "\n  - 风险 \n  - 启动会", "lessons/2018/old", "[lessons/2018/old#a]", "x"])  # fmt: skip
KEYS = st.sampled_from(["title", "date", "tags", "authors", "supersedes", "recurs", "aliases", "owner", "validated_on", "x_a"])  # fmt: skip
LIKELY = st.lists(st.tuples(KEYS, VALUES), max_size=6).map(lambda found: "---\ntitle: T\n" + "".join(f"{key}: {value}\n" for key, value in dict(found).items()) + "---\n\n")  # fmt: skip
BODIES = st.lists(WORDS, max_size=12).map("".join)
FILES = st.one_of(st.builds("".join, st.lists(WORDS, max_size=25)), st.builds(str.__add__, LIKELY, BODIES))


@given(first=FILES, second=FILES)
def test_mending_twice_changes_nothing_more_and_adds_no_finding(first: str, second: str) -> None:
    new = SourceFile("lessons/2018/new.md", b"---\ntitle: New\ndate: 2018/5/27\naliases: [lessons/2018/old]\n---\n\nText.\n")  # fmt: skip
    sources = [SourceFile(LESSON, first.encode()), SourceFile("lessons/2018/two.md", second.encode()), new]
    once = mended(sources, FRAME)
    after = [SourceFile(one.path, once.get(one.path, one.data)) for one in sources]
    assert mended(after, FRAME) == {}

    def codes(found: list[SourceFile]) -> dict[str, set[str]]:
        report, _ = checked(FRAME, (parse(one, FRAME.settings) for one in found), frozenset())
        return {path: {one.code for one in report.diagnostics if one.path == path} for path in (LESSON, new.path)}

    # What can be read again is checked again; rules that only see entries may then speak for the first time.
    seen_first = {"KB501", "KB503", "KB401", "KB402", "KB403", "KB404", "KB407", "KB408", "KB511", "KB113", "KB405"}
    for path, found in codes(after).items():
        assert found - seen_first <= codes(sources)[path]


@given(body=st.text(alphabet=" \t\nab*-#>`|1.<:", max_size=60))
def test_a_body_is_read_as_before(body: str) -> None:
    text = f"---\ntitle: One\n---\n\na{body}"
    before, after = (parse(SourceFile(LESSON, one.encode()), FRAME.settings).entry for one in (text, fixed(text)))
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.body.sections == before.body.sections
