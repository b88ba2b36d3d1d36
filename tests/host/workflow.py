"""Workflows as tests run them: each `run:` of a job in bash, in a real repository, with what the host would give it.

The host's own program is the one thing that cannot be there: `gh` is a recorder, which notes what it is asked and
answers from files.
"""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TEMPLATES = Path(__file__).parents[2] / "kb/templates/github"
_EXPRESSION = re.compile(r"\$\{\{ *(.*?) *\}\}")

_GH = """\
#!{python}
import json, pathlib, shutil, sys
folder, args = pathlib.Path({folder!r}), sys.argv[1:]
body = args[args.index("--body-file") + 1] if "--body-file" in args else ""
with (folder / "calls.jsonl").open("a", encoding="utf-8") as log:
    log.write(json.dumps([args, pathlib.Path(body).read_text(encoding="utf-8") if body else ""]) + "\\n")
answer = folder / ("-".join(args[:2]).replace("/", "_") + ".txt")
if args[:2] == ["run", "download"]:
    shutil.copytree(folder / "artifact", args[args.index("--dir") + 1], dirs_exist_ok=True)
elif args[0] == "api":
    print((folder / (args[-1].split("?")[0].rsplit("/", 1)[-1] + ".json")).read_text())
elif "--edit-last" in args and not (folder / "commented").exists():
    (folder / "commented").touch()
    sys.exit("no comments found for current user")
elif answer.exists():
    text = answer.read_text()
    sys.exit(text) if text.startswith("!") else print(text, end="")
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a job left behind: the exit code of the step that ended it, all output, and what `gh` was asked."""

    code: int
    out: str
    calls: tuple[tuple[list[str], str], ...]

    def asked(self, *words: str) -> list[str]:
        """The bodies of the calls that began with these words."""
        return [body for args, body in self.calls if args[: len(words)] == list(words)]


class Host:
    """A place where jobs run: `folder` holds the runner's files, and what `gh` answers."""

    def __init__(self, folder: Path, lang: str = "en") -> None:
        self.folder = folder
        self.lang = lang
        program = folder / "bin" / "gh"
        program.parent.mkdir(parents=True)
        program.write_text(_GH.format(python=sys.executable, folder=str(folder)))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        kb = folder / "bin" / "kb"
        kb.write_text(f'#!/bin/sh\nexec {sys.executable} -m kb "$@"\n')
        kb.chmod(kb.stat().st_mode | stat.S_IXUSR)

    def answer(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, workflow: str, cwd: Path, given: Mapping[str, str], event: Mapping[str, Any] | None = None) -> Ran:
        """Every `run:` of the workflow's one job in its order, until one fails; `given` are values of expressions."""
        (self.folder / "calls.jsonl").unlink(missing_ok=True)
        whole = load(workflow)
        (job,) = (one for one in whole["jobs"].values() if "kb" in str(one["steps"]))
        (self.folder / "event.json").write_text(json.dumps(event or {}))
        said: list[str] = []
        code = 0
        for step in job["steps"]:
            if "run" in step and "install-kb.sh" not in step["run"] and code == 0:
                env = {**whole.get("env", {}), **job.get("env", {}), **step.get("env", {})}
                filled = {name: _filled(str(value), given, self.lang) for name, value in env.items()}
                done = self._bash(step["run"], cwd, filled)
                said.append(done.stdout + done.stderr)
                code = done.returncode
        log = self.folder / "calls.jsonl"
        calls = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
        return Ran(code, "".join(said), tuple((args, body) for args, body in calls))

    def _bash(self, script: str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        script = script.replace("@@PREVIEW@@", "preview")
        whole = {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder),
            "PYTHONPATH": os.pathsep.join(sys.path), "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"), "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "GITHUB_OUTPUT": str(self.folder / "output"), "KB_CACHE_DIR": str(self.folder / "cache"), "CI": "true", **env,
        }  # fmt: skip
        (self.folder / "temp").mkdir(exist_ok=True)
        # As the host starts it: ended by the first command that fails, in a pipe too.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(command, cwd=cwd, env=whole, capture_output=True, text=True, timeout=120, check=False)


def load(workflow: str) -> dict[Any, Any]:
    """A workflow of the templates. (`on:` is a truth value to YAML 1.1, and stands under True.)"""
    found: dict[Any, Any] = yaml.safe_load((TEMPLATES / "workflows" / f"{workflow}.yml").read_text(encoding="utf-8"))
    return found


def _filled(value: str, given: Mapping[str, str], lang: str) -> str:
    return _EXPRESSION.sub(lambda found: given[found[1]], value).replace("@@LANG@@", lang)
