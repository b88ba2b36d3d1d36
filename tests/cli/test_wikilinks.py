"""`kb check --fix` makes an ordinary link of a wikilink, where one entry is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import kb_here

HEAD = "---\ntitle: Late\ndate: 2026-01-02\ntags: [risk]\n---\n\n"


def fixed(base: Path, body: str) -> tuple[str, str]:
    target = base / "lessons/2026/late.md"
    target.write_text(HEAD + body + "\n", encoding="utf-8")
    said = kb_here("--root", str(base), "check", "--fix")
    return target.read_text(encoding="utf-8").removeprefix(HEAD).rstrip("\n"), said.out


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("[[Hold a kickoff]]", "[Hold a kickoff](../../content/practices/hold-a-kickoff.md)"),
        ("[[hold-a-kickoff]]", "[Hold a kickoff](../../content/practices/hold-a-kickoff.md)"),
        ("[[content/practices/hold-a-kickoff|how]]", "[how](../../content/practices/hold-a-kickoff.md)"),
        ("[[agree-on-value.md]]", "[Agree on the value first](agree-on-value.md)"),
        ("[[Spring salon#First talk]]", "[Spring salon – First talk](../../content/salons/2026-05-27-spring.md#first-talk)"),
        ("见[[李娜]]。", "见[Li Na](../../content/people/li-na.md)。"),
        ("`[[Li Na]]` and [[Li Na]]", "`[[Li Na]]` and [Li Na](../../content/people/li-na.md)"),
    ],
)  # fmt: skip
def test_what_means_one_entry_becomes_a_relative_link(base: Path, written: str, becomes: str) -> None:
    text, said = fixed(base, written)
    assert (text, "KB4" in said) == (becomes, False)
    assert f"+{becomes}" in said


@pytest.mark.parametrize(
    "written", ["[[Nobody knows]]", "```\n[[Li Na]]\n```", "[[1]](https://example.org)", "![[Li Na]]"]
)
def test_what_means_no_entry_or_stands_in_code_stays(base: Path, written: str) -> None:
    text, said = fixed(base, written)
    assert text == written
    assert ("KB420" in said) == (written in ("[[Nobody knows]]", "![[Li Na]]"))


def test_a_name_of_two_entries_means_neither(base: Path) -> None:
    for folder in ("cases", "projects"):
        (base / "content" / folder).mkdir(exist_ok=True)
        (base / f"content/{folder}/twin.md").write_text("---\ntitle: Twin\ntags: [risk]\n---\n\nText.\n")
    text, said = fixed(base, "[[Twin]]")
    assert (text, "KB420 warning: holds a wikilink" in said) == ("[[Twin]]", True)
