"""An edition → every page of its site, with the files that they show or offer and what the theme needs for navigation.

Pure: values in, values out. HTML is written with `Markup.format`, so that whatever is not markup of ours is escaped
by construction; bodies were sanitised when they were rendered. One idea: entries have one page, in their own
language; generated pages stand in every interface language, and each links to its twin.
"""

from __future__ import annotations

from kb.pages.body import assets
from kb.pages.conventions.files import convention_files, convention_parts
from kb.pages.conventions.sitemap import sitemap
from kb.pages.navigation import navigation
from kb.pages.site import page_parts, pages

__all__ = ["assets", "convention_files", "convention_parts", "navigation", "page_parts", "pages", "sitemap"]
