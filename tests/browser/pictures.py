"""Take the README's pictures from the built site: `python -m tests.browser.pictures`, after `kb build`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from kb.adapters.serving import SiteServer
from tests.browser.conftest import NAMES, QUIET, REPOSITORY, found_browser

PICTURES = {
    "lesson.png": "lessons/2018/kickoff-to-align-value-and-goals/",
    "lesson-zh.png": "lessons/2018/analyse-stakeholder-interests/",
}


def main() -> None:
    server = SiteServer(REPOSITORY / "build" / "internal" / "site", 0)
    server.start()
    browser = found_browser()
    if browser is None:
        raise SystemExit(f"none of {', '.join(NAMES)} is installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
        page = running.new_page(viewport={"width": 1180, "height": 760})
        for name, address in PICTURES.items():
            page.goto(server.url + address)
            target = Path(REPOSITORY, "docs", "images", name)
            target.parent.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=target)
        running.close()
    server.close()


if __name__ == "__main__":
    main()
