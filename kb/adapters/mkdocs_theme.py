"""The theme around one staged file at a time: MkDocs' own pieces, called for a page instead of for a site.

A template is told what MkDocs tells it, except that `nav` and `pages` hold nothing but the home page: navigation,
lists and the site map are pages and files that `kb` made, so no page depends on another one.
"""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url, get_theme_dir, is_error_template, markdown_extensions

from kb.adapters.mkdocs_frames import Frames
from kb.adapters.staged_markdown import Unstaged, read_staged
from kb.adapters.staging import remove
from kb.adapters.tree import Tree

_HOME = "index.md"
_NO_ASSETS = (
    "*.py", "*.pyc", "*.html", "*readme*", "mkdocs_theme.yml", "locales/*", *(f"*{one}" for one in markdown_extensions),
)  # fmt: skip
_UNUSED = (  # files of the theme's own search, which is never there, and the sources of its scripts and styles
    "assets/javascripts/lunr/*", "assets/javascripts/workers/search.*", "assets/*.map",
)  # fmt: skip
_NO_TEMPLATES = frozenset(("sitemap.xml",))  # it would hold the home page alone; `kb` writes its own


class Theme:
    """Writes the files of a site, each from what is staged for it. Raises whatever MkDocs and the disk raise.

    `framed`: the templates are ours, and so pages share frames (see `mkdocs_frames`).
    """

    def __init__(self, config: MkDocsConfig, framed: bool) -> None:
        self._config = config
        self._docs, self._site = Path(config.docs_dir), Path(config.site_dir)
        self._material = get_theme_dir("material")
        self._env = config.theme.get_env()
        self._template = self._env.get_template("main.html")
        self._frames = Frames(self._env, self._template) if framed else None
        self._files = Files([self._file(_HOME)])
        config.nav = [{str(config.site_name): _HOME}]  # with a title: it is never read, so that nothing depends on it
        self._nav = get_navigation(self._files, config)
        self._tree = Tree(self._site)

    def begin(self, extra: Mapping[str, Any]) -> None:
        """Tell pages `extra` from now on, and forget which folders there are: the site may be another tree."""
        self._tree = Tree(self._site)
        if self._config.extra.data != extra:
            self._config.extra.data = dict(extra)
            if self._frames is not None:
                self._frames.forget()

    def warm(self) -> None:
        """Have the templates compiled that every page is shown with."""
        page = self._page(_HOME, {"title": "", "lang": "en"}, [], "")
        self._template.render(get_context(self._nav, self._files, self._config, page))

    def page(self, path: str, staged: bytes) -> bytes:
        """The site's file of a page that is staged so."""
        try:
            meta, contents, html = read_staged(staged)
        except Unstaged as error:
            raise Unstaged(f"{path}: {error}") from error
        page = self._page(path, meta, contents, html)
        context = partial(get_context, self._nav, self._files, self._config, page)
        shown = self._frames.shown(page, context) if self._frames is not None else self._template.render(context())
        return _encoded(shown)

    def write(self, path: str) -> None:
        """Make the site's file of one staged page, and put it in its place."""
        self._tree.write(self._file(path).dest_uri, self.page(path, (self._docs / path).read_bytes()))

    def remove(self, path: str) -> None:
        """Take away what there was of a page or another file of ours, and folders that are empty then."""
        remove(self._site, self._file(path).dest_uri)
        self._tree = Tree(self._site)  # folders may be gone
        asset = None if path.endswith(".md") else self._asset(path)
        if asset is not None:
            self._tree.copy(str(asset), path)  # the theme's own file, which ours had covered

    def write_assets(self) -> None:
        """Copy the styles, scripts and pictures of the theme that are not there: the first folder that has one wins."""
        for folder in self._config.theme.dirs:
            for path in _walk(folder):
                if self._wanted(path, folder) and not (self._site / path).exists():
                    self._tree.copy(str(Path(folder, path)), path)

    def write_templates(self) -> None:
        """The files that the theme makes of the whole site, such as its page for missing addresses."""
        for name in sorted(self._config.theme.static_templates - _NO_TEMPLATES):
            lost = is_error_template(name)  # it is shown at any address, so its links begin at the root
            base = urlsplit(self._config.site_url or "/").path if lost else get_relative_url(".", name)
            context = get_context(self._nav, self._files, self._config, base_url=base)
            self._tree.write(name, _encoded(self._env.get_template(name).render(context)))

    def _page(self, path: str, meta: dict[str, Any], contents: list[dict[str, Any]], html: str) -> Page:
        page = Page(None, self._file(path), self._config)
        page.meta, page.markdown, page.content, page.toc = meta, "", html, get_toc(contents)  # type: ignore[arg-type]
        page.active = True
        return page

    def _file(self, path: str) -> File:
        return File(path, str(self._docs), str(self._site), use_directory_urls=True)

    def _asset(self, path: str) -> Path | None:
        found = (Path(folder, path) for folder in self._config.theme.dirs if self._wanted(path, folder))
        return next((one for one in found if one.is_file()), None)

    def _wanted(self, path: str, folder: str) -> bool:
        """Whether a file in a theme's folder belongs to the site as it is."""
        hidden = any(name.startswith(".") for name in path.split("/"))
        low = path.lower()
        unused = _UNUSED if folder == self._material else ()
        kept = (*_NO_ASSETS, *unused, *self._config.theme.static_templates)
        return not hidden and not any(fnmatch.fnmatch(low, one) for one in kept)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "xmlcharrefreplace")


def _walk(folder: str) -> list[str]:
    """The files below that are not hidden, sorted, `/`-separated. (Material hides 14,000 icons.)"""
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        below = os.path.relpath(place, folder).replace(os.sep, "/")
        found += (name if below == "." else f"{below}/{name}" for name in names)
    return sorted(found)
