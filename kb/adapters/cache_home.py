"""Where a base's caches lie: a folder of the user's own that nobody else can read or write."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path


def cache_home() -> Path:
    """KB_CACHE_DIR, or the place where the system keeps a user's caches."""
    own = os.environ.get("KB_CACHE_DIR")
    if own:
        return Path(own)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "lessonbook"
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "lessonbook" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lessonbook"


def cache_folder(root: Path, home: Path | None = None) -> Path:
    """The folder for the base at `root`; it need not be there."""
    key = hashlib.sha256(os.fsencode(root)).hexdigest()[:16]
    return (home or cache_home()) / f"{root.name or 'base'}-{key}"


def own(folder: Path) -> None:
    """Make the folder, readable by its owner only. Raises `OSError`, also if it is somebody else's."""
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.mkdir(exist_ok=True, mode=0o700)
    status = folder.lstat()
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        raise PermissionError(13, "the folder belongs to another user", str(folder))
    if status.st_mode & 0o077:
        folder.chmod(0o700)
