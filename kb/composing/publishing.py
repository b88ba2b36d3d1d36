"""The composition of `kb publish`: build, verify, and hand the release to a folder, a branch or a command."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kb.adapters import release_branch, staging
from kb.adapters.git import state_of
from kb.adapters.leak_scan import NOTE
from kb.adapters.releases import Releases, copied, manifest
from kb.adapters.versions import named
from kb.errors import KbError, reason
from kb.model.publication import Provenance, Publication
from kb.pipeline.disclosures import STOPPING
from kb.pipeline.releasing import RELEASE, Difference, content_sum, difference, read_release, release_file
from kb.workspace import Built, Workspace


@dataclass(frozen=True, slots=True)
class Published:
    """What a run changed, or would: `place` is what a person looks at, `before` the entries of what was live.

    `compared` is false where nobody can know what is live.
    """

    place: str
    difference: Difference
    provenance: Provenance
    before: int | None
    compared: bool = True


def publish(workspace: Workspace, built: Built, where: Publication, now: datetime, dry_run: bool) -> Published:
    """Publish a site that was just built; with `dry_run`, only say what would change.

    Raises `KbError`, and what is live is then what was live before.
    """
    _nothing_secret(built)
    folder = workspace.root / "build" / built.audience
    with staging.locked(folder):
        if not (folder / NOTE).exists():
            raise KbError(
                "this site was put in place by `kb serve` and is not verified",
                "run kb publish again",
                zh=("这个网站由 `kb serve` 放置，没有经过核对", "请重新运行 `kb publish`"),
            )
        files = manifest(built.site)
        told = _provenance(workspace.root, built, files, now)
        if where.folder:
            return _to_folder(workspace.root, built.site, files, told, where, dry_run)
        if where.branch:
            return _to_branch(workspace.root, built.site, files, told, where, dry_run)
        if where.command:
            return _to_command(workspace.root, built.site, files, told, where, dry_run)
    raise KbError(
        "nothing says where to publish",
        "`kb publish --to DIR`, or [publish] in site_config/settings.toml",
        zh=("没有写明发布到哪里", "请用 `kb publish --to 文件夹`，或在 site_config/settings.toml 中写 [publish]"),
    )


def _nothing_secret(built: Built) -> None:
    found = [one for one in built.report.diagnostics if one.code in STOPPING]
    if found:
        raise KbError(
            f"{found[0].path}:{found[0].line}: {found[0].code}: the base holds a secret ({len(found)} in all)",
            "`kb check` says what to do; nothing was published",
            zh=(
                f"{found[0].path}:{found[0].line}: {found[0].code}：知识库里有密钥（共 {len(found)} 处）",
                "`kb check` 会说明怎么办；什么都没有发布",
            ),
        )


def rollback(workspace: Workspace, where: Publication) -> str:
    """Let the release before the live one be live; its name. Raises `KbError`."""
    if not where.folder:
        raise KbError(
            "only a folder can be rolled back",
            "for a branch: `git revert` its newest commit and push",
            zh=("只有文件夹可以退回", "分支请用 `git revert` 撤销最新提交并推送"),
        )
    releases = Releases(_folder(workspace.root, where))
    with releases.held():
        name = releases.before(releases.live)
        releases.switch(name)
    return name


def _provenance(root: Path, built: Built, files: dict[str, str], now: datetime) -> Provenance:
    commit, clean = state_of(root)
    return Provenance(
        audience=str(built.audience),
        content=content_sum(files),
        files=len(files),
        pages=built.pages,
        entries=built.entries,
        commit=commit,
        clean=clean,
        published=now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        versions=named(),
    )


def _folder(root: Path, where: Publication) -> Path:
    return root / os.path.expanduser(where.folder)  # noqa: PTH111 – Path's own raises for a `~name` that nobody has


def _to_folder(
    root: Path, site: Path, files: dict[str, str], told: Provenance, where: Publication, dry_run: bool
) -> Published:
    target = _folder(root, where)
    _apart(root, target)
    releases = Releases(target)
    live = releases.path(releases.live) if releases.live else None
    old = manifest(live) if live is not None and live.is_dir() else {}
    before = _same_audience(_read(live / RELEASE) if live is not None else b"", told)
    found = Published(str(target / "current"), difference(old, files), told, before)
    if not dry_run and (found.difference or not old):
        moment = datetime.fromisoformat(told.published).strftime("%Y%m%dT%H%M%SZ")
        with releases.held():
            number = sum(one.startswith(moment) for one in releases.names())
            name = f"{moment}-{number:02}-{told.content[:12]}"
            releases.add(name, site, files, {RELEASE: release_file(told)}, where.keep)
    return found


def _apart(root: Path, target: Path) -> None:
    """The folder is none of those that kb or people write the base in."""
    real = target.resolve()
    for name in ("content", "lessons", "site_config", "build"):
        if real == root or real.is_relative_to(root / name):
            raise KbError(
                f"{target} is part of the knowledge base",
                "publish to a folder outside of it",
                zh=(f"{target} 是知识库的一部分", "请发布到知识库之外的文件夹"),
            )


def _to_branch(
    root: Path, site: Path, files: dict[str, str], told: Provenance, where: Publication, dry_run: bool
) -> Published:
    ref = release_branch.known_branch(root, where.remote, where.branch)
    old, new = release_branch.differing(root, ref, site, list(files))
    before = _same_audience(release_branch.file_of(root, ref, RELEASE) if ref else b"", told)
    found = Published(f"{where.remote} {where.branch}", difference(old, new), told, before)
    if not dry_run and (found.difference or not old):
        message = f"Publish the {told.audience} edition of {told.commit[:12] or 'uncommitted files'}"
        with _release(root, site, files, told) as folder:
            release_branch.publish(root, folder, where.remote, where.branch, message)
    return found


def _to_command(
    root: Path, site: Path, files: dict[str, str], told: Provenance, where: Publication, dry_run: bool
) -> Published:
    found = Published(shlex.join(where.command), difference({}, files), told, None, compared=False)
    if dry_run:
        return found
    with _release(root, site, files, told) as folder:
        words = [word.replace("{site}", str(folder)) for word in where.command]
        try:
            done = subprocess.run(words, cwd=root, check=False, env={**os.environ, "KB_SITE": str(folder)})
        except OSError as error:
            why, why_zh = reason(error)
            said, said_zh = f"{words[0]} cannot be started: {why}", f"{words[0]} 无法启动：{why_zh}"
            raise KbError(said, "is it installed?", zh=(said_zh, "是否已安装？")) from error
        if done.returncode != 0:
            raise KbError(
                f"{words[0]} ended with {done.returncode}",
                "see above what it says",
                zh=(f"{words[0]} 以 {done.returncode} 退出", "请看上方它的输出"),
            )
    return found


@contextmanager
def _release(root: Path, site: Path, files: dict[str, str], told: Provenance) -> Iterator[Path]:
    """A release for somebody else to take away."""
    folder = root / "build" / told.audience / "release"
    staging.remove_tree(folder)  # a killed run may have left it
    try:
        copied(site, files, {RELEASE: release_file(told)}, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _same_audience(data: bytes, told: Provenance) -> int | None:
    """How many entries the live release has, if there is one; it must be for the same readers."""
    live = read_release(data)
    if live and live.get("audience") != told.audience:
        raise KbError(
            f"what is live there is the {live.get('audience')} edition, and this is the {told.audience} one",
            "publish each edition to a place of its own",
            zh=(f"那里线上的是 {live.get('audience')} 版，而这是 {told.audience} 版", "请把每一版发布到各自的位置"),
        )
    entries = live.get("entries")
    return entries if isinstance(entries, int) else None
