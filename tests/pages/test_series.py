"""Salons in their order: before and after, the page of a series; and a translation that its original has overtaken."""

from __future__ import annotations

from dataclasses import replace

from kb.catalog import CheckedCatalog
from kb.editions import edition
from kb.model.kinds import Audience
from kb.model.page import Page
from kb.model.text import Text
from kb.pages import pages
from tests.pages.base import FILES, TODAY, Reader, catalog_of, site_of, text_of


def salon(day: str, series: str = "monthly") -> dict[str, str]:
    named = f"series: {series}\n" if series else ""
    return {f"content/salons/{day}-salon.md": f"title: Salon of {day}\ndate: {day}\n{named}---\nText.\n"}


def site(*parts: dict[str, str]) -> dict[str, Page]:
    files = {path: text for part in parts for path, text in part.items()}
    plain = catalog_of(files)
    series = (("monthly", Text((("en", "Monthly salon"), ("zh", "每月沙龙")))),)
    settings = replace(plain.settings, series=series)
    catalog = CheckedCatalog(plain.entries, plain.vocabulary, plain.frameworks, settings)
    return {page.url: page for page in pages(edition(catalog, Audience.INTERNAL), TODAY)}


SITE = site(salon("2026-01-01"), salon("2026-02-01"), salon("2026-03-01"), salon("2026-02-15", ""))


def test_a_salon_leads_to_the_one_before_and_the_one_after_in_its_series() -> None:
    links = Reader(SITE["content/salons/2026-02-01-salon/"]).links
    assert {"../2026-01-01-salon/", "../2026-03-01-salon/"} <= set(links)
    assert "../2026-02-15-salon/" not in links[links.index("../2026-01-01-salon/") :][:2]


def test_the_first_salon_has_none_before_it() -> None:
    html = SITE["content/salons/2026-01-01-salon/"].html
    assert "kb-turn__after" in html and "kb-turn__before" not in html


def test_a_salon_of_no_series_stands_among_all() -> None:
    words = text_of(SITE["content/salons/2026-02-15-salon/"])
    assert "Before Salon of 2026-02-01 After Salon of 2026-03-01" in words


def test_a_series_has_a_page_in_both_languages_that_its_salons_link_to() -> None:
    assert "../../../series/monthly/" in Reader(SITE["content/salons/2026-01-01-salon/"]).links
    words = text_of(SITE["zh/series/monthly/"])
    assert words.index("2026-03-01") < words.index("2026-01-01") and "每月沙龙" in words
    assert "2026-02-15" not in words


def test_a_translation_says_that_its_original_has_changed_since() -> None:
    path = "content/practices/kickoff.md"
    newer = {**FILES, path: FILES[path].replace("status: adopted", "status: adopted\n        reviewed: 2020-01-01")}
    assert "原文在翻译之后有改动（ 2020年1月1日 ）" in text_of(site_of(newer)["content/practices/kickoff-zh/"])
    assert "原文在翻译之后有改动" not in text_of(site_of()["content/practices/kickoff-zh/"])
