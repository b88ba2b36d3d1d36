"""Cases: one text file per finding, with the files that cause it and what `kb check` says, in both languages.

A case is laid over `tests/cases/base`, a small base without findings. It reads as follows; the parts are the
title and the reason (one case of each code has them), the files, and what stands on standard output:

    Keys stand once

    A second value would silently replace the first.

    ==> lessons/2026/late-vendor.md
    ---
    title: …
    ==> en
    lessons/2026/late-vendor.md:3: KB205 …
    ==> zh
    lessons/2026/late-vendor.md:3: KB205 …

After a path may stand, in brackets, what is no plain text: `(symbolic link to …)`, `(named pipe)`, `(unreadable)`,
`(line N, M times)` for one that is longer than a case should be, `(escaped)` for content with `\\x00`-like escapes. A path itself may hold such escapes.
`python -m tests.casebook` writes anew what the program says today; read the difference before you keep it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
BASE = FOLDER / "base"
_PART = re.compile(r"^==> (?P<path>.+?)(?: \((?P<form>.+)\))?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A file of a case; `form` is what stands in brackets after its path."""

    path: str
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """`name` is that of the case's file; `said` holds the expected output by language."""

    name: str
    title: str
    why: str
    files: tuple[CaseFile, ...]
    said: dict[str, str]

    @property
    def code(self) -> str:
        return self.name.partition("-")[0]

    @property
    def unreadable(self) -> bool:
        return any(one.form == "unreadable" for one in self.files)


def read(path: Path) -> Case:
    head, *parts = _PART.split(path.read_text(encoding="utf-8"))
    title, _, why = head.strip().partition("\n\n")
    files = [CaseFile(_unescaped(name).decode(errors="surrogateescape"), form or "", text.removeprefix("\n"))
             for name, form, text in zip(parts[0::3], parts[1::3], parts[2::3], strict=True)]  # fmt: skip
    said = {one.path: one.text for one in files if one.path in ("en", "zh")}
    kept = tuple(one for one in files if one.path not in said)
    return Case(path.stem, title, " ".join(why.split()), kept, said)


def cases() -> tuple[Case, ...]:
    """All cases by name, which begins with the code."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.txt")))


def _unescaped(text: str) -> bytes:
    return re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), text.encode())


def lay(case: Case, root: Path) -> None:
    """Make the case's base in the folder `root`, which does not exist yet."""
    shutil.copytree(BASE, root)
    for one in case.files:
        target = root / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        _make(target, one)


def _make(target: Path, one: CaseFile) -> None:
    kinds: dict[str, Callable[[], object]] = {
        "named pipe": lambda: os.mkfifo(target),
        "escaped": lambda: target.write_bytes(_unescaped(one.text)),
        "": lambda: target.write_bytes(one.text.encode()),
        "unreadable": lambda: os.close(os.open(target, os.O_CREAT, 0)),
    }
    if one.form.startswith("symbolic link to "):
        target.symlink_to(one.form.removeprefix("symbolic link to "))
    elif found := re.fullmatch(r"line (\d+), (\d+) times", one.form):
        lines = one.text.splitlines(keepends=True)
        lines[int(found[1]) - 1] *= int(found[2])
        target.write_text("".join(lines), encoding="utf-8")
    else:
        kinds[one.form]()


def written(case: Case, path: Path, said: dict[str, str]) -> str:
    """The case's file with other output."""
    head = re.split(r"^==> en$", path.read_text(encoding="utf-8"), maxsplit=1, flags=re.MULTILINE)[0]
    return f"{head.rstrip()}\n==> en\n{said['en']}==> zh\n{said['zh']}"


if __name__ == "__main__":
    from tests.command import checked

    for path in sorted(FOLDER.glob("*.txt")):
        case = read(path)
        path.write_text(written(case, path, {lang: checked(case, lang) for lang in ("en", "zh")}))
