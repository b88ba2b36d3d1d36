"""Whoever wrote, spoke or confirmed is credited: on the page, on their own page, and in the feed."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

from tests.pages.base import site_of, text_of
from tests.pages.test_feeds import HERE

SITE = site_of()
DC = "{http://purl.org/dc/elements/1.1/}"


def items() -> dict[str, ElementTree.Element]:
    return {one.findtext("link") or "": one for one in ElementTree.fromstring(HERE["feed.xml"]).iter("item")}


def test_a_reviewer_is_named_on_the_page_and_finds_it_on_their_own() -> None:
    assert "Curator" in text_of(SITE["lessons/2018/kickoff-first/"])
    words = text_of(SITE["content/people/curator/"])
    assert "Hold the kickoff before the plan" in words.split("Confirmed by this person")[1]


def test_a_feed_names_who_confirmed_a_lesson_and_who_presented_a_case() -> None:
    lesson = next(one for link, one in items().items() if link.endswith("lessons/2018/kickoff-first/"))
    assert [one.text for one in lesson.iterfind(f"{DC}contributor")] == ["Curator"]
    case = next(one for link, one in items().items() if link.endswith("cases/learning-system/"))
    assert [one.text for one in case.iterfind(f"{DC}creator")] == ["Quiet Person", "Curator"]
    found: list[dict[str, Any]] = json.loads(HERE["feed.json"])["items"]
    assert [one["_lessonbook"]["reviewers"][0]["name"] for one in found if "_lessonbook" in one][:1] == ["Curator"]
