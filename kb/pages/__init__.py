"""An edition → every page of its site, with the pictures that they show and what the theme needs for navigation.

Pure: values in, values out. HTML is written with `Markup.format`, so that whatever is not markup of ours is escaped
by construction; bodies were sanitised when they were rendered. One idea: entries have one page, in their own
language; generated pages stand in every interface language, and each links to its twin.
"""

from __future__ import annotations

from kb.editions import Edition
from kb.pages.body import pictures
from kb.pages.conventions.files import convention_files, convention_parts
from kb.pages.conventions.sitemap import sitemap
from kb.pages.navigation import navigation
from kb.pages.site import page_parts, pages

__all__ = ["assets", "convention_files", "convention_parts", "navigation", "page_parts", "pages", "sitemap"]


def assets(edition: Edition) -> tuple[str, ...]:
    """Repository-relative paths of the pictures that the edition's pages show, sorted; files of the base only."""
    return pictures(edition)
