"""The Content-Security-Policy of every page: all that readers do works under it, and nothing that is slipped in runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""
PAGES = (
    "/", "/zh/", "/lessons/", "/practices/", "/cases/", "/salons/", "/people/", "/topics/", "/search/?q=kickoff",
    "/zh/search/?q=启动会", "/lessons/2018/kickoff-before-plan/", "/content/salons/2018-05-27-hujiang-pmo-salon/",
    "/content/people/ma-ronglei/", "/topics/stakeholder/", "/frameworks/", "/contribute/", "/nowhere/",
)  # fmt: skip
SLIPPED_IN = """
<script>window.ran = ["script"]</script>
<img src="data:image/png;base64,AAAA" onerror="(window.ran ??= []).push('handler')">
<iframe srcdoc="<script>(top.ran ??= []).push('frame')</script>"></iframe>
<a id="slipped" href="javascript:(window.ran ??= []).push('address')">x</a>
<style>body { color: rgb(1, 2, 3) }</style>
<form id="sent" action="https://elsewhere.example/"><button>x</button></form>
<base href="https://elsewhere.example/">
"""


@pytest.fixture
def watched(context: BrowserContext) -> Page:
    context.add_init_script(WATCH)
    return context.new_page()


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("violations")
    return found


def slipped_in(route: Route) -> None:
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("</article>", f"{SLIPPED_IN}</article>"))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_its_own_policy(watched: Page, site: str, path: str) -> None:
    told: list[str] = []
    watched.on("console", lambda message: told.append(message.text))
    watched.goto(site + path, wait_until="load")
    assert watched.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    watched.wait_for_timeout(100)
    assert violations(watched) == [] and [one for one in told if "Security" in one] == []


def test_search_the_colours_and_the_register_work_under_the_policy(watched: Page, site: str) -> None:
    watched.goto(site + "/search/")
    watched.locator("main input[type=search]").fill("kickoff")
    expect(watched.locator("main [data-kb-results] a").first).to_be_visible()
    assert violations(watched) == []
    watched.locator(".kb-palette:visible").click()
    watched.locator(".kb-palette:visible").click()
    assert watched.locator("body").get_attribute("data-md-color-scheme") == "slate"
    watched.goto(site + "/lessons/")
    assert watched.locator("body").get_attribute("data-md-color-scheme") == "slate"
    watched.locator("[data-kb-filters] select").first.select_option(index=1)
    watched.locator("[data-kb-register] th button").first.click()
    assert violations(watched) == []


def test_what_is_slipped_into_a_page_does_not_run(watched: Page, site: str) -> None:
    watched.route(re.compile("/lessons/2018/"), slipped_in)
    watched.goto(site + "/lessons/2018/kickoff-before-plan/")
    watched.locator("#slipped").click(no_wait_after=True)
    watched.locator("#sent button").click(no_wait_after=True)
    watched.wait_for_timeout(200)
    assert watched.evaluate("window.ran") is None and watched.url.startswith(site)
    assert watched.evaluate("getComputedStyle(document.body).color") != "rgb(1, 2, 3)"
    stopped = {one.split()[0] for one in violations(watched)}
    assert stopped >= {"script-src-elem", "script-src-attr", "style-src-elem", "form-action", "base-uri"}


def test_the_same_things_run_where_there_is_no_policy(browser: Browser, site: str) -> None:
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.route(re.compile("/lessons/2018/"), slipped_in)
        page.goto(site + "/lessons/2018/kickoff-before-plan/")
        page.locator("#slipped").click(no_wait_after=True)
        page.wait_for_function("window.ran.length >= 4")
        assert sorted(page.evaluate("window.ran")) == ["address", "frame", "handler", "script"]


def test_the_headers_in_the_handbook_say_what_the_pages_say(page: Page, site: str) -> None:
    page.goto(site + "/")
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    for name in ("docs/deployment.md", "docs/deployment.zh.md"):
        written = Path(__file__).parents[2].joinpath(name).read_text(encoding="utf-8")
        assert len(re.findall(re.escape(f"{policy}; frame-ancestors 'none'"), written)) == 3
