"""What a page weighs: the HTML around what somebody wrote, and everything that a first visit fetches."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.test_pages import LESSON

pytestmark = pytest.mark.browser

AROUND = 20_000  # bytes of an entry's page that are not its body
FIRST_VISIT = 120_000  # bytes, uncompressed, without pictures and without the theme's own script and style
THEME = ("/assets/javascripts/", "/assets/stylesheets/")
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "path", "circle", "rect"}


class _Around(HTMLParser):
    """Counts the bytes of everything outside the elements that hold a body."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.size, self._inside = len(html.encode()), 0
        self._start: tuple[int, int] = (0, 0)
        self._lines = html.split("\n")
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        body = tag == "div" and dict(attrs).get("class") == "kb-body"
        if body and not self._inside:
            self._start = self.getpos()
        if (body or self._inside) and tag not in VOID:
            self._inside += 1

    def handle_endtag(self, tag: str) -> None:
        if self._inside and tag not in VOID:
            self._inside -= 1
            if not self._inside:
                self.size -= self._between(self._start, self.getpos())

    def _between(self, start: tuple[int, int], end: tuple[int, int]) -> int:
        (first, left), (last, right) = start, end
        lines = self._lines[first - 1 : last]
        lines[-1] = lines[-1][:right]
        return len("\n".join(lines)[left:].encode())


def _entries(base: Path) -> list[str]:
    """The addresses of all entries of the base that have a page."""
    found = [*base.glob("lessons/*/*.md"), *base.glob("content/*/*.md")]
    return [f"/{one.relative_to(base).with_suffix('')}/" for one in sorted(found)]


def test_the_html_around_the_body_of_every_entry_is_light(context: BrowserContext, site: str, base: Path) -> None:
    weights = {}
    for address in _entries(base):
        answer = context.request.get(site + address)
        if answer.ok:
            weights[address] = _Around(answer.text()).size
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
