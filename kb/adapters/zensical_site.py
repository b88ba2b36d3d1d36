"""Zensical as the site engine: the successor of Material, on the same staged pages and under the same theme.

It is an extra, and it runs as a program of its own in a folder of its own (`zensical` beside the staged pages), because
it builds a whole project or nothing. The one idea: it takes a page's links for links between files and turns them, so
the pages that it gets have theirs turned back first. Only pages and the engine's own assets are taken over; its search
index and site map would hold less than `kb`'s.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kb.adapters import mkdocs_settings
from kb.adapters.staging import remove, remove_tree
from kb.adapters.tree import Tree
from kb.adapters.versions import files_sum, versions
from kb.errors import KbError, reason
from kb.ports.site import SiteJob
from kb.render.staged import CLOSE

_LIMIT = 1800  # seconds
_OURS = frozenset(("search.json", "sitemap.xml", "objects.inv"))
_LINK = re.compile(rb'(\s(?:href|src)=")(\.\.?/)')


class ZensicalSite:
    """The `SiteEngine` of `ports`. After a change it makes all pages anew: it keeps no account of single ones."""

    def prepare(self, job: SiteJob) -> None:
        """It is a program of its own."""

    def digest(self, job: SiteJob) -> str:
        _installed()
        parts = [json.dumps(_settings(job), sort_keys=True, default=str), versions(), version("zensical")]
        parts += [files_sum(job.overrides)] if job.overrides is not None and job.overrides.is_dir() else []
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def build(self, job: SiteJob) -> tuple[str, ...]:
        _installed()
        project = job.docs.parent / "zensical"
        remove_tree(project)
        pages = _project(job, project)
        said = _run(project, job.epoch)
        tree = Tree(job.site)
        for path in _files(project / "site"):
            if path in pages or (path not in _OURS and not (job.site / path).exists()):
                tree.copy(str(project / "site" / path), path)
        remove_tree(project)
        return said

    def update(self, job: SiteJob, changed: Collection[str], removed: Collection[str]) -> tuple[str, ...]:
        for path in sorted(removed):
            remove(job.site, self.output(path))
        return self.build(job) if any(path.endswith(".md") for path in (*changed, *removed)) else ()

    def output(self, path: str) -> str:
        stem = path.removesuffix(".md")
        if stem == path:
            return path
        return f"{stem}.html" if stem.rsplit("/", 1)[-1] == "index" else f"{stem}/index.html"


def _installed() -> None:
    if importlib.util.find_spec("zensical") is None:
        raise KbError(
            "the site engine zensical is not installed",
            'install the extra `lessonbook[zensical]`, or write site_engine = "mkdocs" into site_config/settings.toml',
            zh=(
                "没有安装网站引擎 zensical",
                '请安装扩展 `lessonbook[zensical]`，或在 site_config/settings.toml 中写 site_engine = "mkdocs"',
            ),
        )


def _settings(job: SiteJob) -> dict[str, Any]:
    """What MkDocs would be told, in the classic look, for which our theme was drawn."""
    found = mkdocs_settings.settings(job)
    found["theme"] = {**found["theme"], "variant": "classic", "custom_dir": "theme"}
    return found | {"docs_dir": "docs", "site_dir": "site"}


def _project(job: SiteJob, project: Path) -> frozenset[str]:
    """Lay out a project of the engine's own; gives the pages that it will make."""
    found = set()
    for path in _files(job.docs):
        target = project / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        data = (job.docs / path).read_bytes()
        if path.endswith(".md"):
            found.add(ZensicalSite().output(path))
            data = between_files(path, data)
        target.write_bytes(data)
    shutil.copytree(mkdocs_settings.THEME, project / "theme")
    if job.overrides is not None and job.overrides.is_dir():
        shutil.copytree(job.overrides, project / "theme", dirs_exist_ok=True)
    # JSON is YAML; the engine reads no other name without being told.
    (project / "mkdocs.yml").write_text(json.dumps(_settings(job), default=str), encoding="utf-8")
    return frozenset(found)


def between_files(path: str, staged: bytes) -> bytes:
    """A staged page whose relative links are those between Markdown files, as the engine expects them.

    The address of `a/b.md` is `a/b/`, one folder below its file. A page in `index.md` is where its file is.
    """
    name = path.rsplit("/", 1)[-1].removesuffix(".md")
    if name == "index":
        return staged
    front, mark, html = staged.partition(CLOSE.encode())
    here = f"{name}/".encode()
    return front + mark + _LINK.sub(lambda one: one[1] + (b"" if one[2] == b"../" else here), html)


def _files(folder: Path) -> Iterator[str]:
    """The files below a folder by path, sorted."""
    found = (path for path in folder.rglob("*") if path.is_file())
    yield from sorted(path.relative_to(folder).as_posix() for path in found)


def _run(project: Path, epoch: int) -> tuple[str, ...]:
    """Build the project; gives its warnings. Raises `KbError` with the last line that a failing build says."""
    package = str(Path(__file__).parent.parent.parent)
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(max(epoch, 0)),
        "PYTHONPATH": os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH", "")))),
    }
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", "mkdocs.yml"]
    try:
        done = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, timeout=_LIMIT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why, why_zh = reason(error) if isinstance(error, OSError) else (str(error), str(error))
        said_zh = f"网站引擎 zensical 没有完成：{why_zh}"
        raise KbError(f"the site engine zensical did not finish: {why}", zh=(said_zh, "")) from error
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    if done.returncode:
        why = lines[-1] if lines else str(done.returncode)
        raise KbError(f"the site engine zensical cannot build: {why}", zh=(f"网站引擎 zensical 构建失败：{why}", ""))
    return tuple(line for line in lines if line.lower().startswith("warning"))
