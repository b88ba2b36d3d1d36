"""Every payload is inert on the built site in a real browser, and the browser would notice if one were not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser.conftest import QUIET, found_browser
from tests.hostile.browsing import ALONE, Observed, Visitor
from tests.hostile.payloads import payloads
from tests.hostile.run import Hostile, browsed, fired_without_defences, searched, served

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def alone(driver: Playwright) -> Iterator[Browser]:
    """A browser that reaches this machine only."""
    found = found_browser()
    if found is None:
        pytest.skip("no Chromium")
    running = driver.chromium.launch(executable_path=found, args=[*QUIET, *ALONE])
    yield running
    running.close()


def assert_inert(seen: Observed) -> None:
    assert not seen.fired and not seen.dialogs
    assert seen.elsewhere == [] and seen.stopped == [] and seen.dangers == [] and seen.errors == []


def test_there_are_more_than_three_hundred_payloads_and_each_is_another() -> None:
    assert len({(one.group, one.text) for one in payloads()}) == len(payloads()) > 300


def test_a_sample_of_the_payloads_is_inert(alone: Browser, tmp_path: Path) -> None:
    with served(tmp_path, 24) as hostile, Visitor(alone, hostile.home, policy=False) as visitor:
        visitor.visit(hostile.pages("lessons/2026/"), audit=True)
        searched(visitor, payloads()[::24], payloads("text")[::24])
        assert_inert(visitor.seen)


def test_the_same_sample_runs_where_nothing_is_sanitised_or_escaped(alone: Browser, tmp_path: Path) -> None:
    with served(tmp_path, 24, broken=True) as hostile, Visitor(alone, hostile.home, policy=False) as visitor:
        visitor.visit(hostile.pages("lessons/2026/"))
        assert len(visitor.seen.noticed) >= 5


@pytest.fixture(scope="module")
def all_of_them(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    with served(tmp_path_factory.mktemp("hostile")) as hostile:
        yield hostile


@pytest.mark.slow
def test_every_payload_is_inert_on_every_page_in_search_and_in_feeds(alone: Browser, all_of_them: Hostile) -> None:
    assert_inert(browsed(alone, all_of_them, policy=False))


@pytest.mark.slow
def test_no_page_gives_its_policy_anything_to_stop(alone: Browser, all_of_them: Hostile) -> None:
    assert_inert(browsed(alone, all_of_them, policy=True))


@pytest.mark.slow
def test_every_data_file_with_payloads_in_it_is_whole_json(all_of_them: Hostile) -> None:
    for path in all_of_them.files(".json"):
        json.loads((all_of_them.site / path).read_bytes())


@pytest.mark.slow
def test_payloads_of_every_class_run_where_nothing_is_sanitised_or_escaped(alone: Browser, tmp_path: Path) -> None:
    with served(tmp_path, broken=True) as hostile:
        loose = fired_without_defences(alone, hostile, policy=False)
        held = fired_without_defences(alone, hostile, policy=True)
    noticed = {one.group for one in payloads() if one.number in loose.noticed}
    assert len(loose.noticed) >= 150 and noticed >= {"addresses", "broken", "clobbering", "elements", "handlers", "markdown", "mutation", "styles", "svg", "text"}  # fmt: skip
    assert not held.fired and held.stopped, "the policy alone stops them too"
