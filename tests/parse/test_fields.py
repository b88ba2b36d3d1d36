"""Strings become typed values, or findings that name the field."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model.entry import Case, Person, Project, Salon
from kb.model.fields import Duration
from kb.model.kinds import Audience, Consent, Kind, Status
from kb.model.settings import Settings
from kb.model.text import Text
from tests.parse.entries import CASE, LESSON, PERSON, PRACTICE, PROJECT, SALON, codes, entry, parsed


def test_a_lesson_needs_a_title_and_nothing_else() -> None:
    found = entry("title: Ask early")
    assert (found.kind, found.status, found.audience, found.lang) == (
        Kind.LESSON,
        Status.PROPOSED,
        Audience.INTERNAL,
        "en",
    )


@pytest.mark.parametrize("written", ["NO", "1.10", "12:34", "2024-13-45", "0x1F", "true", "1e3", "=", "010"])
def test_a_title_that_looks_like_something_else_is_the_title(written: str) -> None:
    assert entry(f"title: {written}").name == written


def test_a_title_without_language_is_in_the_language_of_the_file() -> None:
    assert entry("title: 早点问\nlang: zh-Hans").title == Text((("zh", "早点问"),))


def test_the_first_language_of_the_settings_is_the_one_that_goes_without_saying() -> None:
    assert entry("title: 早点问", settings=Settings(languages=("zh-Hans", "en"))).lang == "zh-Hans"


def test_a_title_may_be_said_in_several_languages() -> None:
    found = entry("title: {zh-Hans: 早点问, en: Ask early}\nlang: en")
    assert (found.name, found.title.pick("zh-Hant"), found.title.other("en")) == (
        "Ask early",
        "早点问",
        ("zh", "早点问"),
    )


@pytest.mark.parametrize("written", ["2018-05-27", '"2018-05-27"', " 2018-05-27 "])
def test_a_date_is_a_day_of_the_calendar(written: str) -> None:
    assert entry(f"title: x\ndate: {written}").date == date(2018, 5, 27)


@pytest.mark.parametrize("written", ["2024-13-45", "2023-02-29", "27.5.2018", "2018-5-27", "20180527", "2018-W21-7", "yesterday", "２０１８-05-27", "2018-05-27T10:00", "0000-01-01"])  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_no_date(written: str) -> None:
    assert codes(parsed(f"title: x\ndate: {written}")) == ["KB304"]


@given(st.dates())
def test_every_date_is_read_as_itself(day: date) -> None:
    assert entry(f"title: x\ndate: {day.isoformat()}").date == day


@pytest.mark.parametrize(("written", "read"), [("20000", 20000), ("20,000", 20000), ("20_000", 20000), ("0", 0)])
def test_a_whole_number_may_be_grouped(written: str, read: int) -> None:
    detail = entry(f'title: x\neffort_hours: "{written}"', path=PROJECT).detail
    assert isinstance(detail, Project) and detail.effort_hours == read


@pytest.mark.parametrize("written", ["1.5", "-1", "2,0000", "nearly 100", "1e3", "０x1", "NaN", "9" * 20, "1 000"])
def test_what_is_no_whole_number_is_none(written: str) -> None:
    assert codes(parsed(f'title: x\neffort_hours: "{written}"', path=PROJECT)) == ["KB309"]


def test_a_number_of_a_case_may_have_a_fraction_and_says_how_it_was_said() -> None:
    detail = entry("title: x\nnumbers:\n  - {name: Years, value: 1.5, approximate: true, as_said: about a year and a half}", path=CASE).detail  # fmt: skip
    assert isinstance(detail, Case)
    assert (detail.numbers[0].value, detail.numbers[0].approximate) == (1.5, True)


@pytest.mark.parametrize("written", ["yes", "no", "True", "1", "on"])
def test_only_true_and_false_are_true_or_false(written: str) -> None:
    assert codes(parsed(f"title: x\nnumbers:\n  - {{name: a, value: 1, approximate: {written}}}", path=CASE)) == [
        "KB305"
    ]


@pytest.mark.parametrize(("written", "fits"), [("13:45", True), ("00:00", True), ("24:00", False), ("9:30", False), ("13:60", False), ("1345", False)])  # fmt: skip
def test_times_are_hours_and_minutes_of_one_day(written: str, fits: bool) -> None:
    assert codes(parsed(f'title: x\nstart: "{written}"', path=SALON)) == ([] if fits else ["KB310"])


def test_an_unquoted_time_is_not_a_number_to_the_base_of_sixty() -> None:
    detail = entry("title: x\nstart: 13:45", path=SALON).detail
    assert isinstance(detail, Salon) and detail.start == "13:45"


@pytest.mark.parametrize("written", ["2018", "2018-05", "2018-05-27"])
def test_a_project_begins_as_precisely_as_it_is_known(written: str) -> None:
    detail = entry(f"title: x\nstart: {written}", path=PROJECT).detail
    assert isinstance(detail, Project) and detail.start == written


@pytest.mark.parametrize("written", ["2018-13", "2018-02-31", "18", "2018-", "2018-5", "May 2018", "２０１８"])
def test_a_project_does_not_begin_on_a_day_that_is_none(written: str) -> None:
    assert codes(parsed(f"title: x\nstart: {written}", path=PROJECT)) == ["KB304"]


def test_a_length_of_time_is_a_number_and_a_unit() -> None:
    assert entry("title: x\nreview_every: 1 year").review_every == Duration(1, "years")


@pytest.mark.parametrize("key", ["audience", "status", "phase", "outcome"])
def test_a_word_of_a_list_is_written_exactly(key: str) -> None:
    assert codes(parsed(f"title: x\n{key}: Public")) == ["KB305"]


def test_a_name_may_be_a_path_of_the_past() -> None:
    found = entry("names: Li Na\naliases: [Nana, content/people/na-li]", path=PERSON)
    assert isinstance(found.detail, Person)
    assert (found.detail.aliases, found.old_ids) == (("Nana",), ("content/people/na-li",))


def test_a_person_is_titled_by_their_names() -> None:
    found = entry("names: {en: Li Na, zh: 李娜}\nconsent: public", path=PERSON)
    assert isinstance(found.detail, Person)
    assert (found.name, found.detail.consent, found.status) == ("Li Na", Consent.PUBLIC, None)


def test_consent_is_internal_unless_it_is_said() -> None:
    detail = entry("names: Li Na", path=PERSON).detail
    assert isinstance(detail, Person) and detail.consent is Consent.INTERNAL


@pytest.mark.parametrize("key", ["email", "phone", "wechat", "address"])
def test_contact_data_has_no_field(key: str) -> None:
    assert codes(parsed(f"names: Li Na\n{key}: x", path=PERSON)) == ["KB301"]


def test_keys_of_ones_own_are_kept_and_mean_nothing() -> None:
    assert parsed("title: x\nx_ours: {any: [thing, at, all]}").diagnostics == ()


def test_a_key_without_a_value_counts_as_not_written() -> None:
    found = entry("title: x\nsummary:\ndate: ~\nowner: null\ntags: []\nsources:")
    assert (found.summary, found.date, found.owner, found.tags, found.sources) == (None, None, "", (), ())


def test_a_reference_may_name_a_session() -> None:
    detail = entry('title: x\npresented_at: "content/salons/2018-05-27-x#talk-1"', path=CASE).detail
    assert isinstance(detail, Case) and detail.presented_at == "content/salons/2018-05-27-x#talk-1"


@pytest.mark.parametrize("written", ["../x", "content/people/Li", "content/people/x.md", "/content/people/x", "people/x", "content//x", "https://a.b"])  # fmt: skip
def test_what_is_no_id_is_none(written: str) -> None:
    assert "KB311" in codes(parsed(f'title: x\nowner: "{written}"'))


@pytest.mark.parametrize("written", ["javascript:alert(1)", "//a.b", "ftp://a.b", "https://", "https:///x", "http://[", "https://a b", "data:text/html,x", "www.a.b"])  # fmt: skip
def test_what_no_browser_should_follow_is_no_address(written: str) -> None:
    assert codes(parsed(f'title: x\nsources:\n  - url: "{written}"')) == ["KB312"]


def test_all_problems_of_a_file_are_told_at_once() -> None:
    found = parsed("title: ''\nsumary: x\ndate: 1\ntags: a\nstatus: b", "::: audience x\n")
    assert codes(found) == ["KB307", "KB301", "KB304", "KB303", "KB305", "KB211"]


def test_a_session_gives_its_id_to_its_section() -> None:
    found = entry("title: x\nprogramme:\n  - {kind: session, id: talk, title: {en: My Talk, zh: 演讲}}", "## my talk\n\nText.\n\n## 演讲\n\nText.", SALON)  # fmt: skip
    assert [heading.id for heading in found.body.headings] == ["talk", "talk-1"]


def test_a_line_of_any_value_can_be_found() -> None:
    found = entry("title: x\nprogramme:\n  - kind: opening\n    time: '10:00'\n  - kind: session\n    speakers:\n      - content/people/li-na", path=SALON)  # fmt: skip
    assert (found.line("programme", 1, "speakers", 0), found.line("programme", 1, "until"), found.line("nothing")) == (
        8,
        6,
        1,
    )


def test_an_index_file_has_the_id_of_its_folder() -> None:
    assert entry("title: x", path="content/salons/2018-05-27-x/index.md").id == "content/salons/2018-05-27-x"
    assert entry("title: x", path=PRACTICE).id == "content/practices/ask-early"


def test_the_year_of_the_folder_is_a_hint_and_undated_is_none() -> None:
    assert codes(parsed("title: x\ndate: 2025-01-01", path=LESSON)) == ["KB113"]
    assert codes(parsed("title: x\ndate: 2025-01-01", path="lessons/undated/x.md")) == []
