"""Every payload in a real browser: on the site as it is built, and on one that is built without its defences."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests.hostile.base import write
from tests.hostile.browsing import Observed, Visitor
from tests.hostile.payloads import BODIES, Payload, payloads
from tests.hostile.unsanitised import WRITTEN_AS_MARKUP, WRITTEN_AS_TEXT, unsanitised

_READER = """async (address) => {
  const feed = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/xml");
  if (feed.querySelector("parsererror")) throw new Error("it is no XML");
  document.body.replaceChildren();
  for (const one of feed.querySelectorAll("title, description, category, creator, link")) {
    const shown = document.body.appendChild(document.createElement("div"));
    shown.innerHTML = one.textContent;
  }
  await new Promise((done) => setTimeout(done, 30));
  return [feed.querySelectorAll("item").length, noted];
}"""
_ASK = """async ([words, wanted]) => {
  const form = document.querySelector("main form[data-kb-search]");
  const list = form.parentElement.querySelector("[data-kb-results] ol") ?? document.querySelector("main [data-kb-results] ol");
  form.querySelector("input").value = words;
  list.replaceChildren();
  form.requestSubmit();
  for (let turn = 0; turn < (wanted ? 200 : 2) && !list.children.length; turn++) await new Promise((done) => setTimeout(done, 10));
  for (const one of list.querySelectorAll("*"))
    for (const kind of ["mouseover", "focus", "click"]) one.dispatchEvent(new Event(kind, { cancelable: true }));
  return [list.children.length, noted];
}"""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A built site of hostile contributions that is being served."""

    site: Path
    home: str

    def pages(self, begin: str = "") -> list[str]:
        """The addresses of all its pages below a path, sorted."""
        found = (path.relative_to(self.site).as_posix() for path in self.site.rglob("*.html"))
        return sorted(one.removesuffix("index.html") for one in found if one.startswith(begin))

    def files(self, ending: str) -> list[str]:
        return sorted(path.relative_to(self.site).as_posix() for path in self.site.rglob(f"*{ending}"))


@contextmanager
def served(folder: Path, every: int = 1, *, broken: bool = False) -> Iterator[Hostile]:
    """The hostile base in `folder`, built (without any defence, if `broken`) and served."""
    os.environ["KB_CACHE_DIR"] = str(folder / "cache")
    root = write(folder / "base", every)
    if broken:
        with unsanitised():
            built = Workspace(root).build(Audience.PUBLIC, date(2026, 11, 23))
        assert isinstance(built, Built)
        _break_search(built.site / "assets/kb/search.js")
    else:
        built = Workspace(root).build(Audience.PUBLIC, date(2026, 11, 23))
    assert isinstance(built, Built)
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(built.site)))
    Thread(target=server.serve_forever, args=(0.2,), daemon=True).start()
    try:
        yield Hostile(built.site, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes on to the next page hangs up."""


class _Handler(SimpleHTTPRequestHandler):
    """A plain host of files that lets the browser keep the theme's, so that a thousand pages open quickly."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600" if "/assets/" in self.path else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """The figures are what is printed."""


def _break_search(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert WRITTEN_AS_TEXT in text
    script.write_text(text.replace(WRITTEN_AS_TEXT, WRITTEN_AS_MARKUP), encoding="utf-8")


def browsed(browser: Browser, hostile: Hostile, *, policy: bool, every: int = 1) -> Observed:
    """Every page of the site opened, looked through and touched; every payload asked for and shown by search; every feed
    read. With `policy`, the pages' own policy holds and tells what it had to stop; without, nothing stops anything.
    """
    with Visitor(browser, hostile.home, policy=policy) as visitor:
        visitor.visit(hostile.pages(), audit=True)
        visitor.visit(hostile.files(".xml"))
        searched(visitor, payloads()[::every], payloads(*BODIES, "text")[::every])
        if not policy:
            read(visitor, hostile.files("feed.xml"))
        return visitor.seen


def searched(visitor: Visitor, typed: tuple[Payload, ...], indexed: tuple[Payload, ...]) -> None:
    """Payloads typed into the search page, and then found there: their titles, summaries and texts as results."""
    visitor.opened("search/")
    for one in typed:
        _asked(visitor, one.text, found=False)
    found = sum(_asked(visitor, one.word, found=True) for one in indexed)
    if found < len(indexed) * 0.9:
        visitor.seen.errors.append(f"search found {found} of {len(indexed)}")


def _asked(visitor: Visitor, words: str, *, found: bool) -> bool:
    """Whether the search page shows anything for these words."""
    try:
        count, noted = visitor.page.evaluate(_ASK, [words, found])
    except BrowserError as error:
        visitor.seen.errors.append(f"{words!r} led away: {error.message.splitlines()[0]}")
        visitor.opened("search/")
        return False
    visitor.note(noted)
    return bool(count)


def read(visitor: Visitor, feeds: list[str]) -> None:
    """Feeds as a reader shows them that takes every text for HTML, as many do."""
    for one in feeds:
        page = visitor.opened("search/")
        _, noted = page.evaluate(_READER, f"{visitor.home}/{one}")
        visitor.note(noted)


def fired_without_defences(browser: Browser, hostile: Hostile, *, policy: bool) -> Observed:
    """What happens on the site that was built without its defences, with or without the policy of its pages."""
    with Visitor(browser, hostile.home, policy=policy) as visitor:
        visitor.visit(hostile.pages())
        searched(visitor, (), payloads("text"))
        if not policy:
            read(visitor, hostile.files("feed.xml"))
        return visitor.seen
