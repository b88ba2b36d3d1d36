"""What an organisation gets is what this repository uses, is valid for its host, and is safe as far as a linter can tell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.adapters.skeleton import templates
from kb.pipeline.templates import Wish, rendered
from tests.host.workflow import TEMPLATES, load

REPOSITORY = Path(__file__).parents[2]
WORKFLOWS = ["check", "comment", "form", "gate", "publish"]
OURS = rendered(templates("github"), Wish(ci="github"))
OWN = {".github/install-kb.sh", ".github/CODEOWNERS"}  # where kb comes from, and who answers, differ from base to base


@pytest.mark.parametrize("path", sorted(path for path in OURS if path.startswith(".github/")))
def test_this_repository_uses_the_files_that_it_gives_away(path: str) -> None:
    assert (REPOSITORY / path).is_file()
    if path not in OWN:
        assert (REPOSITORY / path).read_bytes() == OURS[path]


def test_nothing_stands_beside_them() -> None:
    found = {str(one.relative_to(REPOSITORY)) for one in (REPOSITORY / ".github").rglob("*") if one.is_file()}
    assert found == {path for path in OURS if path.startswith(".github/")}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_has_no_right_that_a_job_does_not_name(name: str) -> None:
    found = load(name)
    assert found["permissions"] == {}
    assert all("permissions" in job and "timeout-minutes" in job for job in found["jobs"].values())


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_its_whole_hash(name: str) -> None:
    for line in (TEMPLATES / "workflows" / f"{name}.yml").read_text().splitlines():
        if "uses:" in line:
            assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_value_of_an_event_is_part_of_a_command(name: str) -> None:
    for job in load(name)["jobs"].values():
        assert not any("${{" in step.get("run", "") for step in job["steps"])
        checkouts = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_check_of_a_contribution_may_read_and_nothing_else() -> None:
    found = load("check")
    assert "pull_request" in found[True]
    assert found["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert "secrets" not in (TEMPLATES / "workflows/check.yml").read_text().split("jobs:")[1]


def test_the_gate_looks_again_when_a_contribution_is_aimed_at_another_branch() -> None:
    assert set(load("gate")[True]["pull_request_target"]["types"]) == {"opened", "synchronize", "reopened", "edited"}


def test_the_comment_follows_the_check() -> None:
    assert load("comment")[True]["workflow_run"]["workflows"] == [load("check")["name"]]


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    lay(tmp_path, Wish(ci="github"))
    program = Path(sys.executable).parent / "zizmor"
    command = [str(program), "--offline", "--no-progress", "--persona", "pedantic", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "No findings" in done.stdout


def test_the_hosts_own_schemas_take_them(tmp_path: Path) -> None:
    lay(tmp_path, Wish(ci="github"))
    github = tmp_path / ".github"
    schemas = {
        "vendor.github-workflows": sorted(github.glob("workflows/*.yml")),
        "vendor.github-issue-forms": sorted(github.glob("ISSUE_TEMPLATE/[1-5]*.yml")),
        "vendor.github-issue-config": [github / "ISSUE_TEMPLATE/config.yml"],
        "vendor.dependabot": [github / "dependabot.yml"],
    }
    for schema, files in schemas.items():
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_command_is_bash(name: str) -> None:
    for job in load(name)["jobs"].values():
        for step in job["steps"]:
            if "run" in step:
                done = subprocess.run(["bash", "-n", "-c", step["run"]], capture_output=True, text=True, check=False)
                assert done.returncode == 0, done.stderr


def lay(folder: Path, wish: Wish) -> None:
    for path, data in rendered(templates(wish.ci), wish).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


REQUESTS = [
    {"number": 4, "headRefOid": "b" * 40, "url": "https://code.example.org/pull/4"},
    {"number": 7, "headRefOid": "a" * 40, "url": "https://code.example.org/pull/7"},
]


@pytest.mark.skipif(shutil.which("jq") is None, reason="needs jq, whose language the host's program speaks")
@pytest.mark.parametrize(
    ("workflow", "rows", "answer"),
    [("comment", REQUESTS, "7"), ("comment", [], ""), ("form", REQUESTS[:1], "https://code.example.org/pull/4"), ("form", [], "")],
)  # fmt: skip
def test_a_question_to_the_host_picks_the_one_pull_request(workflow: str, rows: list[object], answer: str) -> None:
    text = (TEMPLATES / "workflows" / f"{workflow}.yml").read_text()
    (question,) = re.findall(r"--jq '([^']*)'", text)
    env = {"PATH": os.environ["PATH"], "HEAD_SHA": "a" * 40}
    done = subprocess.run(
        ["jq", "-r", question], input=json.dumps(rows), env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == answer
