"""Somebody who never used Git: a pasted text in a form becomes a pull request that passes every check.

The commands of the workflows run as they stand, in real repositories, on recorded events.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.adapters.test_git import git
from tests.forms.recorded import body, event
from tests.host.workflow import Host, Ran

FORM = {
    "github.token": "not-a-token", "github.repository": "acme/lessons", "github.event.issue.number": "12",
    "github.event.repository.default_branch": "main", "github.server_url": "https://code.example.org",
}  # fmt: skip


def out(root: Path, *args: str) -> str:
    return subprocess.run(["git", *args], cwd=root, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def origin(base: Path) -> Path:
    """The repository at the code host, with the base on its main branch."""
    bare = base.parent / "origin.git"
    (base / ".gitignore").write_text("/build/\n")
    git(base, "init", "-q", "-b", "main")
    git(base, "add", "-A")
    git(base, "commit", "-q", "-m", "first")
    git(base.parent, "clone", "-q", "--bare", str(base), str(bare))
    return bare


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path / "host")


def checkout(origin: Path, name: str, ref: str = "main") -> Path:
    """A shallow copy of one branch, as the host's checkout makes it."""
    folder = origin.parent / name
    git(origin.parent, "clone", "-q", "--depth=1", "--branch", ref, f"file://{origin}", str(folder))
    return folder


def send(host: Host, origin: Path, text: str, name: str = "runner", number: int = 12) -> Ran:
    given = {**FORM, "github.event.issue.number": str(number)}
    host.answer("pr-create.txt", "https://code.example.org/acme/lessons/pull/13\n")
    return host.run("form", checkout(origin, name), given, event(text, number=number))


def check(host: Host, origin: Path, ref: str) -> tuple[Path, Ran]:
    """The check of a branch: the base beside the contribution, as the workflow lays them."""
    work = origin.parent / f"work-{ref.replace('/', '-')}"
    work.mkdir()
    for name, branch in (("base", "main"), ("contribution", ref)):
        git(work, "clone", "-q", "--depth=1", "--branch", branch, f"file://{origin}", name)
    return work, host.run("check", work, {})


def test_a_pasted_text_becomes_a_pull_request_that_passes_its_check(host: Host, origin: Path) -> None:
    made = send(host, origin, body("lesson.en"))
    assert made.code == 0, made.out
    log = out(origin, "log", "-1", "--format=%an%n%B", "form/12")
    assert log.startswith("github-actions[bot]\nLesson: Invite every department")
    assert "Co-authored-by: Ada Lindqvist" in log
    assert out(origin, "diff", "--name-only", "main", "form/12").splitlines() == [
        "content/people/ada-lindqvist.md",
        "lessons/2026/invite-every-department-that-can-stop-the-project-to-the-kickoff.md",
    ]
    (request,) = made.asked("pr", "create")
    assert request.startswith("Closes #12")
    (_, answer) = made.asked("issue", "comment")
    assert answer.rstrip().endswith("https://code.example.org/acme/lessons/pull/13")
    started = [args for args, _ in made.calls if args[:2] == ["workflow", "run"]]
    assert started == [["workflow", "run", "check.yml", "--ref", "form/12"],
                       ["workflow", "run", "gate.yml", "--ref", "form/12", "-f", "number=13"]]  # fmt: skip

    work, checked = check(host, origin, "form/12")
    assert checked.code == 0, checked.out
    changes = json.loads((work / "changes/changes.json").read_text())
    assert [one["what"] for one in changes["entries"]] == ["added", "added"]
    assert changes["findings"] == [] or all(one["severity"] == "warning" for one in changes["findings"])
    assert "2 added" in (host.folder / "summary.md").read_text()
    pages = work / "base/build/internal/site/lessons/2026"
    assert (pages / "invite-every-department-that-can-stop-the-project-to-the-kickoff/index.html").is_file()

    say_what_changed(host, origin, work)


def say_what_changed(host: Host, origin: Path, work: Path) -> None:
    """The second stage reads the one file of the first, and answers on the pull request."""
    (host.folder / "artifact").mkdir()
    (host.folder / "artifact/changes.json").write_bytes((work / "changes/changes.json").read_bytes())
    host.answer("pr-list.txt", "13\n")
    (host.folder / "commented").unlink(missing_ok=True)
    given = {
        **FORM, "github.event.workflow_run.id": "99", "github.event.workflow_run.html_url": "https://code.example.org/run/99",
        "github.event.workflow_run.head_sha": out(origin, "rev-parse", "form/12"),
    }  # fmt: skip
    said = host.run("comment", checkout(origin, "commenting"), given)
    assert said.code == 0, said.out
    (_, comment) = said.asked("pr", "comment")
    assert "Invite every department that can stop the project to the kickoff" in comment
    assert "[preview](https://code.example.org/run/99#artifacts)" in comment


def test_an_edited_form_replaces_its_draft_and_keeps_its_name(host: Host, origin: Path) -> None:
    send(host, origin, body("lesson.en"))
    host.answer("pr-list.txt", "https://code.example.org/acme/lessons/pull/13\n")
    made = send(host, origin, body("lesson.en").replace("a quarter", "four months"), "again")
    assert made.code == 0, made.out
    assert len(out(origin, "log", "--format=%h", "main..form/12").splitlines()) == 1
    path = "lessons/2026/invite-every-department-that-can-stop-the-project-to-the-kickoff.md"
    assert "four months" in out(origin, "show", f"form/12:{path}")
    assert made.asked("pr", "create") == []
    assert len(made.asked("pr", "edit")) == 1


