"""WCAG 2.2 AA by axe-core on every kind of page, the keyboard alone, and no script at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import LESSON, SALON

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = (
    "/",
    "/zh/lessons/",
    "/practices/",
    "/cases/",
    "/salons/",
    "/people/",
    "/zh/topics/",
    "/topics/kickoff/",
    "/search/?q=kickoff",
    "/phases/planning/",
    "/frameworks/five-star-opm/",
    "/contribute/",
    "/content/practices/project-kickoff-zh/",
    "/content/cases/hujiang-intelligent-learning-system/",
    "/content/projects/hujiang-intelligent-learning-system/",
    "/content/people/kb-editor/",
    "/404.html",
    LESSON,
    SALON,
)
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def violations(page: Page, options: object) -> list[str]:
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_in_the_light_and_no_weak_colour_in_the_dark(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    if "q=" in path:
        expect(page.locator(".kb-hits li").first).to_be_visible()
    page.evaluate(AXE)
    assert violations(page, {"runOnly": RULES}) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert violations(page, COLOURS) == []


def test_axe_would_say_so(page: Page, site: str) -> None:
    page.goto(site + LESSON)
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=x><button></button>')")
    page.evaluate(AXE)
    assert len(violations(page, {"runOnly": RULES})) == 2


def test_hits_are_reached_by_keyboard_from_any_page(page: Page, site: str) -> None:
    page.goto(site + LESSON)
    page.keyboard.press("/")
    expect(page.locator("#kb-q")).to_be_focused()
    page.keyboard.type("kickoff")
    expect(page.locator(".kb-hits a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".kb-hits a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#kb-q")).to_be_focused()


def test_the_first_tab_offers_to_skip_to_the_text(page: Page, site: str) -> None:
    page.goto(site + LESSON)
    page.keyboard.press("Tab")
    skip = page.locator(".kb-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#kb-text")).to_be_focused()


def test_wherever_the_keyboard_goes_one_sees_where_it_is(page: Page, site: str) -> None:
    page.goto(site + SALON)
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
                const at = document.activeElement, label = at.labels?.[0] ?? at;
                const shown = [at, label, label.nextElementSibling].filter(Boolean).map((one) => getComputedStyle(one));
                const box = at.getBoundingClientRect();
                const visible = shown.some((style) => style.outlineStyle !== "none" && style.outlineWidth !== "0px");
                return [at.outerHTML.slice(0, 120), visible || at === document.body, box.bottom > 0];
            }"""
        )
        assert where[1], where[0]
        seen.add(where[0])
    assert len(seen) > 30


@pytest.mark.parametrize("path", ["/", "/zh/lessons/", "/content/practices/project-kickoff/", LESSON, SALON])
def test_everything_but_search_is_there_without_a_script(browser: Browser, site: str, path: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(site + path)
        for tab in ("lessons/", "topics/"):
            expect(page.locator(f"nav.kb-tabs a[href$='{tab}']")).to_be_visible()
        assert page.locator("h1").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        hidden = "[data-kb-print], [data-kb-copy], .kb-filters"
        assert all(not one.is_visible() for one in page.locator(hidden).all())


def test_without_a_script_the_search_page_says_what_works(page: Page, site: str) -> None:
    answer = page.request.get(site + "/search/")  # a driven Chromium shows no `noscript`, even with scripts off
    assert "<noscript><p" in answer.text() and "Search needs JavaScript." in answer.text()
