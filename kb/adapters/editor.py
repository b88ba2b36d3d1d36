"""The editor of the person at the terminal, asked for one file."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from kb.errors import KbError


def edit(path: Path) -> None:
    """Open `path` in $VISUAL or $EDITOR and wait until it is closed. Raises `KbError` when that is not possible."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    hint = f"{path} is written; open it as you like"
    try:
        command = shlex.split(named)
    except ValueError:
        command = []
    if not command:
        raise KbError("neither VISUAL nor EDITOR names an editor", hint)
    try:
        done = subprocess.run([*command, str(path)], check=False)
    except OSError as error:
        raise KbError(f"the editor `{named}` cannot be started: {error.strerror}", hint) from error
    if done.returncode != 0:
        raise KbError(f"the editor `{named}` ended with {done.returncode}", hint)
