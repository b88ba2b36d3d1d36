"""What a page weighs: the HTML around what somebody wrote, and everything that a first visit fetches."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.test_pages import LESSON
from tests.weights import AROUND, FIRST_VISIT, THEME, around_body

pytestmark = pytest.mark.browser


def _entries(base: Path) -> list[str]:
    """The addresses of all entries of the base that have a page."""
    found = [*base.glob("lessons/*/*.md"), *base.glob("content/*/*.md")]
    return [f"/{one.relative_to(base).with_suffix('')}/" for one in sorted(found)]


def test_the_html_around_the_body_of_every_entry_is_light(context: BrowserContext, site: str, base: Path) -> None:
    weights = {}
    for address in _entries(base):
        answer = context.request.get(site + address)
        if answer.ok:
            weights[address] = around_body(answer.text())
    assert len(weights) > 30
    heavy = {address: size for address, size in weights.items() if size > AROUND}
    assert not heavy, heavy


def _fetched(context: BrowserContext, address: str, shown: str) -> dict[str, bytes]:
    """What a page and its scripts ask for until `shown` is there, without pictures and the theme's own files."""
    asked: set[str] = set()
    page = context.new_page()
    wanted = ("document", "script", "stylesheet", "fetch", "xhr", "font")
    page.on("request", lambda one: asked.add(one.url) if one.resource_type in wanted else None)
    page.goto(address)
    expect(page.locator(shown).first).to_be_visible()
    own = sorted(one for one in asked if not urlsplit(one).path.startswith(THEME))
    return {one: context.request.get(one).body() for one in own}


@pytest.mark.parametrize("path", ["/", "/zh/", LESSON, "/topics/"])
def test_a_first_visit_fetches_little(context: BrowserContext, site: str, path: str) -> None:
    sizes = {address: len(data) for address, data in _fetched(context, site + path, "h1").items()}
    assert sum(sizes.values()) <= FIRST_VISIT, sizes


def test_a_first_search_fetches_little_too_where_files_are_sent_compressed(context: BrowserContext, site: str) -> None:
    found = _fetched(context, site + "/search/?q=kickoff", ".kb-hits li")
    sizes = {address: len(gzip.compress(data)) for address, data in found.items()}
    assert sum(sizes.values()) <= FIRST_VISIT, sizes
