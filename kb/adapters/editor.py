"""The editor of the person at the terminal, asked for one file."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from kb.errors import KbError, reason


def edit(path: Path) -> None:
    """Open `path` in $VISUAL or $EDITOR and wait until it is closed. Raises `KbError` when that is not possible."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    hint, hint_zh = f"{path} is written; open it as you like", f"{path} 已写好，可以随时打开"
    try:
        command = shlex.split(named)
    except ValueError:
        command = []
    if not command:
        raise KbError(
            "neither VISUAL nor EDITOR names an editor", hint, zh=("VISUAL 和 EDITOR 都没有指定编辑器", hint_zh)
        )
    try:
        done = subprocess.run([*command, str(path)], check=False)
    except OSError as error:
        why, why_zh = reason(error)
        said = f"the editor `{named}` cannot be started: {why}"
        raise KbError(said, hint, zh=(f"编辑器 `{named}` 无法启动：{why_zh}", hint_zh)) from error
    if done.returncode != 0:
        raise KbError(
            f"the editor `{named}` ended with {done.returncode}",
            hint,
            zh=(f"编辑器 `{named}` 以 {done.returncode} 退出", hint_zh),
        )
