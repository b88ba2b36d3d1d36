"""A real Chromium on a site that is served compressed: what it fetches, what it shows, and when."""

from __future__ import annotations

import gzip
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Page, sync_playwright

from kb.model.kinds import Audience
from kb.workspace import Built, Workspace

Ranked = list[tuple[str, float]]  # address of an entry, score

_SEARCH = ("/search/data/", "/assets/kb/search.js", "/assets/kb/search/")
# The time when results were painted: a task that was put off in a frame runs when the frame has been drawn.
_SHOWN = """() => {
    const listed = "[data-kb-results] li, [data-kb-results] [role=status]:not(:empty)";
    const painted = (name) => requestAnimationFrame(() => setTimeout(() => (window[name] = performance.now())));
    new MutationObserver((_, watching) => {
        if (!document.querySelector(listed)) return;
        window.listed = performance.now();
        painted("shown");
        watching.disconnect();
    }).observe(document, { childList: true, subtree: true });
    addEventListener("input", () => {
        window.pressed = performance.now();
        window.typed = undefined;
        const list = document.querySelector("[data-kb-results] ol");
        new MutationObserver((_, watching) => {
            painted("typed");
            watching.disconnect();
        }).observe(list, { childList: true });
    });
}"""
_DRAWN = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# What was asked for until results were there: the page, and whatever it needed.
_ASKED = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter(({ startTime }) => startTime <= window.listed).map(({ name }) => name)"""
# How many requests of search waited for another one to end, in the longest row: the page is the first.
_ROUNDS = """() => {
    const fetched = performance.getEntriesByType("resource").filter(({ name }) => /kb\\/search(\\/|\\.js)|search\\/data/.test(name));
    const asked = [...performance.getEntriesByType("navigation"), ...fetched].filter(({ startTime }) => startTime < window.listed);
    const rounds = [];
    for (const one of asked.sort((a, b) => a.startTime - b.startTime)) {
        const before = asked.slice(0, rounds.length).map((other, at) => (other.responseEnd <= one.startTime ? rounds[at] : 0));
        rounds.push(1 + Math.max(0, ...before));
    }
    return Math.max(...rounds);
}"""
_RANKED = """async ([queries]) => {
    const { Engine } = await import("/assets/kb/search/engine.js");
    const engine = new Engine(new URL("/search/data/", location.href));
    const found = [];
    for (const query of queries) {
        const { hits } = await engine.search(query, {}, { limit: 20 });
        found.push(hits.map(({ url, score }) => [url, score]));
    }
    return found;
}"""


def site_with(source: Path, folder: Path, build: bool = False) -> Path:
    """A copy of a site without its search index; with `build`, of the site of a base, which is built for it."""
    if not build:
        shutil.copytree(source, folder, ignore=lambda place, _: ["data"] if Path(place).name == "search" else [])
        return folder
    for name in ("content", "lessons", "site_config"):
        shutil.copytree(source / name, folder / name)
    built = Workspace(folder).build(Audience.INTERNAL, date(2026, 11, 23))
    assert isinstance(built, Built)
    return built.site


@dataclass(frozen=True, slots=True)
class First:
    """What a reader fetched until the first results were painted: bytes on the wire, and milliseconds of the clock.

    `search` are the scripts and data of search alone, `all` everything from the page on. `rounds` is how many requests
    had to wait for one another, `cpu` the milliseconds of a processor that the page's main thread took. `drawn` and
    `drawn_cpu` are those of the same page without a query, until it was first painted.
    """

    hits: int
    search: int
    all: int
    files: int
    clock: float
    rounds: int
    cpu: float
    drawn: float
    drawn_cpu: float


@cache
def _on_the_wire(path: Path) -> tuple[bytes, bool]:
    """A file as it is sent, and whether it is compressed: once, as hosts keep what they have compressed."""
    data = path.read_bytes()
    compressed = path.suffix in (".html", ".js", ".json", ".css", ".svg")
    return (gzip.compress(data) if compressed else data), compressed


class _Compressed(SimpleHTTPRequestHandler):
    """Sends what compresses as hosts do."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data, compressed = _on_the_wire(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        with suppress(ConnectionError):  # the browser has left
            self.wfile.write(data)

    def log_message(self, *said: object) -> None:
        pass


