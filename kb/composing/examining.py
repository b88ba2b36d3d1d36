"""The composition of `kb doctor`: the machine, the software, the base, its index and its code host, looked at once.

It looks and changes nothing, and it never fails: what cannot be looked at is a finding too.
"""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from kb.adapters import skeleton
from kb.adapters.cache_home import cache_home, own
from kb.errors import KbError, reason
from kb.model.health import Examined, Health
from kb.workspace import Progress, Workspace, find_root

_OLDEST = (3, 11)
_ROOM = 500_000_000  # bytes that a build of a large base and its index may need
_IMPORT = {"mammoth": ".docx", "pptx": ".pptx", "openpyxl": ".xlsx", "pypinyin": "pinyin"}
_WORKFLOWS = {"github": ".github/workflows", "gitlab": ".gitlab-ci.yml"}
_EDIT_PATH = {"github": "edit/main", "gitlab": "-/edit/main"}  # between a repository's address and a file's path
_NO_SOURCE = re.compile(rb"^kb_comes_from=(?:\"\"|'')?\s*$", re.MULTILINE)


def examined(asked: str | None, advance: Progress) -> tuple[Examined, ...]:
    """Everything that was looked at, in the order in which one would ask."""
    found = [*_machine(), *_software()]
    try:
        root = find_root(asked or os.environ.get("KB_ROOT"), Path.cwd())
    except KbError as error:
        health = Health.BROKEN if asked else Health.NOTE
        return (*found, Examined.of("base", health, "no-base", why=error.message, why_zh=error.zh[0]))
    for part, look in (("base", _base), ("index", _index), ("host", _host)):
        found += _guarded(part, look, root, advance)
    return tuple(found)


def _guarded(
    part: str, look: Callable[[Path, Progress], Iterator[Examined]], root: Path, advance: Progress
) -> list[Examined]:
    """What one part gives, and its end as a finding when it cannot be looked at."""
    found: list[Examined] = []
    try:
        found.extend(look(root, advance))
    except KbError as error:
        found.append(_failed(part, error))
    except OSError as error:
        why, why_zh = reason(error)
        found.append(_failed(part, KbError(why, zh=(why_zh, ""))))
    return found


def _failed(part: str, error: KbError) -> Examined:
    why_zh, hint_zh = error.zh
    told = {"why": error.message, "hint": error.hint, "why_zh": why_zh, "hint_zh": hint_zh}
    return Examined.of(part, Health.BROKEN, "failed", **told)


def _machine() -> Iterator[Examined]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= _OLDEST:
        yield Examined.of("machine", Health.FINE, "python", version=version)
    else:
        yield Examined.of("machine", Health.BROKEN, "old-python", version=version)
    git = _git_version()
    yield Examined.of("machine", Health.FINE if git else Health.TODO, "git" if git else "no-git", version=git)
    encoding = sys.getfilesystemencoding()
    if encoding.casefold() != "utf-8":
        yield Examined.of("machine", Health.TODO, "encoding", encoding=encoding)
    yield _cache()


