"""The three pages for the first ten minutes, followed word by word on a fresh clone, with real Git."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
DOCS = REPOSITORY / "docs"
PAGES = ("start-staff", "start-speaker", "start-pmo")
ADDRESS = "https://git.example.org/pmo/our-lessons.git"


def commands(name: str) -> str:
    """Every command of a page, in order."""
    return "\n".join(re.findall(r"^```sh\n(.+?)^```$", (DOCS / name).read_text(encoding="utf-8"), re.M | re.S))


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_show_the_same_commands(page: str) -> None:
    english, chinese = (re.sub(r"  +#.*", "", commands(f"{page}{end}")) for end in (".md", ".zh.md"))
    assert english == chinese != ""


@pytest.mark.parametrize("page", [f"{page}{end}" for page in PAGES for end in (".md", ".zh.md")])
def test_a_page_is_short_and_its_links_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    assert text.count("\n") <= 75
    assert {one for one in re.findall(r"\]\(([^)#]+)\)", text) if not (DOCS / one).exists()} == set()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for somebody new, to whom the page's address is a repository with all that stands here."""
    origin = tmp_path / "origin"
    source = tmp_path / "source"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True).stdout
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if (REPOSITORY / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, source / name)
    for key, value in {
        "GIT_CONFIG_COUNT": "3", "GIT_CONFIG_KEY_0": f"url.{origin}.insteadOf", "GIT_CONFIG_VALUE_0": ADDRESS,
        "GIT_CONFIG_KEY_1": "user.name", "GIT_CONFIG_VALUE_1": "Somebody New",
        "GIT_CONFIG_KEY_2": "user.email", "GIT_CONFIG_VALUE_2": "new@example.org",
        "HOME": str(tmp_path), "KB_CACHE_DIR": str(tmp_path / "cache"), "KB_LANG": "en",
    }.items():  # fmt: skip
        monkeypatch.setenv(key, value)
    for line in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-qm", "All"]):
        subprocess.run(["git", *line], cwd=source, check=True)
    subprocess.run(["git", "clone", "-q", "--bare", str(source), str(origin)], check=True)
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def installed(place: Path) -> str:
    """A shell function by which `make demo` finds what it would install: these packages, and the clone's own code."""
    venv = Path(sys.prefix)
    (place / "installed").write_text(
        f"""
make() {{
    mkdir -p .venv/bin
    for one in {venv}/bin/*; do ln -sf "$one" .venv/bin/; done
    printf '#!/bin/sh\\nPYTHONPATH=%s exec {venv}/bin/python -m kb "$@"\\n' "$PWD" > kb.new
    chmod +x kb.new && mv -f kb.new .venv/bin/kb
    sed 's|^VIRTUAL_ENV=.*|VIRTUAL_ENV="$PWD/.venv"|' {venv}/bin/activate > activate.new
    mv -f activate.new .venv/bin/activate
    touch .venv/.core .venv/.dev
    command make "$@"
}}
kb() {{ PYTHONPATH={REPOSITORY} {venv}/bin/python -m kb "$@"; }}
"""
    )
    return f". {place}/installed\n"


def followed(page: str, place: Path, more: str = "") -> str:
    """What a shell says that is given a page, and stops at the first command that fails."""
    # In a base of the first minute there is something to do, and `kb doctor` says so by its exit code.
    shown = re.sub(r"^kb doctor\b", "kb doctor || test $? = 1", commands(f"{page}.md"), flags=re.M)
    script = f"set -e\n{installed(place)}cd {place}\n{shown}\n{more}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=400, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_somebody_who_needs_an_answer_finds_it(place: Path) -> None:
    out = followed("start-staff", place)
    assert "Do this next time" in out
    assert (place / "our-lessons/build/internal/site/index.html").is_file()


@pytest.mark.slow
def test_a_speaker_gets_from_a_text_to_a_branch_that_passes_the_check(place: Path) -> None:
    out = followed("start-speaker", place, "kb check\ngit status --short\ngit log --oneline origin/my-talk -1\n")
    assert out.endswith(" Lesson: ask the night shift\n")
    assert "KB8" not in out.split("lessons/2026/ask-the-night-shift")[-1]
    lesson = (place / "our-lessons/lessons/2026/ask-the-night-shift-before-you-move-a-date.md").read_text("utf-8")
    assert "## Do this next time\n\n- The project manager should call the shift leader" in lesson


@pytest.mark.slow
def test_a_pmo_makes_a_base_brings_things_in_reviews_and_publishes(place: Path) -> None:
    out = followed("start-pmo", place, "kb check\n")
    assert "project-kickoff" in out
    for audience in ("internal", "public"):
        assert (place / f"our-lessons/build/{audience}/site/index.html").is_file()
