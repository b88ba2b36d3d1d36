"""Recorded forms, and what `kb from-issue` makes of one in a small base."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.command import kb_here

FOLDER = Path(__file__).parent
BODIES = FOLDER / "recorded"


def body(name: str) -> str:
    return (BODIES / f"{name}.md").read_text(encoding="utf-8")


def event(text: str, **issue: Any) -> dict[str, Any]:
    """The host's event of an issue with this text."""
    found: dict[str, Any] = json.loads((FOLDER / "event.json").read_text(encoding="utf-8"))
    found["issue"] |= {"body": text, **issue}
    return found


@dataclass(frozen=True, slots=True)
class Submitted:
    """What a form led to: exit code, paths that were written, and the replies by name."""

    code: int
    paths: tuple[str, ...]
    replies: dict[str, str]
    err: str

    @property
    def comment(self) -> str:
        return self.replies.get("comment.md", "")


def submit(base: Path, text: str, **issue: Any) -> Submitted:
    """`kb from-issue` of a form with this text, in this base."""
    file = base.parent / "event.json"
    file.write_text(json.dumps(event(text, **issue), ensure_ascii=False), encoding="utf-8")
    return run(base, file)


def run(base: Path, file: Path) -> Submitted:
    folder = base.parent / "replies"
    for old in folder.glob("*") if folder.is_dir() else ():
        old.unlink()
    said = kb_here("--root", str(base), "from-issue", str(file), "--replies", str(folder))
    found = {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.glob("*"))}
    return Submitted(said.code, tuple(said.out.splitlines()), found, said.err)


def errors(base: Path) -> str:
    """What `kb check` says of a base, where it finds an error; nothing where it finds none."""
    said = kb_here("--root", str(base), "check")
    return said.out if said.code else ""
