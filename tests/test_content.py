"""The repository's own knowledge base: without findings, and true to its sources."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.editions import edition
from kb.model.entry import Case, Entry, Person, Practice, Project, Salon
from kb.model.kinds import Audience, Consent, Kind, Status
from kb.workspace import Loaded, Workspace

REPOSITORY = Path(__file__).parents[1]
SALON = "content/salons/2018-05-27-hujiang-pmo-salon"
PROJECT = "content/projects/hujiang-intelligent-learning-system"


@cache
def loaded() -> Loaded:
    return Workspace(REPOSITORY).load()


@cache
def catalog() -> Catalog:
    return loaded().catalog


def entry(entry_id: str) -> Entry:
    found = catalog().get(entry_id)
    assert found is not None
    return found


def salon() -> Salon:
    detail = entry(SALON).detail
    assert isinstance(detail, Salon)
    return detail


def test_the_base_has_no_findings() -> None:
    assert loaded().report.diagnostics == ()


def test_the_salon_has_four_sessions_of_four_speakers() -> None:
    sessions = [item for item in salon().programme if item.kind == "session"]
    assert len(sessions) == 4
    assert len({speaker for item in sessions for speaker in item.speakers}) == 4
    assert all(item.title is not None and item.title.has("en") and item.title.has("zh") for item in sessions)


def test_the_time_that_cannot_be_right_is_recorded_as_unclear_and_not_copied() -> None:
    first = next(item for item in salon().programme if item.kind == "session")
    assert (first.time, first.until) == ("", "")
    assert first.note is not None
    assert all("10:00" in note and "13:45" in note for note in first.note.every())


def test_every_session_has_its_section_in_the_text() -> None:
    sections = {heading.id for heading in entry(SALON).body.headings}
    assert {item.id for item in salon().programme if item.kind == "session"} <= sections


def test_speakers_are_shown_by_name_only_and_keep_their_other_names_and_credentials() -> None:
    people = [entry(one).detail for item in salon().programme for one in item.speakers]
    assert all(isinstance(one, Person) and one.consent is Consent.NAME_ONLY for one in people)
    assert any(isinstance(one, Person) and one.aliases for one in people)
    assert sum(bool(one.credentials) for one in people if isinstance(one, Person)) >= 2


def test_the_projects_numbers_are_those_of_the_source_and_say_what_is_approximate() -> None:
    project = entry(PROJECT).detail
    assert isinstance(project, Project)
    assert (project.departments, project.effort_hours) == (17, 20_000)
    case = next(
        one.detail for one in catalog().of(Kind.CASE) if isinstance(one.detail, Case) and one.detail.project == PROJECT
    )
    numbers = {number.value: number for number in case.numbers}
    assert {1.5, 17, 20_000, 100} <= set(numbers)
    assert numbers[100].approximate and "nearly 100" in numbers[100].as_said


def from_the_salon() -> list[Entry]:
    return [one for one in catalog().of(Kind.LESSON) if any(source.entry.startswith(SALON) for source in one.sources) and one.date and one.date.year == 2018]  # fmt: skip


def test_the_lessons_of_the_salon_are_proposed_with_their_session() -> None:
    lessons = from_the_salon()
    assert len(lessons) >= 6
    assert {one.status for one in lessons} == {Status.PROPOSED}
    assert (
        sum(any("#intelligent-learning-system-case" in source.entry for source in one.sources) for one in lessons) == 6
    )


def test_every_lesson_supports_a_practice_and_says_what_to_do() -> None:
    for one in from_the_salon():
        assert catalog().links(one.id)
        assert {link.relation for link in catalog().links(one.id)} >= {"practices"}, one.id
        assert one.part("lesson") is not None and one.part("do") is not None, one.id


def test_the_claim_without_evidence_is_marked_as_such() -> None:
    assert any(not source.cited for one in catalog().entries for source in one.sources)


def test_practices_map_to_the_five_points_of_the_star() -> None:
    framework = catalog().framework("five-star-opm")
    assert framework is not None and len(framework.elements) == 5
    practices = [one for one in catalog().of(Kind.PRACTICE) if not one.translation_of]
    mapped = {ref.element for one in practices if isinstance(one.detail, Practice) for ref in one.detail.framework}
    assert len(practices) >= 10
    assert mapped == {element.id for element in framework.elements}


@pytest.mark.parametrize("word", ["kickoff", "启动会", "干系人", "stakeholder", "项目管理", "变革管理"])
def test_the_glossary_knows_words_of_both_languages(word: str) -> None:
    topic = catalog().vocabulary.find(word)
    assert topic is not None and topic.definition is not None


def test_every_topic_has_a_label_and_a_definition_in_both_languages() -> None:
    topics = catalog().vocabulary.topics
    assert len(topics) >= 20
    assert [one.id for one in topics if not (one.label.has("zh") and one.definition and one.definition.has("zh"))] == []


def test_every_entry_has_a_title_in_chinese_and_some_are_written_in_it() -> None:
    named = [one for one in catalog().entries if one.kind is not Kind.PERSON]
    assert [one.id for one in named if not one.title.has("zh")] == []
    assert sum(one.ui == "zh" for one in named) >= 2


def test_the_two_editions_differ_by_five_entries_or_more() -> None:
    sizes = Counter(
        {
            audience: len(edition(loaded().catalog, audience).catalog)
            for audience in (Audience.PUBLIC, Audience.INTERNAL)
        }
    )
    assert sizes[Audience.INTERNAL] - sizes[Audience.PUBLIC] >= 5


def test_what_comes_from_the_public_article_is_public() -> None:
    assert {one.audience for one in [entry(SALON), entry(PROJECT), *from_the_salon()]} == {Audience.PUBLIC}
