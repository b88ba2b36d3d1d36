"""`kb gate`: entries are data and pass; everything else waits until a maintainer approved this very state."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kb.pipeline.gate import is_data
from tests.command import Said, kb_here

HEAD = "6dcb09b5b57875f334f61aebed695e2e4193db5e"


def ask(base: Path, paths: list[str], reviews: list[dict[str, Any]], author: str = "visitor", **more: Any) -> Said:
    files: list[dict[str, Any]] = [{"filename": path, "status": "modified"} for path in paths]
    request = {
        "number": 7, "user": {"login": author}, "head": {"sha": HEAD}, "author_association": "NONE",
        "changed_files": len(files), **more,
    }  # fmt: skip
    for name, text in {"request": {"pull_request": request}, "files": files, "reviews": reviews}.items():
        (base.parent / f"{name}.json").write_text(json.dumps(text))
    named = (f"--{name}={base.parent / name}.json" for name in ("request", "files", "reviews"))
    return kb_here("--root", str(base), "gate", *named)


def review(login: str, state: str = "APPROVED", commit: str = HEAD, relation: str = "MEMBER") -> dict[str, Any]:
    return {"user": {"login": login}, "state": state, "commit_id": commit, "author_association": relation}


@pytest.fixture
def kept(base: Path) -> Path:
    """A base with one maintainer."""
    settings = base / "site_config/settings.toml"
    settings.write_text('maintainers = ["@keeper"]\n' + settings.read_text())
    return base


def test_entries_and_their_pictures_pass(kept: Path) -> None:
    assert ask(kept, ["lessons/2026/a.md", "content/salons/pictures/a.png"], []).code == 0


def test_code_waits_and_is_named(kept: Path) -> None:
    said = ask(kept, ["lessons/2026/a.md", ".github/workflows/check.yml", "site_config/topics.yml"], [])
    assert said.code == 1
    assert ".github/workflows/check.yml" in said.out
    assert "lessons/2026/a.md" not in said.out


def test_a_maintainer_opens_it_for_this_state_only(kept: Path) -> None:
    assert ask(kept, ["mkdocs.yml"], [review("Keeper")]).code == 0
    assert ask(kept, ["mkdocs.yml"], [review("keeper", commit="0" * 40)]).code == 1
    assert ask(kept, ["mkdocs.yml"], [review("keeper"), review("keeper", "DISMISSED")]).code == 1
    assert ask(kept, ["mkdocs.yml"], [review("keeper"), review("keeper", "COMMENTED")]).code == 0


def test_nobody_else_opens_it(kept: Path) -> None:
    assert ask(kept, ["mkdocs.yml"], [review("visitor"), review("colleague", relation="OWNER")]).code == 1


def test_a_maintainer_needs_no_maintainer(kept: Path) -> None:
    assert ask(kept, ["mkdocs.yml"], [], author="keeper").code == 0


def test_without_a_list_the_host_says_who_is_an_insider(base: Path) -> None:
    assert ask(base, ["mkdocs.yml"], [review("colleague")]).code == 0
    assert ask(base, ["mkdocs.yml"], [review("stranger", relation="CONTRIBUTOR")]).code == 1
    assert ask(base, ["mkdocs.yml"], [review("colleague"), review("other", "CHANGES_REQUESTED")]).code == 1


def test_a_list_of_files_that_is_not_whole_does_not_pass(kept: Path) -> None:
    assert ask(kept, ["lessons/2026/a.md"], [], changed_files=3001).code == 1


def test_a_file_that_was_moved_out_of_the_code_counts_as_code(kept: Path) -> None:
    ask(kept, ["lessons/2026/a.md"], [])
    moved = [{"filename": "lessons/2026/a.md", "previous_filename": "kb/rules.md", "status": "renamed"}]
    (kept.parent / "files.json").write_text(json.dumps(moved))
    named = (f"--{name}={kept.parent / name}.json" for name in ("request", "files", "reviews"))
    assert kb_here("--root", str(kept), "gate", *named).code == 1


def test_another_state_than_the_one_that_was_asked_about_does_not_pass(kept: Path) -> None:
    ask(kept, ["lessons/2026/a.md"], [])
    named = [f"--{name}={kept.parent / name}.json" for name in ("request", "files", "reviews")]
    assert kb_here("--root", str(kept), "gate", *named, "--commit", HEAD).code == 0
    assert kb_here("--root", str(kept), "gate", *named, "--commit", "0" * 40).code == 1


def test_pages_of_the_api_are_read_in_every_form(kept: Path) -> None:
    ask(kept, ["lessons/2026/a.md", "mkdocs.yml"], [])
    rows = [{"filename": "lessons/2026/a.md"}], [{"filename": "mkdocs.yml"}]
    named = [f"--{name}={kept.parent / name}.json" for name in ("request", "files", "reviews")]
    for text in (json.dumps(rows), "".join(map(json.dumps, rows)), "\n".join(map(json.dumps, rows))):
        (kept.parent / "files.json").write_text(text)
        said = kb_here("--root", str(kept), "gate", *named)
        assert (said.code, "mkdocs.yml" in said.out) == (1, True)


@pytest.mark.parametrize("text", ["", "{}", "nonsense", '{"pull_request": {"user": null}}', "[[[1]]]"])
def test_what_is_not_from_the_host_never_opens_the_gate(kept: Path, text: str) -> None:
    for name in ("request", "files", "reviews"):
        ask(kept, ["lessons/2026/a.md"], [])
        (kept.parent / f"{name}.json").write_text(text)
        named = (f"--{one}={kept.parent / one}.json" for one in ("request", "files", "reviews"))
        said = kb_here("--root", str(kept), "gate", *named)
        assert said.code != 0 or (name == "reviews" and text in ("", "{}"))


@pytest.mark.parametrize(
    "path", ["content", "contents/a.md", "content/.gitattributes", "lessons/.x/a.md", "/content/a.md", "content//a"]
)
def test_what_only_looks_like_an_entry_is_code(path: str) -> None:
    assert not is_data(path)


def test_the_owners_of_topics_and_entries_are_asked_for_reviews(base: Path) -> None:
    settings = base / "site_config/settings.toml"
    settings.write_text(
        'maintainers = ["@keeper"]\ncurators = ["@acme/pmo"]\n' + settings.read_text()
        + '\n[logins]\n"content/people/li-na" = "@lina"\n'
    )  # fmt: skip
    topics = base / "site_config/topics.yml"
    topics.write_text(topics.read_text().replace("- id: kickoff\n", "- id: kickoff\n  owner: content/people/li-na\n"))
    lesson = base / "lessons/2026/agree-on-value.md"
    assert "tags: [kickoff]" in lesson.read_text()
    assert kb_here("--root", str(base), "owners", "--check").code == 1
    kb_here("--root", str(base), "owners", "--write")
    text = (base / ".github/CODEOWNERS").read_text()
    assert "* @keeper\n/content/ @acme/pmo\n/lessons/ @acme/pmo\n" in text
    assert "/lessons/2026/agree-on-value.md @lina\n" in text
    assert kb_here("--root", str(base), "owners", "--check").code == 0
