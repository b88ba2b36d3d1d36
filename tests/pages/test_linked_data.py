"""What a page says in schema.org's words: the same as in its text, and nothing that ends its script element."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pages.base import SALON, site_of

SITE = site_of()


def graph(address: str) -> dict[str, dict[str, Any]]:
    """The things of a page by their type."""
    data = json.loads(str(SITE[address].meta["linked_data"]))
    assert data["@context"] == "https://schema.org"
    return {one["@type"]: one for one in data["@graph"]}


@pytest.mark.parametrize("address", sorted(SITE))
def test_no_linked_data_can_end_its_script_element(address: str) -> None:
    assert not set(str(SITE[address].meta.get("linked_data", ""))) & set("<>&\u2028\u2029")


def test_a_lesson_is_an_article_with_its_date_and_topics() -> None:
    article = graph("lessons/2018/kickoff-first/")["Article"]
    assert article["headline"] == "Hold the kickoff before the plan" and article["datePublished"] == "2018-05-27"
    assert article["about"] == [{"@type": "DefinedTerm", "name": "Kickoff"}]
    assert article["creativeWorkStatus"] == "applied"


def test_a_salon_is_an_event_with_its_sessions_and_their_speakers() -> None:
    event = graph(f"{SALON}/")["Event"]
    assert event["startDate"] == "2018-05-27T13:45+08:00" and event["endDate"] == "2018-05-27T18:00+08:00"
    (session,) = event["subEvent"]
    assert session["name"] == "The case" and session["startDate"] == "2018-05-27"
    assert {"@type": "Person", "name": "Quiet Person"} in session["performer"]


def test_a_person_is_known_by_every_name_and_a_topic() -> None:
    person = graph("content/people/curator/")["Person"]
    assert (person["name"], person["alternateName"], person["knowsAbout"]) == ("Curator", ["管理员"], ["Kickoff"])


def test_the_way_to_a_page_ends_at_the_page() -> None:
    way = graph("zh/topics/kickoff/")["BreadcrumbList"]["itemListElement"]
    assert [one["name"] for one in way] == ["主题", "计划", "启动会"]
    assert [one["position"] for one in way] == [1, 2, 3] and way[-1]["item"] == "./"


def test_home_is_the_site_itself() -> None:
    assert graph("zh/")["WebSite"]["name"] == "经验手册"


def test_every_entry_has_a_description_even_without_a_summary() -> None:
    assert SITE["lessons/2018/bare/"].meta["description"] == "Something happened."
