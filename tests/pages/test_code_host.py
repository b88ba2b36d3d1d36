"""Links to the code host: who reads a page can answer without Git."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from urllib.parse import parse_qs, urlsplit

import pytest

from kb.model.kinds import Audience
from kb.model.page import Page
from kb.pages import pages
from tests.pages.base import TODAY, Reader, edition_of, text_of

ID = "lessons/2018/kickoff-first"
HOST = "https://github.com/pmo/ours"
PRACTICE = "content/practices/kickoff/"


def site_at(repo_url: str, edit_path: str = "", audience: Audience = Audience.INTERNAL) -> dict[str, Page]:
    edition = edition_of(audience=audience)
    edition.catalog.settings = replace(edition.catalog.settings, repo_url=repo_url, edit_path=edit_path)
    return {page.url: page for page in pages(edition, TODAY)}


def at_host(page: Page) -> list[str]:
    return [link for link in Reader(page).links if link.startswith("http") and "/issues/" in link]


GITHUB = site_at(HOST + "/")


def test_a_lesson_leads_to_the_forms_for_what_came_of_it_and_for_a_correction() -> None:
    assert at_host(GITHUB[f"{ID}/"]) == [
        f"{HOST}/issues/new?template=4-applied.en.yml&lesson={ID}",
        f"{HOST}/issues/new?template=3-correction.en.yml&entry={ID}",
    ]
    assert "Report that you applied this · Suggest a correction" in text_of(GITHUB[f"{ID}/"])
    assert f"4-applied.en.yml&amp;lesson={ID}" in GITHUB[f"{ID}/"].html


def test_a_lesson_in_chinese_leads_to_the_chinese_forms() -> None:
    page = GITHUB["lessons/2019/zh-lesson/"]
    assert [link.partition("template=")[2].partition("&")[0] for link in at_host(page)] == [
        "4-applied.zh.yml",
        "3-correction.zh.yml",
    ]
    assert "我应用了这条经验" in text_of(page)


def test_every_other_entry_can_be_corrected_but_not_applied() -> None:
    assert at_host(GITHUB[PRACTICE]) == [f"{HOST}/issues/new?template=3-correction.en.yml&entry={PRACTICE.rstrip('/')}"]


@pytest.mark.parametrize(("prefix", "lang"), [("", "en"), ("zh/", "zh")])
def test_who_searched_in_vain_finds_the_form_for_it(prefix: str, lang: str) -> None:
    assert at_host(GITHUB[f"{prefix}search/"]) == [f"{HOST}/issues/new?template=5-not-found.{lang}.yml"]


@pytest.mark.parametrize(("prefix", "lang"), [("", "en"), ("zh/", "zh")])
def test_who_never_used_git_finds_the_forms_first(prefix: str, lang: str) -> None:
    names = ("1-lesson", "2-recap", "5-not-found")
    page = GITHUB[f"{prefix}contribute/"]
    assert at_host(page) == [f"{HOST}/issues/new?template={name}.{lang}.yml" for name in names]
    assert page.html.index("1-lesson") < page.html.index("short-name.md")


def test_without_forms_it_says_to_whom_one_hands_what_one_has() -> None:
    words = text_of(site_at("https://gitlab.com/pmo/ours")["contribute/"])
    assert words.index("Give what you have to those who keep this base") < words.index("Make the file")


def test_every_form_that_is_linked_is_one_that_a_new_base_gets_with_the_field_that_is_filled_in() -> None:
    room = files("kb") / "templates" / "github" / "ISSUE_TEMPLATE"
    linked = {link for page in GITHUB.values() for link in at_host(page)}
    asked = {(one.pop("template")[0], *one) for one in (parse_qs(urlsplit(link).query) for link in linked)}
    assert len({name for name, *_ in asked}) == 10
    for name, *fields in asked:
        text = (room / name).read_text(encoding="utf-8")
        assert all(f"    id: {field}\n" in text for field in fields), name


def test_the_address_of_the_repository_is_enough_for_edit_and_history() -> None:
    meta = GITHUB[f"{ID}/"].meta
    assert (meta["edit"], meta["history"]) == (f"{HOST}/edit/main/{ID}.md", f"{HOST}/commits/main/{ID}.md")
    own = site_at(HOST, "edit/trunk")[f"{ID}/"].meta
    assert (own["edit"], own["history"]) == (f"{HOST}/edit/trunk/{ID}.md", f"{HOST}/commits/trunk/{ID}.md")


def test_gitlab_has_edit_and_history_in_its_own_form_and_no_link_to_forms_of_another_host() -> None:
    site = site_at("https://gitlab.example.org/pmo/ours")
    assert site[f"{ID}/"].meta["edit"] == f"https://gitlab.example.org/pmo/ours/-/edit/main/{ID}.md"
    assert site[f"{ID}/"].meta["history"] == f"https://gitlab.example.org/pmo/ours/-/commits/main/{ID}.md"
    assert not any(at_host(page) for page in site.values())


def test_without_a_repository_no_page_leads_to_one() -> None:
    site = site_at("")
    assert not any("kb-report" in page.html or "edit" in page.meta for page in site.values())


def test_a_public_page_names_no_entry_but_itself_to_the_code_host() -> None:
    site = site_at(HOST, audience=Audience.PUBLIC)
    named = {
        (page.url, entry)
        for page in site.values()
        for link in at_host(page)
        for key, (entry,) in parse_qs(urlsplit(link).query).items()
        if key != "template"
    }
    assert named and all(url == f"{entry}/" for url, entry in named)


def test_an_address_cannot_end_its_attribute() -> None:
    page = site_at('https://host.example/"><b>x</b>&')[f"{ID}/"]
    assert "<b>x</b>" not in page.html and "&#34;&gt;&lt;b&gt;" in page.html