def _git_version() -> str:
    try:
        done = subprocess.run(["git", "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip().removeprefix("git version ")


def _cache() -> Examined:
    """Whether caches can be kept, privately, with room enough."""
    folder = cache_home()
    try:
        own(folder)
        (folder / ".doctor").write_bytes(b"")
        (folder / ".doctor").unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        why, why_zh = reason(error)
        return Examined.of("machine", Health.TODO, "no-cache", folder=folder, why=why, why_zh=why_zh)
    health = Health.FINE if free >= _ROOM else Health.TODO
    return Examined.of("machine", health, "cache" if free >= _ROOM else "full", folder=folder, free=free // 1_000_000)


def _software() -> Iterator[Examined]:
    from kb import __version__

    yield Examined.of("software", Health.FINE, "version", version=__version__)
    wrong = tuple(_unmet())
    if wrong:
        yield Examined.of("software", Health.BROKEN, "unmet", packages=", ".join(wrong))
    missing = [what for module, what in _IMPORT.items() if find_spec(module) is None]
    if missing:
        yield Examined.of("software", Health.NOTE, "no-import", endings=", ".join(missing))
    else:
        yield Examined.of("software", Health.FINE, "import")


def _unmet() -> Iterator[str]:
    """Packages that we need and that are missing, or of a version that we do not work with."""
    from packaging.requirements import Requirement

    try:
        needed = importlib.metadata.requires("lessonbook") or []
    except importlib.metadata.PackageNotFoundError:
        return
    for line in needed:
        one = Requirement(line)
        if one.marker is not None and not one.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(one.name)
        except importlib.metadata.PackageNotFoundError:
            yield f"{one.name} (missing)"
            continue
        if not one.specifier.contains(version, prereleases=True):
            yield f"{one.name} {version} ({one.specifier})"


def _base(root: Path, advance: Progress) -> Iterator[Examined]:
    workspace = Workspace.open(str(root))
    report = workspace.load(advance, kept=True).report
    entries = sum(report.entries.values())
    health = Health.BROKEN if report.errors else Health.TODO if report.warnings else Health.FINE
    numbers = {"entries": entries, "errors": report.errors, "warnings": report.warnings}
    yield Examined.of("base", health, "entries" if health is Health.FINE else "findings", root=root, **numbers)
    if shutil.disk_usage(root).free < _ROOM:
        yield Examined.of("base", Health.TODO, "full", folder=root, free=shutil.disk_usage(root).free // 1_000_000)
    yield _repository(root)


def _repository(root: Path) -> Examined:
    """Whether the base is in Git, which leaves out what is built."""
    try:
        inside = _asked_git(root, "rev-parse", "--is-inside-work-tree")
        ignored = _asked_git(root, "check-ignore", "-q", "build/x")
    except OSError:
        return Examined.of("base", Health.NOTE, "no-repository")
    if inside:
        return Examined.of("base", Health.NOTE, "no-repository")
    return Examined.of("base", Health.TODO if ignored else Health.FINE, "build-tracked" if ignored else "repository")


def _asked_git(root: Path, *args: str) -> int:
    return subprocess.run(["git", *args], cwd=root, capture_output=True, timeout=20, check=False).returncode


def _index(root: Path, advance: Progress) -> Iterator[Examined]:
    from kb.adapters.index_cache import IndexCache
    from kb.workspace import SEARCH_ENGINES

    workspace = Workspace(root)
    engine = workspace.search_engine
    present = IndexCache(root, SEARCH_ENGINES[engine]()).present()
    yield Examined.of("index", Health.FINE, "index" if present is not None else "no-index", engine=engine)


def _left_empty(root: Path, host: str) -> Iterator[Examined]:
    """What a new base leaves empty, since only its owner knows it, and what the work at a code host needs."""
    settings = Workspace(root).settings
    if not settings.maintainers:
        yield Examined.of("host", Health.TODO, "no-maintainers")
    if not settings.repo_url or not settings.edit_path:
        yield Examined.of("host", Health.TODO, "no-address", path=_EDIT_PATH[host])
    script = f".{host}/install-kb.sh"
    if (root / script).is_file() and _NO_SOURCE.search((root / script).read_bytes()):
        yield Examined.of("host", Health.TODO, "no-source", path=script)


def _host(root: Path, advance: Progress) -> Iterator[Examined]:
    wish = skeleton.wish_of(root)
    hosts = [name for name, path in _WORKFLOWS.items() if (root / path).exists()]
    if not hosts:
        yield Examined.of("host", Health.NOTE, "no-host")
    for name in hosts:
        yield Examined.of("host", Health.FINE, "host", name=name)
        yield from _left_empty(root, name)
    if wish is None:
        return
    steps = skeleton.pending(root)
    if steps:
        paths = ", ".join(one.path for one in steps[:5]) + (" …" if len(steps) > 5 else "")
        yield Examined.of("host", Health.TODO, "newer", count=len(steps), paths=paths)
    else:
        yield Examined.of("host", Health.FINE, "templates")
    left = [path for path in sorted(root.rglob("*.new")) if ".git" not in path.parts and "build" not in path.parts]
    if left:
        yield Examined.of(
            "host", Health.TODO, "beside", paths=", ".join(str(one.relative_to(root)) for one in left[:5])
        )
