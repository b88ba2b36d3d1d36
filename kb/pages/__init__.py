"""An edition → every page of its site, with the pictures that they show and what the theme needs for navigation.

Pure: values in, values out. HTML is written with `Markup.format`, so that whatever is not markup of ours is escaped
by construction; bodies were sanitised when they were rendered. One idea: entries have one page, in their own
language; generated pages stand in every interface language, and each links to its twin.
"""

from __future__ import annotations

from kb.editions import Edition
from kb.pages.body import pictures
from kb.pages.navigation import navigation
from kb.pages.site import pages

__all__ = ["assets", "navigation", "pages"]


def assets(edition: Edition) -> tuple[str, ...]:
    """Repository-relative paths of the pictures that the edition's pages show, sorted; files of the base only."""
    return pictures(edition)
