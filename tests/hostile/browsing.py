"""A browser that opens pages, touches everything on them and notes what should not have happened."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page, Request
from playwright.sync_api import Error as BrowserError

from tests.hostile.payloads import HOST

WATCH = """
if (!Object.hasOwn(window, "noted")) {
  Object.defineProperty(window, "noted", { value: { fired: [], stopped: [] } });
  Object.defineProperty(window, "fired", { value: (number) => { try { top.noted.fired.push(Number(number)); } catch {} } });
  addEventListener("securitypolicyviolation", (event) =>
    noted.stopped.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
}
"""

# Everything on the page is pointed at, focused and clicked; links and forms of the site itself lead nowhere meanwhile.
STIR = """async () => {
  const kinds = `animationend animationstart auxclick beforematch begin blur change close contextmenu copy dblclick error
    focus focusin input keydown mouseenter mouseleave mouseover paste pointerenter pointerover selectstart slotchange
    toggle transitionend wheel click`.split(/\\s+/);
  const tame = (event) => {
    const link = Element.prototype.closest.call(event.target, "a, area, form");
    const to = link?.href?.baseVal ?? link?.href ?? link?.action ?? "";
    if (/^(https?:|mailto:)/.test(String(to))) event.preventDefault();
  };
  addEventListener("click", tame, true);
  addEventListener("submit", (event) => event.preventDefault(), true);
  window.print = () => {};
  const root = document.querySelector("article") ?? document.documentElement;
  for (const one of [document.body, ...Document.prototype.querySelectorAll.call(document, "body *")]) {
    if (!one || one.closest?.("header, footer, .kb-tabs, .kb-path")) continue;
    for (const kind of kinds)
      one.dispatchEvent(new (kind === "click" ? MouseEvent : Event)(kind, { cancelable: true, composed: true }));
  }
  await new Promise((done) => setTimeout(done, 15));
  return noted;
}"""

# What must not be there even if nobody touches it. `data-kb-*` and `md-*` on the theme's own elements are the theme's.
AUDIT = """(redirects) => {
  const found = [];
  const say = (what, one) => found.push(`${what}: ${one.outerHTML.slice(0, 160)}`);
  const addresses = ["href", "src", "action", "formaction", "xlink:href", "poster", "srcset", "ping", "background", "data", "cite", "lowsrc", "dynsrc", "longdesc", "usemap"];
  const never = "iframe, frame, object, embed, applet, base, portal, fencedframe, template, style, svg script, math, audio, video, source, track, marquee, dialog, map, area, noframes, plaintext, xmp, font, textarea";
  for (const one of document.querySelectorAll(never)) say("element", one);
  for (const one of document.querySelectorAll("script"))
    if (!one.src ? !/json/.test(one.type) : new URL(one.src).origin !== location.origin) say("script", one);
  for (const one of document.querySelectorAll("meta[http-equiv=refresh]")) if (!redirects) say("refresh", one);
  for (const one of document.querySelectorAll("form")) if (new URL(one.getAttribute("action") ?? "", location).origin !== location.origin) say("form", one);
  for (const one of document.querySelectorAll("*"))
    for (const { name, value } of one.attributes) {
      if (name.startsWith("on") || name === "srcdoc" || (name === "style" && one.closest("article"))) say("attribute", one);
      if (addresses.includes(name) && /^[\\s\\0-\\x20]*[a-z][a-z0-9+.-]*:/i.test(value) && !/^(https?|mailto):/.test(value)) say("address", one);
      if (["src", "srcset", "poster"].includes(name) && new URL(value, location).origin !== location.origin) say("source", one);
    }
  const copies = "[id^=__code_], .md-code__nav, .md-code__button"; // what the theme's script adds to code
  for (const one of document.querySelectorAll(`.kb-body :not(${copies})`)) {
    if (one.getAttribute("name")) say("name", one);
    if (one.id && !/^(H[1-6]|LI|A)$/.test(one.tagName)) say("id", one);
    if (one.id.startsWith("__")) say("id", one);
    if (/\\b(md-(?!typeset__)|kb-(?!picture|nopicture))/.test(one.className)) say("class", one);
  }
  const config = document.getElementById("__config");
  if (config?.tagName !== "SCRIPT" || !(document.body instanceof HTMLBodyElement)) found.push("the theme's own elements are covered");
  return found;
}"""


# Whatever is asked of another host is noted and leads nowhere.
ALONE = ("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",)


@dataclass(slots=True)
class Observed:
    """What was seen. `fired` are numbers of payloads; every other list should be empty on a good site."""

    pages: int = 0
    fired: set[int] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)  # addresses on other hosts that were asked for
    stopped: list[str] = field(default_factory=list)  # what the policy of a page refused
    dangers: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def noticed(self) -> set[int]:
        """The numbers of the payloads that ran, or asked another host."""
        asked = (urlsplit(one).hostname or "" for one in self.elsewhere)
        return self.fired | {int(one[1:].partition(".")[0]) for one in asked if one.endswith(HOST)}


class Visitor:
    """Opens pages of the site at `home` one after another. `policy` tells whether the pages' own policy holds."""

    def __init__(self, browser: Browser, home: str, *, policy: bool) -> None:
        self.seen = Observed()
        self.home = home
        self._host = urlsplit(home).netloc
        self.context = browser.new_context(bypass_csp=not policy, viewport={"width": 1280, "height": 800})
        self.context.add_init_script(WATCH)
        self.context.on("request", self._request)
        self.context.on("dialog", self._dialog)
        self.page = self.context.new_page()

    def __enter__(self) -> Visitor:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss", "ftp") and parts.netloc != self._host:
            self.seen.elsewhere.append(request.url)

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.dialogs.append(dialog.message)
        dialog.dismiss()

    def visit(self, paths: Iterable[str], *, audit: bool = False) -> None:
        for path in paths:
            self.seen.pages += 1
            try:
                self._visit(path, audit)
            except BrowserError as error:
                self.seen.errors.append(f"{path}: {error.message.splitlines()[0]}")
                self.page.close()
                self.page = self.context.new_page()

    def _visit(self, path: str, audit: bool) -> None:
        self.page.goto(f"{self.home}/{path}", wait_until="load", timeout=15_000)
        if audit:
            redirects = "http-equiv=refresh" in self.page.content()
            self.seen.dangers += [f"{path}: {one}" for one in self.page.evaluate(AUDIT, redirects)]
        self.note(self.page.evaluate(STIR))

    def note(self, noted: dict[str, Any]) -> None:
        self.seen.fired |= set(noted["fired"])
        self.seen.stopped += [f"{self.page.url}: {one}" for one in noted["stopped"]]

    def opened(self, path: str) -> Page:
        for _ in range(5):
            with suppress(BrowserError):  # a payload that led away may still be on its way there
                self.page.goto(f"{self.home}/{path}", wait_until="load", timeout=15_000)
                return self.page
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{path} cannot be opened: something leads away each time")
