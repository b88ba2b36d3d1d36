"""The sitemap: every page that search engines may list, and which page is the same one in the other language.

It needs absolute addresses, so without `site_url` there is none. Pages that only redirect are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

from kb.editions import Edition
from kb.model.page import DataFile, Page
from kb.pages.body import PAGE_LANG

PATH = "sitemap.xml"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(edition: Edition, pages: Iterable[Page]) -> Iterator[DataFile]:
    """The file, if there can be one; `pages` are those of the edition."""
    root = edition.catalog.settings.site_url
    if root:
        listed = {page.url: page for page in pages if "redirect" not in page.meta}
        lines = "".join(_line(root.rstrip("/"), listed[url], listed) for url in sorted(listed))
        yield DataFile(PATH, f"{_HEAD}{lines}</urlset>\n".encode())


def _line(root: str, page: Page, listed: dict[str, Page]) -> str:
    twin = listed.get(str(page.meta.get("twin"))) if page.meta.get("twin_exact") else None
    same = [page, twin] if twin is not None else []
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{PAGE_LANG[str(one.meta["ui"])]}" href="{_address(root, one)}"/>'
        for one in sorted(same, key=lambda one: str(one.meta["ui"]))
    )
    return f"<url><loc>{_address(root, page)}</loc>{links}</url>\n"


def _address(root: str, page: Page) -> str:
    return escape(f"{root}/{quote(page.url, safe='/.~-_')}", {'"': "&quot;"})
