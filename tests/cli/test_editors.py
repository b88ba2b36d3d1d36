"""An editor that was set up by us completes front matter, marks what is wrong, and writes links that work everywhere."""

from __future__ import annotations

import json
import re
import shutil
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from kb.cli import rechecking
from kb.model.kinds import FOLDERS, Kind
from kb.pipeline import editor_files
from kb.workspace import Workspace
from tests.command import kb_here

REPOSITORY = Path(__file__).parents[2]
PLACE = {Kind.LESSON: "lessons/2026/new.md", Kind.SALON: "content/salons/2026-02-03-new.md"}


def set_up(base: Path, editor: str) -> None:
    assert kb_here("--root", str(base), "schema", "--editor", editor).code == 0


def snippets(base: Path) -> dict[str, Any]:
    set_up(base, "vscode")
    found: dict[str, Any] = json.loads((base / ".vscode/lessonbook.code-snippets").read_text(encoding="utf-8"))
    return found


def typed(body: list[str], *answers: str) -> str:
    """A snippet as it stands after somebody typed the answers; what nobody answered has its default."""
    text = "\n".join(body)
    for number, answer in enumerate(answers, start=1):
        text = text.replace(f"${number}", answer)
    for name, value in (("YEAR", "2026"), ("MONTH", "02"), ("DATE", "03")):
        text = text.replace(f"$CURRENT_{name}", value)
    text = re.sub(r"\$\{\d+\|((?:\\.|[^,|])*).*?\|\}", r"\1", text)
    return re.sub(r"\$\d", "", re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text))


@pytest.mark.parametrize("mark", ["", "-zh"])
@pytest.mark.parametrize("kind", Kind)
def test_a_snippet_for_a_new_file_gives_one_that_passes_the_check(base: Path, kind: Kind, mark: str) -> None:
    body = snippets(base)[f"kb-{kind}{mark}"]["body"]
    text = typed(body, "Ask early", "", "risk").replace("date: \n", "date: 2026-02-03\n")
    target = base / PLACE.get(kind, f"{FOLDERS[kind]}/new.md")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.replace("## Context\n", "## Context\n\nText.\n"), encoding="utf-8")
    assert kb_here("--root", str(base), "check").code == 0, text


def test_keys_offer_the_values_that_the_check_takes_and_no_others(base: Path) -> None:
    found = snippets(base)
    for key, value in (("status", "proposed"), ("audience", "public"), ("phase", "closing"), ("outcome", "mixed")):
        (line,) = found[key]["body"]
        assert value in re.split(r"[,|]", line), line
    settings = Workspace(base).settings
    (line,) = found["causes"]["body"]
    assert line == "causes: ${1|" + ",".join(name for name, _ in settings.causes) + "|}"


def test_a_topic_is_offered_by_its_id_and_by_its_name_in_every_language(base: Path) -> None:
    found = snippets(base)["topic kickoff"]
    assert (found["prefix"], found["body"]) == (["kickoff", "Kickoff", "启动会"], ["kickoff"])


def test_the_task_reads_what_the_check_says(base: Path) -> None:
    set_up(base, "vscode")
    (task,) = json.loads((base / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
    serious, advice = (one["pattern"] for one in task["problemMatcher"])
    (base / "lessons/2026/late.md").write_text(
        "---\ntitle: Ask\ntags: [rsik, project start]\ndate: 2026-01-02\n---\n\nText.\n", encoding="utf-8"
    )
    said = kb_here("--root", str(base), "--lang", "en", "check", "--advice").out.splitlines()
    names = ("file", "line", "code", "severity")
    read = [[match[serious[name]] for name in names] for line in said if (match := re.match(serious["regexp"], line))]
    assert read == [["lessons/2026/late.md", "3", "KB401", None], ["lessons/2026/late.md", "3", "KB402", "warning"]]
    assert [re.match(advice["regexp"], line) is not None for line in said if "KB8" in line] == [True]
    assert (task["problemMatcher"][0]["background"]["beginsPattern"], "check --watch" in task["command"]) == (
        f"^{rechecking.BEGINS}$",
        True,
    )


def test_what_a_person_has_set_in_an_editor_stays(base: Path) -> None:
    (base / ".vscode").mkdir()
    (base / ".vscode/settings.json").write_text("// mine\n{}\n")
    said = kb_here("--root", str(base), "schema", "--editor", "vscode")
    assert ((base / ".vscode/settings.json").read_text(), "settings.json is there and stays" in said.err) == (
        "// mine\n{}\n",
        True,
    )
    assert "editor.quickSuggestions" in kb_here("--root", str(base), "schema", "--editor", "vscode", "--print").out


def test_a_watching_check_tells_after_every_save(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen: list[int] = []
    stop = threading.Event()

    def show(workspace: Workspace) -> None:
        seen.append(workspace.load().report.errors)

    running = threading.Thread(target=rechecking.watched, args=(Workspace(base), show, stop))
    running.start()
    until = time.monotonic() + 20
    while time.monotonic() < until and seen[-1:] != [1]:
        time.sleep(0.3)
        (base / "lessons/2026/late.md").write_text("---\ntitle: Ask\ntags: [rsik]\n---\n\nText.\n")
    stop.set()
    running.join(20)
    assert (seen[0], seen[-1]) == (0, 1)
    said = capsys.readouterr().out.split("\n")
    assert said.count(rechecking.BEGINS) == said.count(rechecking.ENDS) == len(seen)
    assert rechecking.BEGINS == editor_files._FIRST and rechecking.ENDS == editor_files._LAST


def test_the_base_is_a_vault_whose_links_are_relative_and_lead_somewhere() -> None:
    """What Obsidian, a code host and the site all follow."""
    for entry in Workspace(REPOSITORY).load().catalog.entries:
        for link in entry.body.links:
            if not re.match(r"[a-z]+:", link.href):
                target = (REPOSITORY / entry.path).parent / link.href.split("#")[0]
                assert not link.href.startswith("/") and (not link.href.split("#")[0] or target.is_file()), entry.path
        assert "[[" not in entry.body.markdown, entry.path


def test_the_templates_of_a_vault_are_those_of_the_base_and_each_passes_the_check(tmp_path: Path) -> None:
    kb_here("init", str(tmp_path / "own"))
    set_up(tmp_path / "own", "obsidian")
    assert json.loads((tmp_path / "own/.obsidian/app.json").read_text())["newLinkFormat"] == "relative"
    folder = tmp_path / "own" / json.loads((tmp_path / "own/.obsidian/templates.json").read_text())["folder"]
    templates = sorted(folder.glob("*.md"))
    assert len(templates) >= len(Kind)
    for template in templates:
        kind = Kind(template.name.split(".")[0])
        target = tmp_path / "own" / PLACE.get(kind, f"{FOLDERS[kind]}/new.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, target)
    assert kb_here("--root", str(tmp_path / "own"), "check").code == 0
