"""A knowledge base of one's own, laid out from the package's templates, and brought up to date from newer ones.

Nothing that a person wrote is overwritten: a file that is not as we wrote it stays, and a newer template lies beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kb.adapters import disk
from kb.adapters.installed import requirement
from kb.adapters.replacing import write_all, write_new
from kb.errors import KbError
from kb.importing.forms.definition import as_markdown, read_form
from kb.model.kinds import FOLDERS
from kb.model.source import SourceFile
from kb.pipeline.templates import MANIFEST, Manifest, Step, Wish, as_text, read_manifest, rendered, steps, sum_of

_LAST = "site_config/settings.toml"  # what makes a folder a base, so it comes when all else is there
_LARGEST = 4_000_000
EVERYTHING = Wish()
# The folder of templates that a code host needs, and where its files stand in a base.
HOSTS = {"github": ".github/", "gitlab": ".gitlab/"}
_PLACES = {".gitlab/gitlab-ci.yml": ".gitlab-ci.yml", "gitignore": ".gitignore"}


def templates(ci: str) -> dict[str, bytes]:
    """Every template of the package by the path that it has in a base."""
    root = files("kb") / "templates"
    found = _files(root / "base", "")
    if ci:
        found |= _files(root / ci, HOSTS[ci])
    if ci == "gitlab":
        found |= _issue_templates(_files(root / "github" / "ISSUE_TEMPLATE", ""))
    return {_PLACES.get(path, path): data for path, data in found.items()}


def _files(root: Traversable, prefix: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for one in root.iterdir():
        if one.is_dir():
            found |= _files(one, f"{prefix}{one.name}/")
        else:
            found[prefix + one.name] = one.read_bytes()
    return found


def _issue_templates(forms: Mapping[str, bytes]) -> dict[str, bytes]:
    """The forms as texts, for a host that has no forms. Their names say the language, as those of the forms do."""
    read = {path: read_form(path, data.decode()) for path, data in forms.items()}
    return {
        f".gitlab/issue_templates/{path.removesuffix('.yml')}.md": as_markdown(one).encode()
        for path, one in read.items()
        if one is not None
    }


def _made(wish: Wish) -> dict[str, bytes]:
    """The files of a wish, as this kb would write them."""
    return rendered(templates(wish.ci), wish, requirement())


def create(folder: Path, wish: Wish = EVERYTHING) -> tuple[str, ...]:
    """Make a base in `folder` and give the paths that were written, sorted.

    Nothing that is there is overwritten. Raises `KbError` where there is a base already.
    """
    if (folder / _LAST).exists():
        raise KbError(
            f"{folder} is a knowledge base already",
            "`kb init --upgrade` brings newer templates into it",
            zh=(f"{folder} 已经是知识库", "`kb init --upgrade` 可以更新其中的模板"),
        )
    if folder.exists() and not folder.is_dir():
        raise KbError(
            f"{folder} is a file",
            "name a folder, or one that is not there yet",
            zh=(f"{folder} 是文件", "请指定文件夹，也可以是尚不存在的"),
        )
    folder.mkdir(parents=True, exist_ok=True)
    root = folder.resolve()
    for name in FOLDERS.values():
        _keep(root / name)
    made = _made(wish)
    order = sorted(made, key=lambda path: (path == _LAST, path))
    written = [path for path in order if write_new(root, path, made[path])]
    kept = {path: sum_of(made[path]) for path in written}
    write_all(root, {MANIFEST: as_text(Manifest(wish, files=kept)).encode()})
    return tuple(sorted(written))


def pending(root: Path) -> tuple[Step, ...]:
    """What an upgrade would do in the base at `root`; nothing where it does not say what was written into it."""
    text = _read(root, MANIFEST)
    before = read_manifest(text.decode("utf-8", "replace")) if text is not None else None
    if before is None:
        return ()
    made = _made(before.wish)
    found = steps(made, before.files, lambda path: _read(root, path))
    return tuple(one for one in found if one.what in ("new", "replaced", "beside"))


def upgrade(folder: Path, wanted: Wish | None) -> tuple[Step, ...]:
    """Bring newer templates into a base; `wanted` replaces what was asked for when it was made.

    Raises `KbError` where there is no base, or none that says what was written into it and nothing is asked for.
    """
    root = folder.resolve()
    if not (root / _LAST).is_file():
        raise KbError(
            f"{folder} is not a knowledge base: it has no {_LAST}",
            f"`kb init {folder}` makes one there",
            zh=(f"{folder} 不是知识库：里面没有 {_LAST}", f"`kb init {folder}` 会在那里新建一个"),
        )
    text = _read(root, MANIFEST)
    before = read_manifest(text.decode("utf-8", "replace")) if text is not None else Manifest(Wish())
    if before is None:
        raise KbError(
            f"{MANIFEST} cannot be read",
            "bring it back from Git, or delete it: then every file counts as edited",
            zh=(f"无法读取 {MANIFEST}", "请从 Git 中取回，或删除它：此后每个文件都当作改过的"),
        )
    wish = wanted or before.wish
    made = _made(wish)
    found = tuple(steps(made, before.files, lambda path: _read(root, path)))
    writes = {one.path: one.data for one in found if one.what in ("new", "replaced")}
    writes |= {f"{one.path}.new": one.data for one in found if one.what == "beside"}
    known = {path: one for path, one in before.files.items() if path in made}
    known |= {one.path: sum_of(made[one.path]) for one in found if one.what in ("new", "replaced", "same", "beside")}
    writes[MANIFEST] = as_text(Manifest(wish, files=known)).encode()
    write_all(root, writes, MANIFEST)
    return found


def wish_of(folder: Path) -> Wish | None:
    """What was asked for when this base was made, if it says so."""
    text = _read(folder.resolve(), MANIFEST)
    found = read_manifest(text.decode("utf-8", "replace")) if text is not None else None
    return found.wish if found is not None else None


def _read(root: Path, path: str) -> bytes | None:
    if not (root / path).exists():
        return None
    found = disk.read(root, path, _LARGEST)
    return found.data if isinstance(found, SourceFile) else b""


def _keep(folder: Path) -> None:
    """Make a folder that Git keeps although it is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = folder / ".gitkeep"
    if not any(folder.iterdir()):
        mark.touch()
