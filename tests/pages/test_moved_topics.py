"""The address that a topic once had leads to the topic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.model.source import SourceFile
from kb.model.text import Text
from kb.model.topic import Topic
from kb.pages import pages
from kb.pages.moved import former_topics
from kb.parse.vocabulary import parse_topics
from kb.pipeline.vocabulary_file import vocabulary_after
from kb.vocabulary import Vocabulary
from tests.pages.base import TODAY, TOPICS, Reader, edition_of, site_of

FILE = "site_config/topics.yml"
WRITTEN = b"- {id: kickoff, label: Kickoff}\n- {id: org-chart, label: Who is who, former: [organigram]}\n"


def _after(data: bytes, old: str, new: str) -> tuple[bytes, dict[str, str]]:
    made = vocabulary_after(SourceFile(FILE, data), old, new)
    parsed = parse_topics(SourceFile(FILE, made))
    assert not parsed.diagnostics
    return made, former_topics(Vocabulary(parsed.topics))


@pytest.mark.parametrize("ui", ["", "zh/"])
def test_the_address_that_a_topic_once_had_leads_to_it_in_both_languages(ui: str) -> None:
    moved = edition_of()
    renamed = (replace(TOPICS[0], former=("start-meeting", "planning")), *TOPICS[1:])
    object.__setattr__(moved.catalog, "vocabulary", Vocabulary(renamed))
    site = {page.url: page for page in pages(moved, TODAY)}
    old = site[f"{ui}topics/start-meeting/"]
    assert old.meta["redirect"] == "../kickoff/" and "../kickoff/" in Reader(old).links
    assert "redirect" not in site[f"{ui}topics/planning/"].meta  # an id in use is never replaced


def test_other_names_of_a_topic_have_no_address_of_their_own() -> None:
    assert "topics/launch/" not in site_of()
    words = Topic("risk", Text((("en", "Big Risk"),)), (("en", "danger"),))
    assert former_topics(Vocabulary((words,))) == {}


def test_a_topic_that_was_renamed_or_merged_is_found_by_every_id_that_it_had() -> None:
    renamed, found = _after(WRITTEN, "org-chart", "structure")
    assert found == {"organigram": "structure", "org-chart": "structure"}
    _, found = _after(renamed, "structure", "kickoff")
    assert found == {"organigram": "kickoff", "org-chart": "kickoff", "structure": "kickoff"}


def test_a_topic_that_got_its_first_id_back_leads_to_itself() -> None:
    renamed, _ = _after(WRITTEN, "kickoff", "launch")
    _, found = _after(renamed, "launch", "kickoff")
    assert found == {"launch": "kickoff", "organigram": "org-chart"}
