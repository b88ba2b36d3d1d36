"""A real Chromium, and the repository's own knowledge base built and served for it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from kb.adapters.serving import SiteServer
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace

REPOSITORY = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def found_browser() -> str | None:
    """The path of a Chromium on this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    found = found_browser()
    if found is None:
        how = "no Chromium: install Debian's packages chromium and fonts-noto-cjk (as root, `make test` does)"
        if os.environ.get("KB_REQUIRE_BROWSER") == "1":
            pytest.fail(how)
        pytest.skip(how)
    running = driver.chromium.launch(executable_path=found, args=list(QUIET))
    yield running
    running.close()


def _copied_base(folder: Path) -> Path:
    """The repository's entries and settings, so that a test builds beside nobody else."""
    for name in ("content", "lessons", "site_config"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    return folder


def _served(root: Path, audience: Audience) -> SiteServer:
    built = Workspace(root).build(audience, date(2026, 11, 23))
    assert isinstance(built, Built)
    server = SiteServer(built.site, 0)
    server.start()
    return server


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _copied_base(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="session")
def site(base: Path) -> Iterator[str]:
    """The address of the internal edition, without a slash at its end."""
    server = _served(base, Audience.INTERNAL)
    yield server.url.rstrip("/")
    server.close()


@pytest.fixture(scope="session")
def public_site(base: Path) -> Iterator[str]:
    """The address of the public edition, without a slash at its end."""
    server = _served(base, Audience.PUBLIC)
    yield server.url.rstrip("/")
    server.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB") as made:
        yield made


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
