"""The site engine: staged pages in, a site out."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kb.adapters.mkdocs_site import MkdocsSite
from kb.errors import KbError
from kb.model.page import Page
from kb.ports.site import SiteJob
from kb.render import staged


def sums(site: Path) -> dict[str, str]:
    files = (path for path in site.rglob("*") if path.is_file())
    return {str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_every_page_is_at_its_address_with_its_html_untouched(job: SiteJob) -> None:
    assert MkdocsSite().build(job) == ()
    assert "<h1>B</h1>\n<p>{{ config }} [x](y.md) **z**</p>" in (job.site / "lessons/2018/b/index.html").read_text()
    assert {path for path in sums(job.site) if path.endswith(".html")} == {
        "404.html", "index.html", "lessons/2018/a/index.html", "lessons/2018/b/index.html"
    }  # fmt: skip


def test_the_contents_and_the_title_reach_the_theme_escaped(job: SiteJob) -> None:
    MkdocsSite().build(job)
    page = (job.site / "lessons/2018/a/index.html").read_text()
    assert '<a href="#原因">原因 &lt;i&gt;</a>' in page
    assert "<title>A &lt;b&gt; &amp; &quot;c&quot; - Notes &lt;&amp; more&gt;</title>" in page
    assert '<meta name="description" content="&lt;d&gt;">' in (job.site / "lessons/2018/b/index.html").read_text()


def test_two_builds_of_one_tree_are_the_same_to_the_byte(job: SiteJob, monkeypatch: pytest.MonkeyPatch) -> None:
    job = replace(job, site_url="https://example.org/kb/")
    MkdocsSite().build(job)
    first = sums(job.site)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    os.utime(job.docs / "index.md", (1, 1))
    other = replace(job, site=job.site.with_name("other"))
    MkdocsSite().build(other)
    assert sums(other.site) == first and "assets/kb/kb.css" in first


def test_files_that_are_there_stay_and_win_over_the_themes_own(job: SiteJob) -> None:
    (job.site / "assets" / "kb").mkdir(parents=True)
    (job.site / "assets" / "kb" / "kb.css").write_text("ours")
    MkdocsSite().build(job)
    assert (job.site / "assets" / "kb" / "kb.css").read_text() == "ours"
    MkdocsSite().update(job, [], ["assets/kb/kb.css"])
    assert (job.site / "assets" / "kb" / "kb.css").read_text() != "ours"


def test_what_only_the_themes_own_search_needs_is_no_part_of_a_site_but_a_bases_own_file_is(job: SiteJob) -> None:
    assert job.overrides is not None
    own = job.overrides / "assets" / "javascripts" / "lunr" / "own.js"
    own.parent.mkdir(parents=True)
    own.write_text("// own")
    MkdocsSite().build(job)
    scripts = job.site / "assets" / "javascripts"
    assert [path.name for path in sorted(scripts.rglob("*")) if path.is_file()] == [*_bundle(scripts), "own.js"]
    assert not list((job.site / "assets").rglob("*.map"))


def _bundle(scripts: Path) -> list[str]:
    return [path.name for path in scripts.glob("bundle.*.js")]


def test_an_update_gives_what_a_build_gives(job: SiteJob) -> None:
    engine = MkdocsSite()
    engine.build(job)
    (job.docs / "lessons/2018/a.md").unlink()
    (job.docs / "lessons/2018/new.md").write_bytes(staged(Page("lessons/2018/new.md", "N", "<h1>N</h1>")))
    (job.docs / "index.md").write_bytes(staged(Page("index.md", "Other", "<h1>Other</h1>")))
    engine.update(job, ["lessons/2018/new.md", "index.md"], ["lessons/2018/a.md"])
    whole = replace(job, site=job.site.with_name("whole"))
    MkdocsSite().build(whole)
    assert sums(job.site) == sums(whole.site) and not (job.site / "lessons/2018/a").exists()


def test_no_page_depends_on_another_one(job: SiteJob) -> None:
    assert job.overrides is not None
    (job.overrides / "main.html").write_text("{{ nav.homepage.title }}|{{ pages | length }}|{{ page.title }}")
    MkdocsSite().build(job)
    assert (job.site / "lessons/2018/b/index.html").read_text() == "Notes &lt;&amp; more&gt;|1|B"


def test_the_digest_changes_with_whatever_every_page_is_made_from(job: SiteJob) -> None:
    engine = MkdocsSite()
    found = [engine.digest(job), engine.digest(replace(job, extra={"word": "other"}))]
    job.config.write_text("theme: {palette: {scheme: slate}}")
    found.append(engine.digest(job))
    assert job.overrides is not None
    (job.overrides / "more.css").write_text("b {}")
    found.append(engine.digest(job))
    assert engine.digest(replace(job, epoch=7)) == found[-1] == engine.digest(job)
    (job.overrides / "main.html").write_text("{{ build_date_utc }}")
    found += [engine.digest(job), engine.digest(replace(job, epoch=7))]
    assert len(set(found)) == len(found)


def test_a_site_calls_no_other_host_and_shows_no_search_of_the_engine(job: SiteJob) -> None:
    MkdocsSite().build(job)
    for page in job.site.rglob("*.html"):
        text = page.read_text()
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
        assert "md-search" not in text


def test_a_build_prints_nothing_and_leaves_environment_and_logging_as_they_were(
    job: SiteJob, capfd: pytest.CaptureFixture[str]
) -> None:
    before, logger = dict(os.environ), logging.getLogger("mkdocs")
    MkdocsSite().build(job)
    os.environ.pop("NO_MKDOCS_2_WARNING", None)  # Material itself sets it when it is imported
    before.pop("NO_MKDOCS_2_WARNING", None)
    assert capfd.readouterr() == ("", "") and dict(os.environ) == before
    assert logger.propagate and not logger.handlers


def test_dates_before_and_after_what_a_time_stamp_can_hold_do_not_stop_a_build(job: SiteJob) -> None:
    for epoch in (-1, 10**12):
        MkdocsSite().build(replace(job, epoch=epoch, site_url="https://example.org/"))


def test_a_base_can_change_the_look_but_not_what_is_built(job: SiteJob, tmp_path: Path) -> None:
    job.config.write_text(
        "INHERIT: nowhere.yml\nsite_name: other\ndocs_dir: /nowhere\nplugins: [search, nosuch]\nhooks: [evil.py]\n"
        "markdown_extensions: [toc]\nextra_css: [x.css]\nextra: {word: own, more: 1}\n"
        "theme:\n  custom_dir: /nowhere\n  palette: {scheme: slate}\n"
    )
    (tmp_path / "evil.py").write_text("raise SystemExit")
    MkdocsSite().build(job)
    page = (job.site / "index.html").read_text()
    assert 'data-md-color-scheme="slate"' in page and 'href="x.css"' in page
    assert "<header>Notes &lt;&amp; more&gt;|extra</header>" in page


def test_settings_that_would_run_code_are_refused(job: SiteJob, tmp_path: Path) -> None:
    job.config.write_text(f"extra: !!python/object/apply:os.mkdir [{tmp_path / 'run'}]\n")
    with pytest.raises(KbError, match=r"mkdocs\.yml: cannot be read"):
        MkdocsSite().build(job)
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "cannot be read"),
        ("- a", "not a mapping"),
        ("theme: nosuchtheme", "nosuchtheme"),
        ("extra_css: 5", "extra_css"),
    ],
)
def test_settings_that_are_wrong_are_one_clear_line(job: SiteJob, text: str, said: str) -> None:
    job.config.write_text(text)
    with pytest.raises(KbError) as caught:
        MkdocsSite().build(job)
    assert said in caught.value.message and "\n" not in caught.value.message


def test_a_template_that_fails_is_one_clear_line_that_says_where_to_look(job: SiteJob) -> None:
    assert job.overrides is not None
    (job.overrides / "main.html").write_text("{% if %}")
    with pytest.raises(KbError) as caught:
        MkdocsSite().build(job)
    assert "\n" not in caught.value.message and "overrides" in caught.value.hint


def test_a_page_that_kb_did_not_stage_is_refused_by_name(job: SiteJob) -> None:
    (job.docs / "x.md").write_text("# by hand")
    with pytest.raises(KbError, match="not staged by kb") as caught:
        MkdocsSite().build(job)
    assert "kb build" in caught.value.message


def test_a_place_that_cannot_be_written_is_one_clear_error(job: SiteJob, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KbError) as caught:
        MkdocsSite().build(replace(job, site=tmp_path / "file" / "work"))
    assert "cannot be built" in caught.value.message and "\n" not in caught.value.message
