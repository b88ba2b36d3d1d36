"""Saved web pages: the article alone, WeChat's included, with what the page says about title, day and author."""

from __future__ import annotations

import re
from typing import Any

from kb.adapters.charset import decoded
from kb.adapters.hypertext import markdown
from kb.frontmatter.writer import document
from kb.importing.values import Picture, Record

_ARTICLE = (
    "#js_content", "article .entry-content", ".post-content", ".article-content", ".entry-content", "article",
    "[role=main]", "main", "#content", "body",
)  # fmt: skip
_AROUND = ("script", "style", "nav", "aside", "form", "noscript", "template", "iframe", "header nav", "footer")
_CHARSET = re.compile(rb"""<meta[^>]+charset=["']?([\w-]+)""", re.I)


def read(path: str, data: bytes) -> tuple[str, tuple[Picture, ...], tuple[Record, ...]]:
    """(text with front matter from the page's own data, no pictures, no records)."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(_text(path, data), "html.parser")
    front = {
        "title": _first(page, "#activity-name", "meta[property='og:title']", "article h1", "h1", "title"),
        "date": _first(page, "meta[property='article:published_time']", "time[datetime]", "#publish_time"),
        "author": _first(page, "meta[name=author]", "#js_name", "[rel=author]"),
        "description": _first(page, "meta[name=description]", "meta[property='og:description']"),
        "permalink": _first(page, "link[rel=canonical]", "meta[property='og:url']"),
    }
    for one in page.select(", ".join(_AROUND)):
        one.decompose()
    article = next((found for css in _ARTICLE if (found := page.select_one(css)) and found.get_text(strip=True)), page)
    for picture in article.select("img[data-src]"):
        picture["src"] = picture["data-src"]
    return document(front, markdown(str(article))), (), ()


def _text(path: str, data: bytes) -> str:
    """The page as text: the encoding that it names, if that fits, else the one that is found."""
    named = _CHARSET.search(data[:4_000])
    if named is not None:
        try:
            return data.decode(named[1].decode("ascii").replace("gb2312", "gb18030"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(path, data)[0]


def _first(page: Any, *selectors: str) -> str:
    """What the first of these says: an attribute of a meta tag, or the text."""
    for css in selectors:
        found = page.select_one(css)
        if found is not None:
            value = found.get("content") or found.get("datetime") or found.get("href") or found.get_text(" ")
            if str(value).strip():
                return " ".join(str(value).split())[:1_000]
    return ""
