"""The public edition is whole by itself: nothing in it leads nowhere, asks for what its reader cannot do, or hints."""

from __future__ import annotations

from dataclasses import replace

from kb.editions import Edition, edition
from kb.model.kinds import Audience
from kb.model.page import Page
from kb.pages import pages
from kb.pages.navigation import navigation
from tests.pages.base import FILES, TODAY, Reader, catalog_of, edition_of, text_of

PUBLIC = edition_of(audience=Audience.PUBLIC)
SECRET = {"lessons/2020/secret.md": "title: Kept inside\ndate: 2020-01-01\ntags: [planning]\n---\nText."}


def site_of(found: Edition) -> dict[str, Page]:
    return {page.url: page for page in pages(found, TODAY)}


SITE = site_of(PUBLIC)


def test_a_topic_that_only_colleagues_have_entries_for_is_nowhere_in_the_public_edition() -> None:
    files = {**SECRET, "lessons/2020/open.md": "title: Open\naudience: public\n---\nText."}
    site = site_of(edition_of(files, Audience.PUBLIC))
    assert "topics/planning/" not in site and "zh/topics/kickoff/" not in site
    assert not any("topics/planning" in link for page in site.values() for link in Reader(page).links)
    assert "topics/planning/" in site_of(edition_of(files))


def test_a_topic_above_one_that_is_used_stays() -> None:
    assert "topics/kickoff/" in SITE and "topics/planning/" in SITE
    assert "kickoff/" in Reader(SITE["topics/"]).links


def test_the_public_edition_asks_nobody_to_write_who_has_no_way_to() -> None:
    assert "kb.missing" not in SITE[""].html and "contribute/" not in SITE
    assert not any("contribute/" in link for page in SITE.values() for link in Reader(page).links)
    frame = navigation(PUBLIC)["en"]
    assert isinstance(frame, dict) and frame["contribute"] == ""
    assert not any("What would make it more trusted" in text_of(page) for page in SITE.values())


def test_with_a_code_host_its_readers_can_write_too() -> None:
    catalog = catalog_of(FILES)
    catalog.settings = replace(catalog.settings, repo_url="https://github.com/acme/lessons")
    assert "contribute/" in site_of(edition(catalog, Audience.PUBLIC))