def test_a_draft_that_somebody_worked_on_is_left_as_it_is(host: Host, origin: Path) -> None:
    send(host, origin, body("lesson.en"))
    mine = checkout(origin, "mine", "form/12")
    git(mine, "commit", "-q", "--allow-empty", "-m", "Shorter")
    git(mine, "push", "-q", "origin", "form/12")
    before = out(origin, "rev-parse", "form/12")
    made = send(host, origin, body("lesson.en"), "again")
    assert made.code == 0
    assert "somebody has worked on form/12" in made.out
    assert out(origin, "rev-parse", "form/12") == before


@pytest.mark.slow
def test_two_people_who_choose_one_title_get_two_drafts(host: Host, origin: Path) -> None:
    send(host, origin, body("lesson.en"))
    send(host, origin, body("lesson.en").replace("Ada Lindqvist", "Bo Berg"), "second", number=14)
    names = [out(origin, "diff", "--name-only", "main", f"form/{number}", "--", "lessons") for number in (12, 14)]
    assert names[1] == names[0].replace(".md", "-14.md")


def test_a_form_that_cannot_be_used_is_answered_and_leaves_no_branch(host: Host, origin: Path) -> None:
    made = send(host, origin, "### What to do, in one line\n\nAsk\n\n### What happened\n\n_No response_\n")
    assert made.code == 0
    assert "One paragraph is enough" in made.asked("issue", "comment")[-1]
    assert out(origin, "branch", "--list", "form/*") == ""


def test_an_issue_that_is_no_form_is_left_in_peace(host: Host, origin: Path) -> None:
    text = event("Something else is broken.")
    text["issue"]["labels"] = []
    made = host.run("form", checkout(origin, "runner"), FORM, text)
    assert made.code == 0, made.out
    assert made.asked("issue", "comment") == []


@pytest.mark.slow
def test_where_the_host_lets_no_workflow_open_pull_requests_the_answer_holds_a_link(host: Host, origin: Path) -> None:
    host.answer("pr-create.txt", "!not permitted\n")
    made = host.run("form", checkout(origin, "runner"), FORM, event(body("lesson.zh")))
    assert made.code == 0, made.out
    assert made.asked("issue", "comment")[-1].rstrip().endswith("/acme/lessons/compare/main...form/12?expand=1")


@pytest.mark.slow
def test_hostile_text_reaches_no_command(host: Host, origin: Path) -> None:
    made = send(host, origin, body("hostile.en"), number=15)
    assert made.code == 0, made.out
    paths = out(origin, "diff", "--name-only", "main", "form/15").splitlines()
    assert all(path.startswith(("lessons/", "content/people/")) for path in paths)
    assert check(host, origin, "form/15")[1].code == 0


def contribute(origin: Path, files: dict[str, str], name: str = "theirs") -> Path:
    mine = checkout(origin, name)
    git(mine, "switch", "-q", "-c", name)
    for path, text in files.items():
        (mine / path).parent.mkdir(parents=True, exist_ok=True)
        (mine / path).write_text(text)
    git(mine, "add", "-A")
    git(mine, "commit", "-q", "-m", "theirs")
    git(mine, "push", "-q", "origin", name)
    return mine


def test_a_check_uses_the_settings_and_the_theme_of_the_base(host: Host, origin: Path) -> None:
    lesson = "---\ntitle: Mine\ndate: 2026-04-01\ntags: [mine]\n---\n\nText.\n"
    topics = "- id: mine\n  label: {en: Mine}\n"
    files = {"lessons/2026/mine.md": lesson, "site_config/topics.yml": topics, "kb.py": "raise SystemExit(0)\n",
             "site_config/overrides/main.html": "<script>alert(1)</script>"}  # fmt: skip
    contribute(origin, files)
    work, checked = check(host, origin, "theirs")
    assert checked.code == 1
    assert "KB401" in checked.out
    assert "alert(1)" not in (work / "base/build/internal/site/index.html").read_text()


@pytest.mark.slow
def test_a_link_out_of_the_repository_is_refused_and_not_followed(host: Host, origin: Path) -> None:
    mine = contribute(
        origin, {"lessons/2026/ok.md": "---\ntitle: x\ndate: 2026-01-01\ntags: [kickoff]\n---\n\nText.\n"}
    )
    (mine / "lessons/2026/passwd.md").symlink_to("/etc/passwd")
    git(mine, "add", "-A")
    git(mine, "commit", "-q", "-m", "link")
    git(mine, "push", "-q", "origin", "theirs")
    work, checked = check(host, origin, "theirs")
    assert checked.code == 1
    assert "KB101" in checked.out
    assert not any(
        "root:" in one.read_text(errors="replace") for one in (work / "base/build/internal/site").rglob("*.html")
    )


def test_the_gate_asks_for_a_maintainer_where_code_changes(host: Host, origin: Path) -> None:
    request: dict[str, Any] = {
        "number": 7, "user": {"login": "visitor"}, "head": {"sha": "a" * 40}, "author_association": "NONE", "changed_files": 1,
    }  # fmt: skip
    given = {
        **FORM, "github.event.pull_request.number || github.event.inputs.number": "7",
        "github.event.pull_request.head.sha || github.sha": "a" * 40,
    }  # fmt: skip
    base = checkout(origin, "gate")
    for path, reviews, code in (
        ("lessons/2026/a.md", [], 0),
        ("mkdocs.yml", [], 1),
        ("mkdocs.yml", [{"user": {"login": "boss"}, "state": "APPROVED", "commit_id": "a" * 40, "author_association": "OWNER"}], 0),
    ):  # fmt: skip
        host.answer("files.json", json.dumps([{"filename": path, "status": "modified"}]))
        host.answer("reviews.json", json.dumps(reviews))
        host.answer("7.json", json.dumps(request))
        assert host.run("gate", base, given).code == code
