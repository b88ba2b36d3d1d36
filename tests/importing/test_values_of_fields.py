"""Dates, tags and people in the shapes in which others write them."""

from __future__ import annotations

from datetime import date

import pytest

from kb.importing import dates, tags
from kb.importing.people import mentions
from kb.importing.values import Value
from kb.model.text import Text
from kb.model.topic import Topic
from kb.vocabulary import Vocabulary

TOPICS = Vocabulary(
    [
        Topic("risk", Text((("en", "Risk"), ("zh", "风险")))),
        Topic("kickoff", Text((("en", "Kickoff"), ("zh", "启动会"))), (("en", "project start"),)),
        Topic("project-management", Text((("en", "Project management"), ("zh", "项目管理")))),
    ]
)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2014-03-12T10:11:00-04:00", date(2014, 3, 12)),
        ("2020-05-26 15:00", date(2020, 5, 26)),
        ("2020/5/6", date(2020, 5, 6)),
        ("20200506", date(2020, 5, 6)),
        ("May 27, 2018", date(2018, 5, 27)),
        ("Mon, 12 Mar 2014 10:11:00 GMT", date(2014, 3, 12)),
        ("27th of May 2018", date(2018, 5, 27)),
        ("2018年5月27日", date(2018, 5, 27)),
        ("27/05/2018", date(2018, 5, 27)),
        ("03/04/2018", None),
        ("2018-02-30", None),
        ("soon", None),
    ],
)
def test_a_date_is_the_day_that_was_written_or_nothing(written: str, day: date | None) -> None:
    assert dates.written(written) == day


def test_the_american_order_holds_only_where_the_source_says_so() -> None:
    assert dates.written("03/04/2018", "mdy") == date(2018, 3, 4)
    assert dates.written("03/04/2018", "dmy") == date(2018, 4, 3)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("posts/2015-03-17-hello.md", date(2015, 3, 17)),
        ("blog/weekly-20200508/index.md", date(2020, 5, 8)),
        ("blog/2016/03/01/hello.md", date(2016, 3, 1)),
        ("PM2021-011 - Outage.md", None),
        ("weekly-230526/index.md", None),
    ],
)
def test_a_file_name_gives_a_whole_date_or_none(path: str, day: date | None) -> None:
    assert dates.in_path(path) == day


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("risk, vendor lock", ("risk", "vendor lock")),
        (("Risk", "a"), ("Risk", "a")),
        ("#risk #启动会", ("risk", "启动会")),
        ({"area": "risk", "hot": "true"}, ("risk", "hot")),
        ("风险、启动会", ("风险", "启动会")),
        ("", ()),
        ("null", ()),
    ],
)
def test_tags_come_in_many_forms(value: Value, words: tuple[str, ...]) -> None:
    assert tags.words(value) == words


def test_tags_are_mapped_through_labels_and_aliases_and_the_others_kept() -> None:
    assert tags.known(["风险", "project start", "risk kickoff", "new thing"], TOPICS) == (
        ["risk", "kickoff"],
        ["new thing"],
    )


def test_a_string_without_separators_is_split_at_spaces_where_a_topic_is_in_it() -> None:
    assert tags.spaced("risk new project management", TOPICS) == ("risk", "new", "project management")
    assert tags.spaced("lessons of the harbour", TOPICS) == ()
    assert tags.spaced(("risk new",), TOPICS) == ()


def test_tags_that_ran_together_are_split_with_the_words_of_the_text() -> None:
    text = "Good coaching and team leadership matter. Lean methods help. Project management, PMO and lean coaching."
    line = "project managementPMOteam leadershipLean"
    assert tags.run_together(line, f"{text}\n{line}", TOPICS) == (
        "project management",
        "PMO",
        "team leadership",
        "Lean",
    )
    assert tags.run_together("an ordinary short line", text, TOPICS) == ()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Jane Doe, GSA, she/her", ["Jane Doe"]),
        ("Jane Doe and John Smith", ["Jane Doe", "John Smith"]),
        ("Jane Doe, John Smith", ["Jane Doe", "John Smith"]),
        ("张三、李四", ["张三", "李四"]),
        (("melody", "Dr. Jane Doe"), ["melody", "Jane Doe"]),
        ({"name": "Jane Doe", "org": "GSA"}, ["Jane Doe"]),
        (({"name": "A Bee"}, {"login": "cee"}), ["A Bee", "cee"]),
        ("Jane Doe <jane@example.org>", ["Jane Doe"]),
        ("SOFA 团队", []),
        ("18F", []),
    ],
)
def test_people_come_in_many_forms(value: Value, names: list[str]) -> None:
    assert [one.name for one in mentions(value)[0]] == names


def test_what_stands_beside_a_name_is_kept() -> None:
    one = mentions("Jane Doe, GSA, she/her")[0][0]
    assert (one.organisation, one.aliases) == ("GSA", ())
    other = mentions("王发康（毅松）蚂蚁集团 技术专家")[0][0]
    assert (other.name, other.aliases, other.organisation) == ("王发康", ("毅松",), "蚂蚁集团 技术专家")


def test_one_person_in_two_spellings_is_one_person() -> None:
    found = mentions(("Ma Ronglei (Xiao Ma)", "xiao ma", "MA. Ronglei"))[0]
    assert [(one.name, one.aliases) for one in found] == [("Ma Ronglei", ("Xiao Ma",))]


def test_what_names_no_person_is_given_back() -> None:
    assert mentions(("18F", "Jane Doe"))[1] == ("18F",)
