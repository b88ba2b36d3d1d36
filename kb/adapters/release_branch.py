"""A branch of the base's repository that holds a site and nothing else: made with ghp-import, pushed, never forced."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha1
from pathlib import Path

from kb.adapters.git import asked
from kb.errors import KbError

_PATIENCE = 600  # seconds


def known_branch(root: Path, remote: str, branch: str) -> str:
    """The newest state of the branch that can be known, fetched if there is a remote; empty if there is none.

    Raises `KbError` if the branch holds something that kb did not publish: it would be lost from sight.
    """
    if branch.startswith("-") or asked(root, "check-ref-format", "--branch", branch)[0] != 0:
        raise KbError(
            f"{branch} is no name for a branch",
            "letters, digits, hyphens: gh-pages",
            zh=(f"{branch} 不能作分支名", "请用字母、数字、连字符：gh-pages"),
        )
    if asked(root, "symbolic-ref", "--quiet", "--short", "HEAD")[1].decode().strip() == branch:
        raise KbError(
            f"you are on the branch {branch} yourself",
            "publish to a branch of its own: gh-pages",
            zh=(f"当前就在分支 {branch} 上", "请发布到专用的分支：gh-pages"),
        )
    asked(root, "fetch", "--quiet", remote, f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}")
    for ref in (f"refs/remotes/{remote}/{branch}", f"refs/heads/{branch}"):
        if asked(root, "rev-parse", "--verify", "--quiet", ref)[0] == 0:
            if asked(root, "cat-file", "-e", f"{ref}:release.json")[0] != 0:
                raise KbError(
                    f"the branch {branch} holds something that kb did not publish",
                    "name another branch, or delete this one if nobody needs it",
                    zh=(f"分支 {branch} 上有不是 kb 发布的内容", "请换一个分支；如果没有人需要它，也可以删除"),
                )
            return ref
    return ""


def file_of(root: Path, ref: str, path: str) -> bytes:
    """A file of the branch; nothing, if it is not there."""
    code, out, _ = asked(root, "cat-file", "blob", f"{ref}:{path}")
    return out if code == 0 else b""


def differing(root: Path, ref: str, site: Path, paths: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """(what the branch has, what the site has) as path → Git's sum of the bytes."""
    listed = asked(root, "ls-tree", "-r", "-z", "--full-tree", ref)[1] if ref else b""
    old = {}
    for line in listed.split(b"\0"):
        head, _, name = line.partition(b"\t")
        if name and name != b".nojekyll":
            old[name.decode("utf-8", "surrogateescape")] = head.split()[2].decode()
    return old, {path: _blob((site / path).read_bytes()) for path in paths}


def _env() -> dict[str, str]:
    """Nobody is asked for a password, and the branch, which may be public, does not say who published from where.

    A host that wants to know a commit's author is given `GIT_COMMITTER_NAME` and `GIT_COMMITTER_EMAIL`.
    """
    nobody = {"GIT_COMMITTER_NAME": "kb", "GIT_COMMITTER_EMAIL": "kb@localhost"}
    return {**nobody, **os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "TZ": "UTC"}


def _blob(data: bytes) -> str:
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def publish(root: Path, folder: Path, remote: str, branch: str, message: str) -> None:
    """Commit the files of `folder` to the branch, and push it if the remote is there. Raises `KbError`."""
    push = asked(root, "remote", "get-url", remote)[0] == 0
    words = [sys.executable, "-m", "ghp_import", "-n", "-b", branch, "-r", remote, "-m", message]
    try:
        done = subprocess.run(
            [*words, *(["-p"] if push else []), str(folder)],
            cwd=root, env=_env(), capture_output=True, timeout=_PATIENCE, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise KbError(
            f"the branch {branch} could not be pushed within {_PATIENCE} seconds",
            "try again",
            zh=(f"{_PATIENCE} 秒内没能推送分支 {branch}", "请重试"),
        ) from error
    if done.returncode != 0:
        said = [line for line in done.stderr.decode("utf-8", "replace").strip().split("\n") if line]
        why = next((line for line in said if line.startswith(("fatal:", "error:", "!", " !"))), "".join(said[-1:]))
        raise KbError(
            f"the branch {branch} was not published: {why.strip()}",
            "may you push there? `git push` tells",
            zh=(f"分支 {branch} 没有发布：{why.strip()}", "有推送权限吗？`git push` 可以看出"),
        )
