"""The pages that no file holds, in a browser: what is offered before a search, lists on a phone, what is not here."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.mark.parametrize(("path", "said", "unsaid"), [
    ("/zh/no/such/page/", "找不到这个页面", "This page is not here"),
    ("/no/such/page/", "This page is not here", "找不到这个页面"),
])  # fmt: skip
def test_a_missing_page_speaks_the_language_of_its_address(
    page: Page, site: str, path: str, said: str, unsaid: str
) -> None:
    page.goto(site + path)
    expect(page.get_by_role("heading", name=said)).to_be_visible()
    expect(page.get_by_role("heading", name=unsaid)).to_be_hidden()
    assert page.title() == said
    assert page.locator("nav.kb-tabs:visible").count() == 1


def test_without_a_script_a_missing_page_speaks_both_languages(browser: Browser, site: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(site + "/zh/no/such/page/")
        for said in ("找不到这个页面", "This page is not here"):
            expect(page.get_by_role("heading", name=said)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_search_page_offers_where_to_begin_until_something_is_asked(page: Page, site: str) -> None:
    page.goto(site + "/search/")
    expect(page.get_by_role("heading", name="How to ask")).to_be_visible()
    page.locator("main input[type=search]").fill("kickoff")
    expect(page.locator(".kb-hits li").first).to_be_visible()
    expect(page.get_by_role("heading", name="How to ask")).to_be_hidden()
    page.locator("main input[type=search]").fill("")
    expect(page.get_by_role("heading", name="How to ask")).to_be_visible()
    page.get_by_role("link", name='"project kickoff"').click()
    expect(page.locator(".kb-hits li").first).to_be_visible()


def test_a_facet_of_many_values_shows_the_first_few_until_somebody_wants_all(page: Page, site: str) -> None:
    page.goto(site + "/search/?q=project")
    topics = page.get_by_role("group", name="Topic")
    expect(topics.get_by_role("checkbox")).to_have_count(5)
    topics.get_by_role("button", name="more").click()
    expect(topics.get_by_role("checkbox")).to_have_count(12)
    expect(topics.get_by_role("checkbox").nth(5)).to_be_focused()


def test_on_a_phone_the_register_begins_with_its_lessons_and_can_be_sorted(browser: Browser, site: str) -> None:
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(site + "/lessons/")
        expect(page.get_by_label("State")).to_be_hidden()
        expect(page.locator(".kb-register tbody tr").first).to_be_in_viewport()
        page.get_by_text("Filter and sort").click()
        page.get_by_label("Sort").select_option(label="Furthest along first")
        expect(page.locator(".kb-register tbody tr").first).to_contain_text("Applied")
        page.get_by_label("State").select_option(label="Proposed")
        expect(page.locator(".kb-register tbody tr:visible").first).to_contain_text("Proposed")


def test_a_model_shows_its_star_beside_the_table_and_all_elements_under_both(page: Page, site: str) -> None:
    page.goto(site + "/frameworks/five-star-opm/")
    star, table = page.locator("main .kb-svg--star").bounding_box(), page.locator("main table").bounding_box()
    assert star is not None and table is not None
    assert star["x"] + star["width"] <= table["x"] and abs(star["y"] - table["y"]) < 200, "side by side"
    heads = [one.bounding_box() for one in page.get_by_role("main").get_by_role("heading", level=2).all()]
    assert len(heads) == 5
    assert all(one is not None and one["y"] > star["y"] + star["height"] for one in heads)
    assert len({one["x"] for one in heads if one is not None}) == 2, "two columns"


@pytest.mark.parametrize("path", ["/", "/phases/planning/", "/frameworks/five-star-opm/"])
def test_on_paper_a_title_in_a_list_has_half_of_its_line(page: Page, site: str, path: str) -> None:
    page.set_viewport_size({"width": 665, "height": 1000})  # A4 between its margins
    page.emulate_media(media="print")
    page.goto(site + path)
    page.wait_for_selector(".kb-rows .kb-row")
    narrow = page.evaluate(
        "[...document.querySelectorAll('.kb-row__title')].filter((one) =>"
        " one.offsetWidth < one.parentElement.clientWidth * 0.5 || one.offsetHeight > 80).map((one) => one.textContent)"
    )
    assert narrow == []


def test_a_short_register_prints_on_one_sheet_with_no_empty_one_after_it(page: Page, site: str) -> None:
    page.goto(site + "/zh/lessons/")
    page.wait_for_selector(".kb-register th button")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