class Chromium:
    """A browser and a server of one folder, while it is open."""

    def __init__(self, site: Path) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressed, directory=str(site)))
        self._address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Chromium:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self._playwright = sync_playwright().start()
        path = next(one for name in ("chromium", "chromium-browser", "google-chrome") if (one := shutil.which(name)))
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        self._browser = self._playwright.chromium.launch(executable_path=path, args=flags)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._browser.close()
        self._playwright.stop()
        self._server.shutdown()
        self._server.server_close()

    def first(self, query: str) -> First:
        """The search page with a query in its address, opened by a browser that has never been there.

        It is opened twice, each time by a new one: for the first the host has the files to read and to compress.
        """
        self._opened(query)
        drawn, drawn_cpu = self._drawn()
        return replace(self._opened(query), drawn=drawn, drawn_cpu=drawn_cpu)

    def _opened(self, query: str) -> First:
        with self._fresh() as page:
            sent, spent = _Sent(page), _Spent(page)
            page.goto(f"{self._address}/search/?q={quote(query)}", wait_until="commit")
            page.wait_for_function("() => window.shown")
            cpu, clock = spent.so_far(), page.evaluate("() => window.shown")
            asked = page.evaluate(_ASKED)
            rounds = page.evaluate(_ROUNDS)
            hits = page.locator("article [data-kb-results] li").count()
            page.wait_for_load_state("networkidle")
            search = [sent.bytes_of(one) for one in asked if any(part in one for part in _SEARCH)]
            return First(hits, sum(search), sum(map(sent.bytes_of, asked)), len(search), clock, rounds, cpu, 0, 0)

    def _drawn(self) -> tuple[float, float]:
        """When the search page is first painted if nothing is asked, and the processor's time until then."""
        with self._fresh() as page:
            spent = _Spent(page)
            page.goto(f"{self._address}/search/", wait_until="commit")
            drawn: float = page.wait_for_function(_DRAWN).json_value()
            return drawn, spent.so_far()

    def typed(self, query: str) -> float:
        """Milliseconds from the last key of a query to its results being painted, in a page that is open."""
        with self._fresh() as page:
            page.goto(f"{self._address}/search/")
            box = page.locator("article input[type=search]")
            box.fill(query[:-1])
            page.wait_for_function("() => window.shown")
            page.wait_for_load_state("networkidle")
            box.press("End")
            page.keyboard.insert_text(query[-1])
            page.wait_for_function("() => window.typed")
            took: float = page.evaluate("() => window.typed - window.pressed")
            return took

    @contextmanager
    def _fresh(self) -> Iterator[Page]:
        """A page of a browser that has nothing in its cache."""
        with self._browser.new_context() as context:
            page = context.new_page()
            page.add_init_script(f"({_SHOWN})()")
            yield page

    def visited(self, path: str, without: tuple[str, ...]) -> int:
        """The bytes on the wire of a first visit to a page, without pictures and what lies below `without`."""
        with self._fresh() as page:
            sent, asked = _Sent(page), set[str]()
            wanted = ("document", "script", "stylesheet", "fetch", "xhr", "font")
            page.on("request", lambda one: asked.add(one.url) if one.resource_type in wanted else None)
            page.goto(f"{self._address}{path}", wait_until="networkidle")
            return sum(sent.bytes_of(one) for one in asked if not urlsplit(one).path.startswith(without))

    def ranked(self, queries: Sequence[str]) -> list[Ranked]:
        """What the site's own script finds for each query."""
        with self._browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{self._address}/search/")
            found: list[list[list[Any]]] = page.evaluate(_RANKED, [list(queries)])
        return [[(url, score) for url, score in hits] for hits in found]


class _Spent:
    """The processor's time of a page's main thread, in milliseconds, whatever else runs on the machine."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def so_far(self) -> float:
        found = {one["name"]: one["value"] for one in self._session.send("Performance.getMetrics")["metrics"]}
        return float(found["TaskDuration"]) * 1000


class _Sent:
    """The bytes on the wire of everything that a page asked for."""

    def __init__(self, page: Page) -> None:
        self._asked: dict[str, str] = {}
        self._bytes: dict[str, int] = {}
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.requestWillBeSent", self._begun)
        network.on("Network.loadingFinished", self._done)

    def _begun(self, said: dict[str, Any]) -> None:
        self._asked[said["requestId"]] = said["request"]["url"]

    def _done(self, said: dict[str, Any]) -> None:
        address = self._asked[said["requestId"]]
        self._bytes[address] = self._bytes.get(address, 0) + int(said["encodedDataLength"])

    def bytes_of(self, address: str) -> int:
        return self._bytes.get(address, 0)
