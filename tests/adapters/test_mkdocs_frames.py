"""Frames that pages share: every page is what its templates give for it alone, to the last byte."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as Shown
from mkdocs.structure.toc import get_toc

from kb.adapters import mkdocs_settings
from kb.adapters.mkdocs_frames import Frames
from kb.adapters.staged_markdown import read_staged
from kb.editions import edition
from kb.model.kinds import Audience
from kb.model.page import Page, TocItem
from kb.pages import navigation, page_parts
from kb.ports.site import SiteJob
from kb.render import staged
from kb.workspace import Workspace

BASE = Path(__file__).parents[2]


class Both:
    """The packaged templates, with frames and without."""

    def __init__(self, folder: Path) -> None:
        self.made = edition(Workspace(BASE).load().catalog, Audience.INTERNAL)
        job = SiteJob(
            folder / "docs", folder / "site", folder / "none.yml", "The <b> base", "en", "https://example.org/kb/",
            extra={"kb": navigation(self.made)},
        )  # fmt: skip
        job.docs.mkdir()
        self._config = mkdocs_settings.config(mkdocs_settings.settings(job), job)
        self._files = Files([self._file("index.md")])
        self._config.nav = [{"Home": "index.md"}]
        self._nav = get_navigation(self._files, self._config)
        env = self._config.theme.get_env()
        self._template = env.get_template("main.html")
        self._frames = Frames(env, self._template)

    def shown(self, page: Page) -> tuple[str, str]:
        """(with frames, without)."""
        there = Shown(None, self._file(page.path), self._config)
        there.meta, contents, there.content = read_staged(staged(page))
        there.toc = get_toc(contents)  # type: ignore[arg-type]
        context = get_context(self._nav, self._files, self._config, there)
        return self._frames.shown(there, lambda: context), self._template.render(context)

    def _file(self, path: str) -> File:
        return File(path, self._config.docs_dir, self._config.site_dir, use_directory_urls=True)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    return Both(tmp_path_factory.mktemp("frames"))


def test_every_page_of_this_base_is_as_its_templates_give_it_alone(both: Both) -> None:
    for part in page_parts(both.made, date(2026, 1, 1)):
        for page in part.write(both.made):
            if isinstance(page, Page):
                framed, alone = both.shown(page)
                assert framed == alone, page.path


WORDS = st.text(st.sampled_from("a z<&>\"'%/#. \n{}|启会é"), max_size=8)
METAS: Mapping[str, st.SearchStrategy[object]] = {
    "ui": st.sampled_from(("en", "zh", "xx", "")), "kind": st.sampled_from(("lesson", "person", "page")),
    "entry": WORDS, "tab": st.sampled_from(("lessons", "topics", "none")), "twin": WORDS, "twin_exact": st.booleans(),
    "description": WORDS, "linked_data": WORDS, "edit": WORDS, "history": WORDS, "feed": WORDS, "redirect": WORDS,
    "wide": st.booleans(), "search": st.sampled_from(("hero", "")),
    "crumbs": st.lists(st.tuples(WORDS, WORDS).map(list), max_size=2),
}  # fmt: skip
PATHS = ("index.md", "lessons/index.md", "zh/index.md", "zh/topics/a.md", "lessons/2018/a b.md", "assets/kb/a.md")
PAGES = st.builds(
    Page,
    path=st.sampled_from(PATHS),
    title=WORDS | st.sampled_from(("Our lessons", "我们的经验")),
    html=WORDS,
    lang=st.sampled_from(("en", "zh-Hans", "")),
    toc=st.lists(st.builds(TocItem, WORDS, WORDS, st.just(2)), max_size=3).map(tuple),
    meta=st.fixed_dictionaries({}, optional=METAS),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=PAGES)
def test_whatever_a_page_says_it_is_as_its_templates_give_it_alone(both: Both, page: Page) -> None:
    for one in (page, replace(page, title=f"{page.title}!", html="<p>other</p>")):
        framed, alone = both.shown(one)
        assert framed == alone
