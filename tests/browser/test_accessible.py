"""WCAG 2.2 AA by axe-core on every kind of page, the keyboard alone, and no script at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import LESSON, SALON

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = (
    "/",
    "/lessons/",
    "/practices/",
    "/cases/",
    "/salons/",
    "/people/",
    "/projects/",
    "/topics/",
    "/topics/kickoff/",
    "/search/?q=kickoff",
    "/phases/planning/",
    "/frameworks/five-star-opm/",
    "/series/hujiang-pmo-salon/",
    "/contribute/",
    "/content/practices/project-kickoff/",
    "/content/cases/hujiang-intelligent-learning-system/",
    "/content/projects/hujiang-intelligent-learning-system/",
    "/content/people/kb-editor/",
    "/404.html",
    LESSON,
    SALON,
)
CHINESE = {
    LESSON: "/lessons/2018/analyse-stakeholder-interests/",
    "/content/practices/project-kickoff/": "/content/practices/project-kickoff-zh/",
}


def chinese(path: str) -> str:
    """The Chinese page of the same kind; entries that have none are looked at in their own language again."""
    own = path.startswith(("/content/", "/404")) or path == LESSON
    return CHINESE.get(path, path) if own else f"/zh{path}"


def violations(page: Page, options: object) -> list[str]:
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]


def opened(page: Page, address: str) -> None:
    """Goes there, and for a search waits for what it finds."""
    page.goto(address)
    if "q=" in address:
        expect(page.locator(".kb-hits li").first).to_be_visible()
    page.evaluate(AXE)


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_wide_and_light_nor_in_chinese_on_a_phone_in_the_dark(
    page: Page, site: str, path: str
) -> None:
    opened(page, site + path)
    assert violations(page, {"runOnly": RULES}) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    opened(page, site + chinese(path))
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    assert violations(page, {"runOnly": RULES}) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing_in_any_language_width_and_colours(
    browser: Browser, site: str, path: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    with browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme) as context:
        page = context.new_page()
        for address in (path, chinese(path)):
            opened(page, site + address)
            assert violations(page, {"runOnly": RULES}) == [], address


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
                const box = at.type === "search" ? at.closest("form, .kb-search") : null; // its ring is around the box
                const shown = [at, label, label.nextElementSibling, box].filter(Boolean).map((one) => getComputedStyle(one));
                const visible = shown.some((style) => style.outlineStyle !== "none" && style.outlineWidth !== "0px");
                return [at.outerHTML.slice(0, 120), visible || at === document.body, at.getBoundingClientRect().bottom > 0];
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
