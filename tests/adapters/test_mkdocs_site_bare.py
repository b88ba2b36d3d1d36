"""`mkdocs build` by hand, in the project's own folder or in any base."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from markdown import Markdown  # type: ignore[import-untyped]

from kb.adapters.mkdocs_site import MkdocsSite
from kb.model.page import Page, TocItem
from kb.ports.site import SiteJob
from kb.render import staged

PROJECT = Path(__file__).parents[2]


def mkdocs(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build"]
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_before_anything_is_staged_it_says_what_is_missing_and_what_makes_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes((PROJECT / "mkdocs.yml").read_bytes())
    done = mkdocs(tmp_path)
    assert done.returncode and "made-by-kb-build.yml' does not exist" in done.stderr
    assert "Traceback" not in done.stderr


def test_after_a_build_it_builds_the_staged_pages_with_the_same_settings(job: SiteJob) -> None:
    job.config.write_bytes((PROJECT / "mkdocs.yml").read_bytes())
    MkdocsSite().build(job)
    settings = job.docs.parent / "made-by-kb-build.yml"
    kept = json.loads(settings.read_text())
    assert kept["theme"].pop("custom_dir").endswith("theme") and kept["theme"]["font"] is False
    settings.write_text(json.dumps(kept | {"theme": kept["theme"] | {"custom_dir": str(job.overrides)}}))
    done = mkdocs(job.config.parent)
    assert done.returncode == 0, done.stderr
    page = (job.docs.parent / "mkdocs" / "lessons/2018/a/index.html").read_text()
    assert "<header>Notes &lt;&amp; more&gt;|extra</header>" in page and "<h1>A</h1>" in page


def test_the_extension_hands_html_and_contents_through() -> None:
    page = staged(Page("a.md", "T", "\n<p>*a* [b](c)</p>", toc=(TocItem('<&"', "x", 2, (TocItem("子", "子", 3),)),)))
    md = Markdown(extensions=["kb.adapters.staged_markdown"])
    html = md.convert(page.decode().split("---\n", 2)[2])
    assert html == "<p>*a* [b](c)</p>"
    outer, inner = "&lt;&amp;&quot;", "子"
    child = {"level": 3, "id": inner, "name": inner, "html": inner, "data-toc-label": "", "children": []}
    first = {"level": 2, "id": "x", "name": outer, "html": outer, "data-toc-label": "", "children": [child]}
    assert md.toc_tokens == [first]


@pytest.mark.parametrize("source", ["", "# a", "<p>a</p><!--kb:toc []-->", "<!--kb:toc [", " <!--kb:toc []-->"])
def test_the_extension_refuses_what_kb_did_not_stage(source: str) -> None:
    with pytest.raises(Exception, match="kb build"):
        Markdown(extensions=["kb.adapters.staged_markdown"]).convert(source)
