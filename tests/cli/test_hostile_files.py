"""Hostile files through the real command line: one clear line each, the right exit code, and the rest is read."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.casebook import BASE
from tests.command import Said, kb

HEAD = b"---\ntitle: Ask early\ndate: 2026-04-02\ntags: [risk]\n---\n\n"
FILES: dict[str, tuple[bytes, str]] = {
    "nothing at all": (b"", "KB201"),
    "zeros": (b"\x00" * 100, "KB104"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "KB103"),
    "UTF-16": ("---\ntitle: x\n---\n".encode("utf-16"), "KB103"),
    "UTF-16 without a mark": ("---\ntitle: x\n---\n".encode("utf-16-le"), "KB104"),
    "a byte order mark": (b"\xef\xbb\xbf" + HEAD + b"Text.", "KB209"),
    "NUL in the body": (HEAD + b"a\x00b", "KB104"),
    "an overlong UTF-8 form": (HEAD + b"\xc0\xaf", "KB103"),
    "a conflict": (HEAD + b"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n", "KB212"),
    "64 kB of [": (b"---\ntitle: " + b"[" * 65_000 + b"\n---\n", "KB206"),
    "front matter of 64 kB of [": (b"---\n" + b"[" * 65_000 + b"\n---\n", "KB206"),
    "an alias bomb": (b"---\na: &a [x]\n" + b"".join(b"b%d: [*a, *a]\n" % n for n in range(500)) + b"---\n", "KB204"),
    "a merge bomb": (b"---\na: &a {x: 1}\n" + b"b: {<<: *a}\n" * 700 + b"---\n", "KB204"),
    "a tag that runs code": (b"---\ntitle: !!python/object/apply:os.system [id]\n---\n", "KB204"),
    "10,000 unknown keys": (b"---\n" + b"".join(b"k%d: 1\n" % n for n in range(10_000)) + b"---\n", "KB206"),
    "2,400 unknown keys": (
        b"---\ntitle: x\n" + b"".join(b"tilte%d: 1\n" % n for n in range(2_400)) + b"---\n",
        "KB301",
    ),
    "64 kB of quotes": (HEAD + b">" * 65_000, "KB213"),
    "2 MB of quotes": (HEAD + b">" * 2_000_000, "KB213"),
    "nested emphasis": (HEAD + b"*a _b " * 8_000 + b"b_ a* " * 8_000, "KB213"),
    "open elements": (HEAD + b"<div>" * 60_000, "KB213"),
    "comments that never end": (HEAD + b"<!--" * 100_000, "KB213"),
    "a table of all memory": (HEAD + b"|a" * 5_000 + b"|\n" + b"|-" * 5_000 + b"|\n" + b"|a|\n" * 5_000, "KB213"),
    "2 MB of [": (HEAD + b"[" * 1_990_000, "KB214"),
    "40,000 definitions": (HEAD + b"a\n\n: b\n\n" * 40_000, "KB214"),
    "a fence with a million spaces": (HEAD + b"::: a" + b" " * 1_000_000 + b"y\n::: audience", "KB211"),
}


HARMLESS: dict[str, bytes] = {
    "64 kB of [": b"[" * 65_000,
    "64 kB of backquotes": b"`" * 65_000,
    "64 kB of pipes": b"|" * 65_000,
    "list markers": b"- " * 30_000,
    "links to nowhere readable": b"<a href='//[x'>y</a> <a href='http://['>z</a>",
    "footnotes of footnotes": b"[^a]\n\n[^a]: [^b]\n[^b]: [^a]\n",
    "Windows line ends": b"## Lesson\r\n\r\nAsk early.\r\n",
    "lone carriage returns": b"## Lesson\r\rAsk early.\r",
    "references": b"&#0; &#x10ffff; &#xd800; &amp;" * 1_000,
}


def socket_at(path: Path) -> None:
    """A socket's file outlives the socket."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    finally:
        os.chdir(here)


