"""Pages that are hard to show still look right: nothing overflows, nothing is broken, every entry can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from kb.adapters.serving import SiteServer
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests.browser import hard_base
from tests.browser.test_accessible import AXE, RULES, violations

pytestmark = pytest.mark.browser

HARD = (
    "/lessons/2026/missing-picture/",
    "/lessons/2026/no-body/",
    "/lessons/2026/long-title/",
    "/lessons/2026/long-word/",
    "/lessons/2026/arabic/",
    "/content/salons/2026-03-04-sixty/",
    "/content/salons/2026-03-05-empty/",
    "/content/people/without-talks/",
    "/content/practices/bare/",
    "/lessons/",
    "/zh/topics/plenty/lesson/2/",
    "/topics/rare/",
)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the built base, without a slash at its end."""
    built = Workspace(hard_base.write(tmp_path_factory.mktemp("hard"))).build(Audience.INTERNAL, date(2026, 11, 23))
    assert isinstance(built, Built)
    server = SiteServer(built.site, 0)
    server.start()
    yield server.url.rstrip("/")
    server.close()


@pytest.mark.parametrize("path", HARD)
def test_it_fits_on_a_phone_and_no_line_is_cut_off(browser: Browser, hard: str, path: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(hard + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        cut = page.evaluate(
            """[...document.querySelectorAll("article :is(h1, h2, p, td, dd)")]
                .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
                .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert cut == []


def test_a_missing_picture_leaves_its_words(page: Page, hard: str) -> None:
    page.goto(hard + "/lessons/2026/missing-picture/")
    expect(page.locator(".kb-nopicture")).to_have_text("A plan of the hall")
    expect(page.locator(".kb-body img")).to_have_count(0)


def test_a_picture_opens_large_over_the_page_and_closes_again(page: Page, hard: str) -> None:
    page.goto(hard + "/lessons/2026/long-title/")
    link = page.locator("a.kb-picture")
    link.focus()
    page.keyboard.press("Enter")
    large = page.get_by_role("dialog", name=hard_base.PICTURE).locator("img")
    expect(large).to_be_visible()
    box, small = large.bounding_box(), link.locator("img").bounding_box()
    assert box is not None and small is not None and box["width"] > small["width"] and box["height"] <= 800
    page.evaluate(AXE)
    assert violations(page, {"runOnly": RULES}) == []
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(link).to_be_focused()


def test_arabic_stands_on_the_right_in_a_page_from_the_left(page: Page, hard: str) -> None:
    page.goto(hard + "/lessons/2026/arabic/")
    assert page.locator("h1").evaluate("one => getComputedStyle(one).direction") == "rtl"
    item = page.locator(".kb-body li").first
    assert item.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert page.locator("html").evaluate("one => getComputedStyle(one).direction") == "ltr"


def test_sixty_sessions_are_sixty_lines_in_their_order(page: Page, hard: str) -> None:
    page.goto(hard + "/content/salons/2026-03-04-sixty/")
    times = page.locator(".kb-programme .kb-time").all_inner_texts()
    assert len(times) == 60 and times == sorted(times)


def test_half_a_megabyte_opens_and_its_contents_stay_beside_it(page: Page, hard: str) -> None:
    page.goto(hard + "/lessons/2026/heavy/")
    page.locator(".kb-toc").get_by_role("link", name="Part 1225").click()
    expect(page.get_by_role("heading", name="Part 1225")).to_be_in_viewport()


def test_somebody_without_talks_has_a_page_that_says_so(page: Page, hard: str) -> None:
    page.goto(hard + "/content/people/without-talks/")
    expect(page.get_by_text("No talk, lesson or practice of this person is recorded yet.")).to_be_visible()


def test_a_filter_of_the_register_finds_what_is_on_another_page_of_it(page: Page, hard: str) -> None:
    page.goto(hard + "/lessons/")
    count = page.locator(".kb-filters [role=status]")
    expect(count).to_have_text("200 of 456 shown")
    page.get_by_label("Filter by words").fill("449")
    expect(count).to_have_text("1 of 456 shown")
    page.get_by_role("button", name="Clear").click()
    expect(count).to_have_text("456 of 456 shown")
    expect(page.get_by_role("button", name="Clear")).to_be_hidden()
    page.get_by_label("Filter by words").fill("449")
    page.get_by_role("link", name="Lesson number 449 of very many").click()
    expect(page.locator("h1")).to_have_text("Lesson number 449 of very many")


def test_sorting_the_register_sorts_all_of_it(page: Page, hard: str) -> None:
    page.goto(hard + "/lessons/")
    page.get_by_role("button", name="Date").click()
    expect(page.locator("[data-kb-register] tbody tr")).to_have_count(456)
    expect(page.locator("[data-kb-register] tbody tr").first).to_contain_text("1 January 2025")
    expect(page.locator("[data-kb-pages]")).to_be_hidden()


def test_every_lesson_is_reached_without_a_script(browser: Browser, hard: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(hard + "/lessons/")
        found = set()
        for number in ("1", "2", "3"):
            page.locator("[data-kb-pages] a", has_text=number).click()
            found |= {link.get_attribute("href") for link in page.locator("[data-kb-register] td:nth-child(2) a").all()}
        assert len({str(href).rsplit("lessons/")[-1] for href in found}) == 456


def test_the_frame_around_an_entry_is_light(page: Page, hard: str) -> None:
    page.goto(hard + "/lessons/2026/no-body/")
    answer = page.request.get(hard + "/lessons/2026/no-body/")
    assert len(answer.body()) <= 20_000


@pytest.mark.parametrize("query", ["quokka", "quokka%20contract", "%22quokka%20contract%22"])
def test_search_shows_the_sentence_at_the_end_of_a_long_text(page: Page, hard: str, query: str) -> None:
    page.goto(f"{hard}/search/?q={query}")
    hit = page.locator("article [data-kb-results] li")
    expect(hit).to_have_count(1)
    expect(hit.locator(".kb-row__summary")).to_contain_text("quokka contract was signed")


def test_a_filter_alone_lists_what_passes_it(page: Page, hard: str) -> None:
    page.goto(f"{hard}/search/?kind=practice")
    expect(page.locator("article [data-kb-results] li")).to_have_count(1)
    expect(page.get_by_label("Practice")).to_be_checked()
