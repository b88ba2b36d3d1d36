"""A small staged tree, as `kb build` makes one."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.model.page import Page, TocItem
from kb.ports.site import SiteJob
from kb.render import staged

PAGES = (
    Page("index.md", "Home", "<h1>Home</h1>", meta={"ui": "en"}),
    Page("lessons/2018/a.md", 'A <b> & "c"', "<h1>A</h1>", "zh-Hans", (TocItem("原因 <i>", "原因", 2),), {"ui": "zh"}),
    Page(
        "lessons/2018/b/index.md", "B", "<h1>B</h1>\n<p>{{ config }} [x](y.md) **z**</p>", meta={"description": "<d>"}
    ),
)
MAIN = """{% extends "base.html" %}{% block header %}<header>{{ config.site_name }}|{{ config.extra.word }}</header>
{% endblock %}{% block site_nav %}{% for item in page.toc %}<a href="{{ item.url }}">{{ item.title }}</a>{% endfor %}{% endblock %}
{% block footer %}{% endblock %}"""


@pytest.fixture
def job(tmp_path: Path) -> SiteJob:
    """Three pages, and templates that show what a theme is given."""
    build = tmp_path / "build" / "internal"
    for page in PAGES:
        path = build / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(staged(page))
    overrides = tmp_path / "site_config" / "overrides"
    overrides.mkdir(parents=True)
    (overrides / "main.html").write_text(MAIN)
    (overrides / "404.html").write_text('{% extends "main.html" %}{% block content %}<p>missing</p>{% endblock %}')
    return SiteJob(
        build / "docs", build / "work", tmp_path / "mkdocs.yml", "Notes <& more>", "en",
        overrides=overrides, extra={"word": "extra"}, epoch=1_527_379_200,
    )  # fmt: skip
