"""RSS and JSON Feed: what is new, for readers of one language, in words that no reader takes for markup."""

from __future__ import annotations

import json
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from kb.editions import Edition
from kb.model.kinds import Audience
from kb.model.page import DataFile
from kb.pages import convention_files, pages
from tests.pages.base import FILES, HOSTILE, TODAY, edition_of

ADDRESS = "https://kb.example.org/base"


def published(edition: Edition, site_url: str = ADDRESS) -> dict[str, bytes]:
    """The conventions' files of an edition by path, with the site's own address in the settings."""
    edition.catalog.settings = replace(edition.catalog.settings, site_url=site_url)
    files: tuple[DataFile, ...] = convention_files(edition, TODAY, pages(edition, TODAY))
    return {file.path: file.data for file in files}


HERE = published(edition_of())
RSS = sorted(path for path in HERE if path.endswith("feed.xml"))


def channel(path: str, files: dict[str, bytes] = HERE) -> ElementTree.Element:
    found = ElementTree.fromstring(files[path]).find("channel")
    assert found is not None
    return found


def feed(path: str, files: dict[str, bytes] = HERE) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(files[path])
    return value


def test_there_is_a_feed_of_all_and_one_for_each_topic_with_news_in_both_languages() -> None:
    assert RSS == ["feed.xml", "topics/kickoff/feed.xml", "zh/feed.xml", "zh/topics/kickoff/feed.xml"]
    assert {path.replace(".xml", ".json") for path in RSS} <= HERE.keys()


@pytest.mark.parametrize("path", RSS)
def test_an_rss_feed_has_what_the_specification_asks_for(path: str) -> None:
    found = channel(path)
    assert all(found.findtext(name) for name in ("title", "link", "description", "language"))
    itself = found.find("{http://www.w3.org/2005/Atom}link")
    assert itself is not None and itself.get("href") == f"{ADDRESS}/{path}"
    for item in found.iterfind("item"):
        link = item.findtext("link")
        assert item.findtext("title") and link is not None and urlsplit(link).netloc == "kb.example.org"
        assert item.findtext("guid") and parsedate_to_datetime(item.findtext("pubDate") or "").tzinfo


@pytest.mark.parametrize("path", RSS)
def test_a_json_feed_names_its_version_and_every_item_has_an_id_and_words(path: str) -> None:
    found = feed(path.replace(".xml", ".json"))
    assert found["version"] == "https://jsonfeed.org/version/1.1" and found["title"]
    assert found["feed_url"] == f"{ADDRESS}/{path.replace('.xml', '.json')}"
    assert all(item["id"] and item["content_text"] and item["url"].startswith(ADDRESS) for item in found["items"])


def test_news_stands_newest_first_and_drafts_are_none() -> None:
    days = [item["date_published"] for item in feed("feed.json")["items"]]
    assert days == sorted(days, reverse=True)
    assert not any("first-salon" in item["id"] for item in feed("feed.json")["items"])


def test_of_two_translations_a_reader_gets_the_one_that_can_be_read() -> None:
    def read(path: str) -> set[str]:
        return {item["id"] for item in feed(path)["items"] if "practices" in item["id"]}

    files = {**FILES, "content/practices/kickoff-zh.md": FILES["content/practices/kickoff-zh.md"].replace(
        "tags: [kickoff]", "tags: [kickoff]\n        status: trial\n        owner: content/people/curator")}  # fmt: skip
    ours = published(edition_of(files))
    assert read("feed.json") == {"content/practices/kickoff"}
    assert {item["id"] for item in feed("zh/feed.json", ours)["items"]} >= {"content/practices/kickoff-zh"}


def test_what_people_wrote_is_no_markup_for_a_reader_that_shows_html() -> None:
    for item in channel("feed.xml").iterfind("item"):
        for part in item:
            assert "<" not in (part.text or "")
    assert any("&lt;img" in (item.findtext("title") or "") for item in channel("feed.xml").iterfind("item"))
    assert HOSTILE.encode() not in HERE["feed.xml"]


def test_a_renamed_entry_is_no_news() -> None:
    ids = [item["id"] for item in feed("feed.json")["items"]]
    assert "lessons/2018/old-name" in ids and "lessons/2018/kickoff-first" not in ids


def test_without_an_address_of_its_own_a_feed_links_relative_to_itself() -> None:
    files = published(edition_of(), "")
    assert channel("zh/feed.xml", files).findtext("item/link") == "../lessons/2020/hostile/"
    assert channel("zh/feed.xml", files).find("{http://www.w3.org/2005/Atom}link") is None


def test_the_public_edition_publishes_nothing_internal_in_any_file() -> None:
    files = published(edition_of(audience=Audience.PUBLIC))
    everything = b"".join(files.values()).decode("utf-8-sig", "replace") + " ".join(files)
    assert "kickoff-first" in everything
    for secret in (
        "Curator",
        "curator",
        "Learning system",
        "First salon",
        "One learning system",
        "Hidden Company",
        "hostile",
    ):
        assert secret not in everything
    assert "content/people/quiet" not in " ".join(files)


def test_two_runs_give_the_same_bytes() -> None:
    assert published(edition_of()) == HERE


def test_the_sitemap_names_every_page_but_those_that_moved() -> None:
    site = HERE["sitemap.xml"].decode()
    assert f"<loc>{ADDRESS}/lessons/2018/kickoff-first/</loc>" in site and f"<loc>{ADDRESS}/</loc>" in site
    assert "old-name" not in site and "404" not in site
    assert f'hreflang="zh-Hans" href="{ADDRESS}/zh/topics/kickoff/"' in site
    assert "sitemap.xml" not in published(edition_of(), "")


def test_llms_txt_leads_to_the_entries_and_to_the_data() -> None:
    text = HERE["llms.txt"].decode()
    assert text.startswith("# Lessonbook\n") and f"({ADDRESS}/lessons/2018/kickoff-first/): One meeting first." in text
    assert f"]({ADDRESS}/api/v1/index.json)" in text and "\\<img" in text
