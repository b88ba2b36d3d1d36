"""What Git knows of a base: which files differ from a state of it, and where in its repository it stands.

Git is asked and never changed: no lock is taken and no program that a repository's settings name is started. Names
come between NUL bytes, so that a line break or a quote in one is part of it.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection
from pathlib import Path

from kb.errors import KbError

_PATIENCE = 120  # seconds
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-pager")


def _git(root: Path, *args: str) -> tuple[int, bytes, str]:
    """Exit code, output and the first line of what Git complained about."""
    env = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(
            ["git", *_QUIET, *args], cwd=root, env=env, capture_output=True, timeout=_PATIENCE, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except FileNotFoundError as error:
        raise KbError(
            "Git is not installed",
            "install it, or check without --changed-since",
            zh=("没有安装 Git", "请安装，或不带 --changed-since 检查"),
        ) from error
    except subprocess.TimeoutExpired as error:
        raise KbError(
            f"Git did not answer within {_PATIENCE} seconds",
            "try `git status` in the base",
            zh=(f"Git 在 {_PATIENCE} 秒内没有回应", "请在知识库里运行 `git status` 看看"),
        ) from error
    complaint = done.stderr.decode("utf-8", "replace").strip().split("\n", 1)[0]
    return done.returncode, done.stdout, complaint


def asked(root: Path, *args: str) -> tuple[int, bytes, str]:
    """Exit code, output and complaint of one Git command. Raises `KbError` when there is no Git."""
    return _git(root, *args)


def state_of(root: Path) -> tuple[str, bool]:
    """The commit that the base stands at, and whether its files are as that has them; empty without a commit."""
    try:
        code, out, _ = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
        if code != 0:
            return "", False
        return out.decode("ascii").strip(), _git(root, "status", "--porcelain", "--", ".")[1] == b""
    except KbError:
        return "", False


def place_of(root: Path) -> str:
    """The folder of its repository in which the base stands, without a last `/`; empty at the top, or without Git."""
    try:
        code, out, _ = _git(root, "rev-parse", "--show-prefix")
    except KbError:
        return ""
    return os.fsdecode(out).removesuffix("\n").removesuffix("/") if code == 0 else ""


def changed_since(root: Path, ref: str) -> frozenset[str]:
    """Paths below the base that differ from `ref`, or from where this branch left it; new files included.

    Raises `KbError` when the base is in no repository or `ref` names no state of it.
    """
    since = commit_since(root, ref)
    names = ("--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--no-textconv")
    differing = _names(root, "diff", *names, since, "--")
    fresh = _names(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(differing | fresh)


def commit_since(root: Path, ref: str) -> str:
    """The commit at which this branch left `ref`. Raises as `changed_since`."""
    code, _, complaint = _git(root, "rev-parse", "--is-inside-work-tree")
    if code != 0:
        raise KbError(
            f"{root} is in no Git repository that can be read: {complaint}",
            "`git init` makes one; or leave the option",
            zh=(f"{root} 不在可读取的 Git 仓库里：{complaint}", "`git init` 新建一个仓库，或去掉这个选项"),
        )
    wanted = _commit(root, ref)
    code, base, _ = _git(root, "merge-base", wanted, "HEAD")
    return base.decode("ascii").strip() if code == 0 else wanted  # a shallow copy may not reach the place they share


def files_at(root: Path, commit: str, paths: Collection[str]) -> dict[str, bytes]:
    """The bytes that some paths below the base had at a commit; those that were no regular files are left out."""
    code, out, complaint = _git(root, "ls-tree", "-r", "-z", commit)
    if code != 0:
        raise KbError(
            f"Git cannot list the files of {commit}: {complaint}",
            "try `git status` in the base",
            zh=(f"Git 无法列出 {commit} 的文件：{complaint}", "请在知识库里运行 `git status` 看看"),
        )
    found: dict[str, bytes] = {}
    for line in out.split(b"\0"):
        mode, _, rest = line.partition(b" ")
        name, _, path = rest.removeprefix(b"blob ").partition(b"\t")
        if os.fsdecode(path) in paths and mode in (b"100644", b"100755"):
            found[os.fsdecode(path)] = _git(root, "cat-file", "blob", name.decode("ascii"))[1]
    return found


def _commit(root: Path, ref: str) -> str:
    """The commit that `ref` names. What begins with a hyphen would be an option and names none."""
    if ref and not ref.startswith("-") and "\0" not in ref:
        code, out, _ = _git(root, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
        if code == 0:
            return out.decode("ascii").strip()
    raise KbError(
        f"Git knows no state `{ref}`",
        "name a branch, tag or commit; `git fetch` brings those of the code host",
        zh=(f"Git 不认识 `{ref}`", "请写分支、标签或提交；`git fetch` 可以取来代码托管平台上的"),
    )


def _names(root: Path, *args: str) -> set[str]:
    code, out, complaint = _git(root, *args)
    if code != 0:
        raise KbError(
            f"Git cannot list what changed: {complaint}",
            "try `git status` in the base",
            zh=(f"Git 无法列出改动：{complaint}", "请在知识库里运行 `git status` 看看"),
        )
    return {os.fsdecode(name) for name in out.split(b"\0") if name}


def paths_on_branches(root: Path, prefix: str, but: str) -> frozenset[str]:
    """Paths below the base on every branch, here or fetched, whose name begins with `prefix`, all `but` one.

    None without Git.
    """
    try:
        code, out, _ = _git(root, "for-each-ref", "--format=%(refname) %(objectname)", f"refs/heads/{prefix}**",
                            f"refs/remotes/origin/{prefix}**")  # fmt: skip
    except KbError:
        return frozenset()
    found: set[str] = set()
    lines = out.decode("utf-8", "replace").splitlines() if code == 0 else []
    for commit in sorted(
        {line.rpartition(" ")[2] for line in lines if not line.rpartition(" ")[0].endswith(f"/{but}")}
    ):
        found |= _names(root, "ls-tree", "-r", "-z", "--name-only", commit)
    return frozenset(found)
