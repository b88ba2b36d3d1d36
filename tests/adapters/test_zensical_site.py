"""The other site engine: the same pages, links and words, made from the same staged files."""

from __future__ import annotations

import html
import re
import shutil
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from kb.adapters.zensical_site import between_files
from kb.errors import KbError
from kb.model.kinds import Audience
from kb.workspace import Built, Workspace

REPOSITORY = Path(__file__).resolve().parents[2]
installed = pytest.mark.skipif(find_spec("zensical") is None, reason="zensical is an extra")
missing = pytest.mark.skipif(find_spec("zensical") is not None, reason="zensical is installed here")
PAGE = b'---\n"title": "x"\n---\n<!--kb:toc []-->\n%b'


def _base(folder: Path, engine: str) -> Path:
    for name in ("content", "lessons", "site_config"):
        shutil.copytree(REPOSITORY / name, folder / name)
    settings = folder / "site_config" / "settings.toml"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("site_engine")]
    settings.write_text("\n".join([f'site_engine = "{engine}"', *lines, ""]), encoding="utf-8")
    return folder


def _site(root: Path) -> dict[str, bytes]:
    built = Workspace(root).build(Audience.INTERNAL, date(2026, 11, 23))
    assert isinstance(built, Built)
    found = (path for path in built.site.rglob("*") if path.is_file())
    return {path.relative_to(built.site).as_posix(): path.read_bytes() for path in found}


def _said(page: bytes) -> tuple[list[str], str]:
    """The links of a page's main part, and its words."""
    main = re.search(r"<main.*</main>", page.decode(), re.DOTALL)
    assert main is not None
    links = [html.unescape(one) for one in re.findall(r'(?:href|src|action)="([^"]*)"', main[0])]
    return links, " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def test_links_of_a_page_become_links_between_files() -> None:
    staged = (
        PAGE % b'<a href="../../../topics/x/">t</a> <a href="../y/#z">y</a> <a href="#here">h</a> <img src="../p.png">'
    )
    wanted = PAGE % b'<a href="../../topics/x/">t</a> <a href="y/#z">y</a> <a href="#here">h</a> <img src="p.png">'
    assert between_files("lessons/2018/one.md", staged) == wanted


def test_a_link_of_a_page_to_itself_names_it() -> None:
    assert between_files("lessons/2018/one.md", PAGE % b'<a href="./">o</a>') == PAGE % b'<a href="one/">o</a>'


def test_a_page_in_an_index_file_is_where_its_file_is() -> None:
    staged = PAGE % b'<a href="../x/">x</a>'
    assert between_files("topics/index.md", staged) == staged


@missing
def test_without_the_engine_one_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(KbError) as told:
        Workspace(_base(tmp_path, "zensical")).build(Audience.INTERNAL, date(2026, 11, 23))
    assert "not installed" in told.value.message and "lessonbook[zensical]" in told.value.hint


@installed
@pytest.mark.slow
def test_both_engines_make_the_same_pages_with_the_same_links_and_words(tmp_path: Path) -> None:
    ours, theirs = (_site(_base(tmp_path / engine, engine)) for engine in ("mkdocs", "zensical"))
    pages = {path for path in ours if path.endswith(".html")}
    assert pages == {path for path in theirs if path.endswith(".html")}
    assert [path for path in sorted(pages) if _said(ours[path]) != _said(theirs[path])] == []
    others = {path for path in ours if path not in pages and not path.startswith("assets/")}
    assert all(theirs[path] == ours[path] for path in others)


@installed
@pytest.mark.slow
def test_after_an_edit_and_a_deletion_the_site_is_that_of_a_clean_build(tmp_path: Path) -> None:
    root = _base(tmp_path / "edited", "zensical")
    _site(root)
    lesson = root / "lessons/2018/kickoff-to-align-value-and-goals.md"
    lesson.write_text(lesson.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    (root / "lessons/2026/record-approximate-numbers.md").unlink()
    edited = _site(root)
    shutil.rmtree(root / "build")
    assert edited == _site(root)
