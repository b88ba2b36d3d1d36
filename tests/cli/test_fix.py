"""`kb check --fix`: the diff first, then whole files, and nothing under `--dry-run`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import kb_here

WRONG = b"\xef\xbb\xbf---\r\ntitle: Ask\r\ndate: 2026/4/2\r\ntags: [project start]\r\n---\r\n\r\nText.\r\n"
RIGHT = b"---\ntitle: Ask\ndate: 2026-04-02\ntags: [kickoff]\n---\n\nText.\n"


def write(base: Path, data: bytes = WRONG, name: str = "late") -> Path:
    target = base / f"lessons/2026/{name}.md"
    target.write_bytes(data)
    return target


def test_the_diff_is_shown_and_the_file_is_mended_and_checked(base: Path) -> None:
    target = write(base)
    target.chmod(0o640)
    said = kb_here("--root", str(base), "check", "--fix", "--strict")
    assert (said.code, target.read_bytes(), target.stat().st_mode & 0o777) == (0, RIGHT, 0o640)
    assert said.out.splitlines() == [
        "# lessons/2026/late.md: byte order mark deleted",
        "# lessons/2026/late.md: line ends as in Unix",
        "--- a/lessons/2026/late.md",
        "+++ b/lessons/2026/late.md",
        "@@ -1,7 +1,7 @@",
        "-\\ufeff---",
        "+---",
        " title: Ask",
        "-date: 2026/4/2",
        "-tags: [project start]",
        "+date: 2026-04-02",
        "+tags: [kickoff]",
        " ---",
        " ",
        " Text.",
    ]
    assert said.err.splitlines() == ["1 file mended", "7 files read: 7 entries, 0 errors, 0 warnings"]


def test_a_second_run_has_nothing_to_mend(base: Path) -> None:
    write(base)
    kb_here("--root", str(base), "check", "--fix")
    before = {path: path.stat().st_mtime_ns for path in base.rglob("*.md")}
    said = kb_here("--root", str(base), "--lang", "zh", "check", "--fix")
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("没有可以自动修正的内容\n")
    assert {path: path.stat().st_mtime_ns for path in base.rglob("*.md")} == before


def test_a_dry_run_shows_the_diff_alone_and_changes_nothing(base: Path) -> None:
    target = write(base)
    said = kb_here("--root", str(base), "check", "--fix", "--dry-run")
    assert (said.code, target.read_bytes()) == (1, WRONG)
    assert "+tags: [kickoff]" in said.out
    assert "KB" not in said.out
    assert kb_here("--root", str(base), "check", "--dry-run").out == said.out


def test_only_what_is_named_is_mended(base: Path) -> None:
    mine, other = write(base, name="mine"), write(base, name="other")
    kb_here("--root", str(base), "check", "--fix", str(mine))
    assert (mine.read_bytes(), other.read_bytes()) == (RIGHT, WRONG)


def test_a_form_for_programs_stays_alone_on_standard_output(base: Path) -> None:
    write(base)
    said = kb_here("--root", str(base), "check", "--fix", "--format", "json")
    assert json.loads(said.out)["warnings"] == 0
    assert "+tags: [kickoff]" in said.err


def test_what_the_file_holds_cannot_steer_the_terminal(base: Path) -> None:
    write(base, "---\ntitle: Ask\ndate: 2026/4/2\nsummary: a \u202e b\n---\n\nText.\n".encode())
    said = kb_here("--root", str(base), "check", "--dry-run")
    assert "\u202e" not in said.out
    assert "a \\u202e b" in said.out


def test_a_link_is_not_followed_and_nothing_is_left_beside(base: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(WRONG)
    (base / "lessons/2026/link.md").symlink_to(outside)
    write(base)
    kb_here("--root", str(base), "check", "--fix")
    assert outside.read_bytes() == WRONG
    assert list(base.rglob(".kb-*")) == []
