"""Who reads in one language keeps it on the pages of entries that were written in the other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessible import AXE, RULES, violations
from tests.browser.test_pages import LESSON

pytestmark = pytest.mark.browser

CHINESE_LESSON = "/lessons/2018/analyse-stakeholder-interests/"
LATIN = re.compile(r"[A-Za-z]{3,}")


def test_an_english_lesson_keeps_the_chinese_frame_of_the_reader_who_comes_from_the_chinese_site(
    page: Page, site: str
) -> None:
    page.goto(site + "/zh/lessons/")
    page.locator(f"a[href$='{LESSON.removeprefix('/')}']").click()
    expect(page.locator(".kb-tabs a").first).to_have_text("经验")
    expect(page.locator("h1")).to_have_text("Open with a kickoff that aligns value and goals")
    frame = page.locator(".kb-tabs, .kb-path, .kb-footer, .kb-facts dt, .kb-way__word, .kb-trustline, .kb-trust")
    left = [text for text in frame.all_inner_texts() if LATIN.search(text.replace("RSS", "").replace("OPM", ""))]
    assert left == []
    expect(page.locator("#kb-q")).to_have_attribute("placeholder", "经验、实践、人物")
    expect(page.locator(".kb-only")).to_have_text("本条目只有英文版。 如何翻译")
    expect(page.locator(".kb-part > h2").first).to_have_text("依据")
    expect(page.locator(".kb-facts time").first).to_have_text("2018年5月27日")
    expect(page.locator(".kb-chips a").first).to_have_text("启动会")


def test_the_contents_of_a_page_in_another_language_are_in_one_language(page: Page, site: str) -> None:
    case = "/content/cases/hujiang-intelligent-learning-system/"
    page.goto(site + case)
    expect(page.locator(".kb-only")).to_be_hidden()
    expect(page.locator(".kb-toc a")).to_have_text(
        ["Context", "Approach", "Results", "Organisation", "Lessons from it"]
    )
    page.goto(site + "/zh/")
    page.goto(site + case)
    expect(page.locator(".kb-toc a")).to_have_text(["Context", "Approach", "Results"])
    expect(page.locator(".kb-toc summary")).to_have_text("本页内容")


def test_no_word_stands_where_the_readers_language_has_none(page: Page, site: str) -> None:
    page.goto(site + "/")
    page.goto(site + CHINESE_LESSON)
    expect(page.locator(".kb-trustline")).to_have_text(
        "Proposed · Low confidence: one account so far · Not reviewed yet"
    )
    page.goto(site + "/zh/")
    page.goto(site + "/content/practices/project-prioritisation/")
    expect(page.locator("#kb\\.evidence ~ .kb-quiet").first).to_contain_text("项目： Lessonbook pilot")


def test_what_people_wrote_stays_as_they_wrote_it(page: Page, site: str) -> None:
    page.goto(site + LESSON)
    written = page.locator(".kb-body, h1").all_inner_texts()
    page.goto(site + "/zh/")
    page.goto(site + LESSON)
    expect(page.locator(".kb-tabs a").first).to_have_text("经验")
    assert page.locator(".kb-body, h1").all_inner_texts() == written


def test_links_lead_back_to_the_readers_half_of_the_site(page: Page, site: str) -> None:
    page.goto(site + "/zh/")
    page.goto(site + LESSON)
    expect(page.locator(".kb-tabs a").first).to_have_text("经验")
    page.locator(".kb-chips a").first.click()
    expect(page).to_have_url(site + "/zh/topics/kickoff/")
    page.goto(site + LESSON)
    page.locator("#kb-q").fill("启动会")
    page.locator("#kb-q").press("Enter")
    expect(page).to_have_url(re.compile("/zh/search/"))


def test_the_switch_changes_the_frame_in_place_and_back(page: Page, site: str) -> None:
    page.goto(site + CHINESE_LESSON)
    page.get_by_role("link", name="English").click()
    expect(page.locator(".kb-tabs a").first).to_have_text("Lessons")
    expect(page.locator(".kb-facts dt").first).to_have_text("Source")
    page.get_by_role("link", name="中文").click()
    expect(page.locator(".kb-tabs a").first).to_have_text("经验")


def test_axe_finds_nothing_on_a_page_whose_frame_was_changed(page: Page, site: str) -> None:
    page.goto(site + "/zh/")
    page.goto(site + LESSON)
    expect(page.locator(".kb-tabs a").first).to_have_text("经验")
    page.evaluate(AXE)
    assert violations(page, {"runOnly": RULES}) == []
