"""Long lists: every entry on a page of its own kind, without a script, and no page that is too heavy for a phone."""

from __future__ import annotations

import re

import pytest

from kb.model.page import Page
from kb.pages.paging import EACH, batches
from kb.pages.rows import LONGEST_LIST
from tests.pages.base import Reader, site_of

MANY = 2 * EACH + 7
FILES = {
    f"lessons/2020/number-{number:04}.md": f"""
        title: Lesson number {number}
        summary: What it says.
        date: 2020-01-{number % 28 + 1:02}
        tags: [kickoff]
        phase: planning
        ---
        Text.
        """
    for number in range(MANY)
} | {
    f"content/projects/number-{number:04}.md": f"""
        title: Project {number}
        ---
        Text.
        """
    for number in range(2 * LONGEST_LIST + 3)
}
SITE = site_of(FILES)


def lessons_on(page: Page) -> set[str]:
    return set(re.findall(r"2020/number-\d+", page.html))


def test_the_register_is_spread_over_pages_that_hold_every_lesson_once() -> None:
    pages = [SITE[one] for one in ("lessons/", "register/2/", "register/3/")]
    found = [lessons_on(page) for page in pages]
    assert [len(one) for one in found] == [EACH, EACH, 7]
    assert len(set().union(*found)) == MANY
    assert all(len(page.html.encode()) < 120_000 for page in pages)


def test_only_the_first_page_has_filters_and_they_know_the_whole_number() -> None:
    assert f'data-all="{MANY}"' in SITE["lessons/"].html
    assert "data-kb-filters" not in SITE["register/2/"].html


@pytest.mark.parametrize("home", ["topics/kickoff/", "phases/planning/"])
def test_a_topic_and_a_phase_go_on_where_they_have_no_more_room(home: str) -> None:
    pages = [SITE[home], *(SITE[f"{home}lesson/{number}/"] for number in (2, 3))]
    assert len(set().union(*map(lessons_on, pages))) == MANY
    assert len(lessons_on(pages[0])) == LONGEST_LIST
    assert "lesson/2/" in Reader(pages[0]).links and all(len(page.html.encode()) < 120_000 for page in pages)


def test_a_list_of_projects_goes_on_too() -> None:
    assert len(set(re.findall(r"content/projects/number-\d+", SITE["projects/2/"].html))) == LONGEST_LIST + 3


def test_every_page_of_a_list_links_to_all_others_and_marks_itself() -> None:
    html = SITE["zh/register/2/"].html
    assert html.count('aria-current="page"') == 1
    assert {"../../lessons/", "../3/"} <= set(Reader(SITE["zh/register/2/"]).links)


def test_a_short_list_has_one_page_and_no_numbers() -> None:
    assert batches([], 3, 2) == [[]]
    assert batches([1, 2, 3, 4, 5, 6], 3, 2) == [[1, 2, 3], [4, 5], [6]]
    assert "kb-pages" not in site_of()["lessons/"].html


PERSON = """
    names: {en: Busy Person, zh: 忙人}
    consent: public
    audience: public
    ---
    """
BUSY = {
    "content/people/busy.md": PERSON,
    "content/projects/big.md": "title: A big project\n---\nText.",
    "content/cases/big.md": "title: Its story\nproject: content/projects/big\n---\nText.",
    "content/practices/way.md": "title: A way of working\n---\nText.",
    "content/salons/2020-01-01-day.md": "title: A day\ndate: 2020-01-01\n---\nText.",
} | {
    f"lessons/2020/of-{number:03}.md": f"""
        title: Lesson number {number}
        summary: What it says.
        date: 2020-01-{number % 28 + 1:02}
        authors: [content/people/busy]
        owner: content/people/busy
        project: content/projects/big
        practices: [content/practices/way]
        sources: [{{entry: content/salons/2020-01-01-day}}]
        ---
        Text.
        """
    for number in range(150)
}
FOUND = site_of(BUSY)
GOES_ON = {
    "content/people/busy/": ["people/busy/wrote/2/", "people/busy/owns/2/"],
    "content/projects/big/": ["projects/big/lessons/2/"],
    "content/cases/big/": ["cases/big/lessons/2/"],
    "content/practices/way/": ["practices/way/lessons/2/"],
    "content/salons/2020-01-01-day/": ["salons/2020-01-01-day/lesson/2/"],
}


@pytest.mark.parametrize(("address", "rest"), GOES_ON.items())
def test_an_entry_shows_the_first_of_a_long_list_and_every_other_one_is_one_link_away(
    address: str, rest: list[str]
) -> None:
    page = FOUND[address]
    for place in rest:
        assert f"../../../{place}" in Reader(page).links
        here = re.findall(r"2020/of-\d+", page.html)
        there = re.findall(r"2020/of-\d+", FOUND[place].html)
        assert len(there) >= 150 - 8 and {*here, *there} >= {f"2020/of-{one:03}" for one in range(150)}


def test_a_page_that_goes_on_says_from_where_and_leads_back() -> None:
    page = FOUND["people/busy/wrote/2/"]
    assert page.title == "Busy Person · Written by this person, page 2 of 2"
    assert page.meta["crumbs"] == [["People", "people/"], ["Busy Person", "content/people/busy/"]]
    assert "../../../../content/people/busy/" in Reader(page).links


def test_a_list_of_very_many_people_goes_on_too() -> None:
    many = {f"content/people/p-{one:03}.md": PERSON.replace("Busy", f"P{one:03}") for one in range(LONGEST_LIST + 35)}
    site = site_of(many)
    assert "35 more" in site["people/"].html and site["people/2/"].html.count('class="kb-row"') == 35


def test_a_list_does_not_go_on_for_a_few_rows_only() -> None:
    few = {f"content/people/p-{one:03}.md": PERSON.replace("Busy", f"P{one:03}") for one in range(LONGEST_LIST + 5)}
    site = site_of(few)
    assert site["people/"].html.count('class="kb-row"') == LONGEST_LIST + 5 and "people/2/" not in site
