"""An empty knowledge base, copied from the package: folders, settings, vocabulary, templates."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kb.errors import KbError
from kb.model.kinds import FOLDERS

_LAST = "site_config/settings.toml"  # what makes a folder a base, so it comes when all else is there


def create(folder: Path) -> tuple[str, ...]:
    """Make a base in `folder` and give the paths that were written, sorted.

    Nothing that is there is overwritten. Raises `KbError` where there is a base already.
    """
    if (folder / _LAST).exists():
        raise KbError(f"{folder} is a knowledge base already", "`kb check` tells how it is")
    if folder.exists() and not folder.is_dir():
        raise KbError(f"{folder} is a file", "name a folder, or one that is not there yet")
    for name in FOLDERS.values():
        _keep(folder / name)
    skeleton = _files(files("kb") / "templates" / "base", "")
    written = [_write(folder, path, data) for path, data in skeleton if path != _LAST]
    written += [_write(folder, path, data) for path, data in skeleton if path == _LAST]
    return tuple(sorted(path for path in written if path))


def _files(root: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for one in root.iterdir():
        if one.is_dir():
            found += _files(one, f"{prefix}{one.name}/")
        else:
            name = ".gitignore" if one.name == "gitignore" else one.name
            found.append((prefix + name, one.read_bytes()))
    return sorted(found)


def _keep(folder: Path) -> None:
    """Make a folder that Git keeps although it is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / ".gitkeep"
    if not any(folder.iterdir()):
        mark.touch()


def _write(folder: Path, path: str, data: bytes) -> str:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return ""
    return path
