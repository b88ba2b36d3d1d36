"""The same for GitLab: a configuration that its schema takes, whose commands run, and forms as texts to fill in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from kb.adapters.skeleton import templates
from kb.pipeline.templates import Wish, rendered
from tests.adapters.test_git import git
from tests.command import kb_here
from tests.forms.recorded import body, errors, run
from tests.host.test_from_form_to_merge import checkout, contribute, origin, out
from tests.host.workflow import Host

__all__ = ["origin"]  # the repository at the code host
FILES = rendered(templates("gitlab"), Wish(ci="gitlab"))


def job(name: str) -> str:
    (script,) = yaml.safe_load(FILES[".gitlab-ci.yml"])[name]["script"]
    return str(script)


def bash(script: str, cwd: Path, host: Host, **env: str) -> subprocess.CompletedProcess[str]:
    whole = {"PATH": f"{host.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(host.folder), "PYTHONPATH": os.pathsep.join(sys.path),
             "KB_CACHE_DIR": str(host.folder / "cache"), **env}  # fmt: skip
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], cwd=cwd, env=whole, capture_output=True, text=True, check=False
    )


def recorded(text: str) -> dict[str, Any]:
    """The host's event of an issue, as its webhook sends it."""
    issue = {
        "id": 301, "iid": 12, "title": "A lesson", "description": text, "state": "opened", "action": "open",
        "created_at": "2026-04-20 08:15:30 UTC", "url": "https://code.example.org/acme/lessons/-/issues/12",
    }  # fmt: skip
    return {"object_kind": "issue", "user": {"id": 1, "name": "Ada Lindqvist", "username": "ada-l"}, "object_attributes": issue, "labels": []}  # fmt: skip


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path / "host")


def test_the_hosts_schema_takes_the_configuration(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_bytes(FILES[".gitlab-ci.yml"])
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(tmp_path / ".gitlab-ci.yml")]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_text_with_the_questions_is_a_form_when_it_is_filled_in(base: Path) -> None:
    text = FILES[".gitlab/issue_templates/1-lesson.en.md"].decode()
    hint = "<!-- When, where, who was involved, what came of it. A paste from your notes will do. -->"
    assert hint in text
    file = base.parent / "event.json"
    file.write_text(json.dumps(recorded(text.replace(hint, f"{hint}\nThe vendor was late."))))
    made = run(base, file)
    assert made.code == 0
    written = (base / made.paths[0]).read_text()
    assert "The vendor was late." in written
    assert "<!--" not in written
    assert errors(base) == ""


def test_an_issue_that_was_closed_is_left_in_peace(base: Path) -> None:
    event = recorded(body("lesson.en"))
    event["object_attributes"]["state"] = "closed"
    (base.parent / "event.json").write_text(json.dumps(event))
    made = run(base, base.parent / "event.json")
    assert (made.code, made.replies) == (1, {})


@pytest.mark.slow
def test_a_form_becomes_a_branch_and_asks_for_a_merge_request(host: Host, origin: Path) -> None:
    builds = origin.parent / "builds"
    builds.mkdir()
    checkout(origin, "builds/base")
    git(origin, "config", "receive.advertisePushOptions", "true")
    (builds / "event.json").write_text(json.dumps(recorded(body("lesson.en"))))
    curl = host.folder / "bin/curl"
    curl.write_text(f'#!/bin/sh\necho "$@" >> {host.folder}/asked\n')
    curl.chmod(0o755)
    script = job("form").replace('git remote set-url origin "https', ': "https')  # the token's address is the host's
    done = bash(script, builds, host, CI_BUILDS_DIR=str(builds), CI_DEFAULT_BRANCH="main", TRIGGER_PAYLOAD=str(builds / "event.json"),
                CI_SERVER_HOST="code.example.org", CI_PROJECT_PATH="acme/lessons", CI_PROJECT_ID="7", KB_PUSH_TOKEN="x",
                CI_API_V4_URL="https://code.example.org/api/v4")  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "lessons/2026/invite-every-department" in out(origin, "diff", "--name-only", "main", "form/12")
    assert "/projects/7/issues/12/notes" in (host.folder / "asked").read_text()


@pytest.mark.slow
def test_a_contribution_is_checked_with_the_settings_of_the_base(host: Host, origin: Path) -> None:
    lesson = "---\ntitle: Mine\ndate: 2026-04-01\ntags: [mine]\n---\n\nText.\n"
    mine = contribute(
        origin, {"lessons/2026/mine.md": lesson, "site_config/topics.yml": "- id: mine\n  label: {en: Mine}\n"}
    )
    builds = origin.parent / "builds"
    builds.mkdir()
    checkout(origin, "builds/base")
    done = bash(
        job("check"),
        mine,
        host,
        CI_BUILDS_DIR=str(builds),
        CI_MERGE_REQUEST_DIFF_BASE_SHA=out(origin, "rev-parse", "main"),
    )
    assert done.returncode == 1
    assert "KB401" in done.stdout
    assert (mine / "preview/index.html").is_file()
    assert any(one["check_name"] == "KB401" for one in json.loads((mine / "changes/quality.json").read_text()))


def test_an_organisation_gets_it(tmp_path: Path) -> None:
    said = kb_here("init", str(tmp_path / "ours"), "--ci", "gitlab", "--lang", "zh")
    assert ".gitlab-ci.yml" in said.out.splitlines()
    assert ".gitlab/issue_templates/1-lesson.zh.md" in said.out.splitlines()
    assert ".en.md" not in said.out
    assert 'KB_LANG: "zh"' in (tmp_path / "ours/.gitlab-ci.yml").read_text()
