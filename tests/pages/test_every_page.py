"""What holds for each page of the site, whatever it is about."""

from __future__ import annotations

import posixpath
import string
from urllib.parse import unquote, urlsplit

import pytest

from kb.model.kinds import Audience
from kb.model.page import Page
from kb.pages import assets, convention_files, navigation, pages
from tests.pages.base import HOSTILE, TODAY, Reader, edition_of, site_of, text_of

SITE = site_of()
ADDRESSES = sorted(SITE)
FILES = {file.path for file in convention_files(edition_of(), TODAY, tuple(SITE.values()))} | set(assets(edition_of()))
HAN = range(0x4E00, 0x9FFF)


def _target(page: Page, link: str) -> tuple[str, str]:
    """(address below the root, fragment) that a link on a page leads to."""
    parts = urlsplit(link)
    if not parts.path:
        return page.url, unquote(parts.fragment)
    path = posixpath.normpath(posixpath.join("/", page.url, unquote(parts.path))).lstrip("/")
    return (f"{path}/" if path else ""), unquote(parts.fragment)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_internal_link_leads_to_a_page_and_to_something_on_it(address: str) -> None:
    page = SITE[address]
    for link in Reader(page).links:
        if urlsplit(link).scheme:
            continue
        target, fragment = _target(page, link)
        assert target in SITE or target.rstrip("/") in FILES, link
        assert not fragment or fragment in Reader(SITE[target]).ids, link


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_gives_one_id_twice(address: str) -> None:
    ids = Reader(SITE[address]).ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_one_title_and_the_contents_that_it_promises(address: str) -> None:
    page, seen = SITE[address], Reader(SITE[address])
    assert seen.tags.count("h1") == 1
    assert {item.id for item in page.toc} <= set(seen.ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hostile_title_is_inert_text_on_every_page_that_shows_it(address: str) -> None:
    page = SITE[address]
    assert HOSTILE not in page.html and "<script" not in page.html and "javascript:" not in page.html
    assert not any(source == "x" for source in Reader(page).pictures)


def test_the_hostile_lesson_is_called_by_its_whole_title() -> None:
    assert HOSTILE in text_of(SITE["lessons/2020/hostile/"])
    assert HOSTILE in text_of(SITE["topics/kickoff/"])


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.startswith("zh/")])
def test_the_twin_of_a_generated_page_is_the_same_page_in_the_other_language(address: str) -> None:
    page = SITE[address]
    twin = SITE[str(page.meta["twin"])]
    assert (page.lang, twin.lang) == ("zh-Hans", "en")
    assert twin.meta["twin"] == address


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_says_what_the_frame_needs_in_plain_values(address: str) -> None:
    meta = SITE[address].meta
    assert meta["ui"] in ("en", "zh") and isinstance(meta["tab"], str)
    assert str(meta["twin"]) in SITE
    assert all(where in SITE for _, where in meta["crumbs"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", ["zh/", "zh/lessons/", "zh/topics/planning/", "zh/search/", "zh/contribute/"])
def test_a_chinese_page_has_chinese_labels_only(address: str) -> None:
    words = text_of(SITE[address])
    for label in ("Lessons", "Search", "Practices", "not set", "All ", "Register", "yet"):
        assert label not in words
    assert any(ord(letter) in HAN for letter in words)


def test_an_english_page_marks_content_in_another_language() -> None:
    assert 'lang="zh-Hans"' in SITE["lessons/2018/kickoff-first/"].html
    assert "in Chinese" in text_of(SITE["topics/kickoff/"])


def test_two_runs_give_the_same_pages() -> None:
    assert pages(edition_of(), TODAY) == pages(edition_of(), TODAY)


def test_pages_are_sorted_and_no_two_share_an_address() -> None:
    made = pages(edition_of(), TODAY)
    assert [page.path for page in made] == sorted(page.path for page in made)
    assert len({page.url for page in made}) == len(made)


def test_an_empty_base_has_a_whole_site_that_says_what_to_do() -> None:
    site = site_of({})
    for address in ("", "lessons/", "practices/", "cases/", "salons/", "people/", "projects/", "zh/"):
        assert "contribute/" in site[address].html or "contribute" in str(Reader(site[address]).links)


def test_the_public_edition_knows_nothing_of_internal_entries() -> None:
    site = site_of(audience=Audience.PUBLIC)
    assert "lessons/2018/kickoff-first/" in site
    everything = "".join(page.html + page.title + str(page.meta) for page in site.values())
    for word in ("Curator", "Learning system", "First salon", "One learning system"):
        assert word not in everything


def test_navigation_names_tabs_in_both_languages_and_they_exist() -> None:
    kb = navigation(edition_of())
    for ui in ("en", "zh"):
        frame = kb[ui]
        assert isinstance(frame, dict)
        assert all(tab["url"] in SITE and tab["label"] for tab in frame["tabs"])
        assert all(frame[key] in SITE for key in ("home", "search", "contribute"))
        han = any(ord(letter) in HAN for tab in frame["tabs"] for letter in tab["label"])
        assert han is (ui == "zh")


def test_relative_links_hold_only_what_an_address_may_hold() -> None:
    allowed = set(string.ascii_letters + string.digits + "-._~/%#?=&:+,;@!$'()*")
    for page in SITE.values():
        for link in Reader(page).links:
            # Fragments keep Chinese letters, as browsers do.
            assert set(urlsplit(link)._replace(fragment="").geturl()) <= allowed, link
