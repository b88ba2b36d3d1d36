"""What is computed from withheld entries says nothing of them either: counts, grades, order, neighbours, dates.

No scan can see a number that is one too high. So the public site is compared, byte by byte, with the site of a base
from which everything withheld was taken away by hand.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kb.model.kinds import Audience
from kb.workspace import Built, Workspace
from tests.command import kb_here
from tests.leaks.canary_base import CANARY, canary_base

TODAY = date(2026, 11, 23)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KB_CACHE_DIR", str(tmp_path / "cache"))
    return canary_base(tmp_path / "base")


def site(base: Path) -> dict[str, bytes]:
    built = Workspace(base).build(Audience.PUBLIC, TODAY)
    assert isinstance(built, Built)
    return {
        path.relative_to(built.site).as_posix(): path.read_bytes() for path in built.site.rglob("*") if path.is_file()
    }


def public_only(base: Path) -> None:
    """Take away what the public may not read, as somebody would with an editor."""
    for path in [*base.glob("content/**/*.md"), *base.glob("lessons/**/*.md")]:
        text = path.read_text()
        if "consent: name-only" in text:
            path.write_text("---\nnames: {en: Shy Wallaby}\nconsent: name-only\naudience: public\n---\n")
        elif "consent: pseudonym" in text:
            path.unlink()
            path.with_name("speaker-one.md").write_text(
                "---\nnames: {en: Speaker One}\nconsent: name-only\naudience: public\n---\n"
            )
        elif "audience: public" not in text.partition("\n---")[0] or "consent: internal" in text:
            path.unlink()
        else:
            text = re.sub(r"::: audience internal\n.*?\n:::\n", "", text, flags=re.DOTALL)
            text = re.sub(
                r"<!--.*?-->|^origin:.*\n|^(?:project|validated_by|recurs): .*\n|file: \"[^\"]*\", ",
                "",
                text,
                flags=re.MULTILINE,
            )
            text = text.replace(", content/practices/canarypractice", "").replace("content/people/canaryperson, ", "")
            text = text.replace("content/people/canarypseudonym", "content/people/speaker-one")
            text = text.replace(", because: [lessons/2026/canaryid-late-vendor]", "")
            path.write_text(text.replace("[the other story](canaryid-late-vendor.md)", "the other story"))
    (base / "lessons/2026/bill.png").unlink()
    left = [
        path
        for path in base.rglob("*")
        if path.is_file() and "build" not in path.parts and CANARY.encode() in path.read_bytes().lower()
    ]
    assert left == []


def test_the_public_site_is_that_of_a_base_that_never_had_what_is_withheld(base: Path) -> None:
    found = site(base)
    public_only(base)
    expected = site(base)
    assert found.keys() == expected.keys()
    assert [path for path in expected if found[path] != expected[path]] == []


def test_a_public_page_keeps_the_words_of_a_link_to_an_internal_one_and_says_so(base: Path) -> None:
    said = kb_here("--root", str(base), "build", "--audience", "public")
    page = (base / "build/public/site/lessons/2026/seen/index.html").read_text()
    assert "We told the other story too." in page and CANARY not in page.lower()
    assert "references to what this audience may not see are left out" in said.err
    assert "lessons/2026/seen: body → lessons/2026/canaryid-late-vendor" in said.err
    before = (base / "build/public/site/index.html").stat().st_ino
    strict = kb_here("--root", str(base), "build", "--audience", "public", "--strict")
    assert strict.code == 1 and "KB410" in strict.out and "nothing was built" in strict.err
    assert (base / "build/public/site/index.html").stat().st_ino == before