SPECIAL: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "a link to a file": ("link.md", lambda path: path.symlink_to("/etc/hostname"), "KB101"),
    "a link to a folder": ("link", lambda path: path.symlink_to("/etc"), "KB101"),
    "a link to itself": ("loop.md", lambda path: path.symlink_to(path.name), "KB101"),
    "a pipe": ("pipe.md", os.mkfifo, "KB101"),
    "a socket": ("socket.md", socket_at, "KB101"),
    "50 MB": ("large.md", lambda path: path.write_bytes(HEAD.ljust(50_000_000)), "KB102"),
    "a name for a device": ("CON.md", lambda path: path.write_bytes(HEAD + b"Text."), "KB105"),
    "a name with a line break": ("a\nb.md", lambda path: path.write_bytes(HEAD + b"Text."), "KB105"),
    "a name that ends in a line break": ("a.md\n", lambda path: path.write_bytes(HEAD + b"Text."), "KB105"),
    "a name that ends in a dot": ("a.md.", lambda path: path.write_bytes(HEAD + b"Text."), "KB105"),
    "a name that steers a terminal": ("\x1b[31m.md", lambda path: path.write_bytes(HEAD + b"Text."), "KB105"),
    "a name that is no text": (os.fsdecode(b"a\xff.md"), lambda path: path.write_bytes(HEAD + b"Text."), "KB105"),
    "a name of 255 bytes": ("a" * 252 + ".md", lambda path: path.write_bytes(HEAD + b"Text."), "KB106"),
    "a name in another case": ("Agree-on-value.md", lambda path: path.write_bytes(HEAD + b"Text."), "KB106"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One run over all hostile files at once: the findings by path, and what was said on standard error."""

    said: Said
    findings: dict[str, list[str]]


def told(base: Path) -> Told:
    said = kb("check", "--format", "json", cwd=base)
    findings: dict[str, list[str]] = {}
    for one in json.loads(said.out)["diagnostics"]:
        findings.setdefault(one["path"], []).append(one["code"])
    return Told(said, findings)


@pytest.fixture(scope="module")
def all_at_once(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """What `kb check` tells about a base with everything hostile in it."""
    base = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("hostile") / "base"))
    for number, (data, _) in enumerate(FILES.values()):
        (base / f"lessons/2026/file-{number}.md").write_bytes(data)
    for number, data in enumerate(HARMLESS.values()):
        (base / f"lessons/2026/strange-{number}.md").write_bytes(HEAD + b"Text.\n\n" + data)
    for file, make, _ in SPECIAL.values():
        make(base / "lessons/2026" / file)
    return told(base)


def test_no_hostile_file_stops_the_command(all_at_once: Told) -> None:
    assert (all_at_once.said.code, all_at_once.said.err) == (1, "")


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_told(all_at_once: Told, name: str) -> None:
    path = f"lessons/2026/file-{list(FILES).index(name)}.md"
    assert set(all_at_once.findings[path]) >= {FILES[name][1]}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_only_strange_is_an_entry(all_at_once: Told, name: str) -> None:
    assert all_at_once.findings.get(f"lessons/2026/strange-{list(HARMLESS).index(name)}.md") is None


@pytest.mark.parametrize("name", SPECIAL)
def test_what_is_no_plain_file_with_a_plain_name_is_told(all_at_once: Told, name: str) -> None:
    file, _, code = SPECIAL[name]
    assert code in all_at_once.findings[f"lessons/2026/{file}"]


def test_everything_else_is_read(all_at_once: Told) -> None:
    entries = json.loads(all_at_once.said.out)["entries"]
    assert entries == {"lesson": 1 + len(HARMLESS), "person": 2, "practice": 1, "project": 1, "salon": 1}


def test_a_finding_is_a_line_and_a_hint_whatever_the_file_is_called(base: Path) -> None:
    for file, make, _ in SPECIAL.values():
        make(base / "lessons/2026" / file)
    said = kb("check", cwd=base)
    assert all(line.isprintable() for line in said.out.split("\n"))
    assert [line.startswith("    ") for line in said.out.splitlines()] == [False, True] * (said.out.count("\n") // 2)
    assert "Traceback" not in said.err


def lines(said: Said) -> list[str]:
    return [line for line in said.out.splitlines() if not line.startswith("    ")]


def assert_told(said: Said, path: str, code: str) -> None:
    """Findings about this path only, all others read, and no traceback."""
    assert (said.code, "Traceback" in said.err) == (1, False), said
    assert lines(said) and all(line.startswith(path) for line in lines(said)), said.out[:500]
    assert any(f": {code}" in line for line in lines(said)), said.out[:500]


def test_names_that_another_system_holds_only_once_are_told(base: Path) -> None:
    for name in ("Plan.png", "plan.png", "caf\u00e9.png", "cafe\u0301.png"):
        (base / "lessons/2026" / name).write_bytes(b"")
    said = kb("check", cwd=base)
    assert [line.split(": ")[1].split()[0] for line in lines(said)] == ["KB110", "KB110"]


def test_empty_folders_are_no_findings(base: Path) -> None:
    (base / "content/cases/empty/deeper").mkdir(parents=True)
    assert kb("check", "--strict", cwd=base).code == 0


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a folder", lambda path: path.mkdir()),
        ("a link", lambda path: path.symlink_to("/etc/hostname")),
        ("a link to nothing", lambda path: path.symlink_to("nowhere")),
        ("a pipe", os.mkfifo),
        ("nothing", lambda path: None),
    ],
)
def test_settings_that_are_no_file_stop_the_command_with_one_line(base: Path, name: str, make: Callable[[Path], object]) -> None:  # fmt: skip
    target = base / "site_config/settings.toml"
    target.unlink()
    make(target)
    said = kb("--root", str(base), "check", cwd=base)
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 2)
    assert said.err.startswith("kb: ") and "settings.toml" in said.err


@pytest.mark.parametrize("data", [b"\xff", b"name = [", b"\x00", b"a." * 300_000 + b"b = 1", b"x = " + b"9" * 5_000])
def test_settings_that_cannot_be_read_are_told_and_the_rest_is_read(base: Path, data: bytes) -> None:
    (base / "site_config/settings.toml").write_bytes(data)
    assert_told(kb("check", cwd=base), "site_config/settings.toml:", "KB")


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("topics.yml", lambda path: path.mkdir()),
        ("topics.yml", os.mkfifo),
        ("topics.yml", lambda path: path.symlink_to("x")),
        ("topics.yml", lambda path: path.write_bytes(b"\xff")),
        ("frameworks/bad.yml", os.mkfifo),
        ("frameworks/bad.yml", lambda path: path.symlink_to("star.yml")),
        ("frameworks/bad.yml", lambda path: path.write_bytes(b"\xff")),
    ],
)
def test_a_vocabulary_that_cannot_be_read_is_told_and_the_rest_is_read(base: Path, name: str, make: Callable[[Path], object]) -> None:  # fmt: skip
    target = base / "site_config" / name
    target.unlink(missing_ok=True)
    make(target)
    assert_told(kb("check", cwd=base), "site_config/", "KB10")


def test_a_hundred_bad_files_are_a_hundred_lines(base: Path) -> None:
    for number in range(100):
        (base / f"lessons/2026/bad-{number}.md").write_bytes(os.urandom(200))
    said = kb("check", cwd=base)
    assert len({line.split(":")[0] for line in lines(said)}) == 100
    assert "6 entries" in said.err


def test_a_thousand_references_to_nothing_take_no_time_to_guess(base: Path) -> None:
    wrong = "".join(f"[{n}](no-such-entry-{n}.md)\n" for n in range(1_000)).encode()
    (base / "lessons/2026/hostile.md").write_bytes(HEAD + wrong)
    assert_told(kb("check", cwd=base), "lessons/2026/hostile.md:", "KB405")
