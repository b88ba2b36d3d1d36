"""What every test of the project shares."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.casebook import BASE

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

# Examples are few and the same on every machine; a law that needs more says so where it stands.
settings.register_profile("house", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])  # fmt: skip
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A small base without findings, to be changed by the test."""
    return Path(shutil.copytree(BASE, tmp_path / "base"))


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What starts browsers; a process can have one of it only, so that all tests share it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright
