"""`kb check --format`: one report in the forms that code hosts read, valid whatever a file is called or holds."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.cli.reporting import FORMATS, as_markdown, below
from kb.model.diagnostic import Diagnostic
from kb.rules import Report
from tests.command import kb_here
from tests.pages.schema_check import problems

ERROR = Diagnostic.at("lessons/2026/b.md", 3, "KB401", value="rsik", near="risk", label="Risk")
WARNING = Diagnostic.at("lessons/2026/a.md", 2, "KB402", value="project start", near="kickoff")
REPORT = Report((WARNING, ERROR), 3, {"lesson": 2})
EMPTY = Report((), 3, {"lesson": 2})

TEXT = {"type": "string", "minLength": 1}
LEVEL = {"enum": ["error", "warning", "note", "none"]}
LINE = {"type": "integer", "minimum": 1}


def record(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}


# What the published schema of SARIF 2.1.0 asks of the parts that we write.
PLACE = record(physicalLocation=record(artifactLocation=record(uri=TEXT), region=record(startLine=LINE)))
RESULT = record(
    ruleId=TEXT, ruleIndex={"type": "integer", "minimum": 0}, level=LEVEL, message=record(text=TEXT),
    locations={"type": "array", "items": PLACE}, partialFingerprints={"type": "object", "additionalProperties": TEXT},
)  # fmt: skip
RULE = record(id=TEXT, defaultConfiguration=record(level=LEVEL), properties={"type": "object"})
DRIVER = record(name=TEXT, semanticVersion={"type": "string", "pattern": r"^\d+\.\d+\.\d+"}, rules={"type": "array", "items": RULE})  # fmt: skip
RUN = record(tool=record(driver=DRIVER), language={"type": "string", "pattern": r"^[a-zA-Z]{2}(-.*)?$"}, results={"type": "array", "items": RESULT})  # fmt: skip
SARIF = {
    "type": "object",
    "properties": {"$schema": TEXT, "version": {"enum": ["2.1.0"]}, "runs": {"type": "array", "items": RUN}},
    "required": ["runs", "version"],
    "additionalProperties": False,
}
QUALITY = {"type": "array", "items": record(
    description=TEXT, check_name=TEXT, fingerprint=TEXT, severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
    location=record(path=TEXT, lines=record(begin=LINE)),
)}  # fmt: skip


def test_github_gets_one_command_a_finding_and_errors_first() -> None:
    assert FORMATS["github"](REPORT, "en").splitlines() == [
        "::error file=lessons/2026/b.md,line=3,title=KB401 unknown tag `rsik`::did you mean `risk` (Risk)?",
        (
            "::warning file=lessons/2026/a.md,line=2,title=KB402 tag `project start` is another name of `kickoff`"
            "::write `kickoff`"
        ),
    ]


def test_nothing_in_a_finding_can_begin_another_github_command() -> None:
    hostile = Diagnostic.at(
        "a,b:c%\n::error::x.md", 1, "KB401", value="50%,\r\n::set-output name=a::b", near="", label=""
    )
    said = FORMATS["github"](Report((hostile,), 1, {}), "en")
    assert len(said.splitlines()) == 1
    properties, _, _ = said.removeprefix("::error ").partition("::")
    assert properties.count(",") == 2
    assert properties.startswith("file=a%2Cb%3Ac%25\\x0a%3A%3Aerror%3A%3Ax.md,line=1,title=KB401 unknown tag `50%25%2C")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("report", [REPORT, EMPTY])
def test_sarif_and_code_quality_hold_to_their_schemas(report: Report, lang: str) -> None:
    assert list(problems(json.loads(FORMATS["sarif"](report, lang)), SARIF)) == []
    quality = json.loads(FORMATS["gitlab"](report, lang))
    assert list(problems(quality, QUALITY)) == []
    assert len({one["fingerprint"] for one in quality}) == len(report.diagnostics)


def test_a_finding_keeps_its_fingerprint_when_lines_are_added_above_it() -> None:
    moved = Diagnostic(ERROR.path, 30, ERROR.code, ERROR.args)
    first, second = (
        json.loads(FORMATS["sarif"](Report((one,), 1, {}), "en"))["runs"][0]["results"][0]["partialFingerprints"]
        for one in (ERROR, moved)
    )
    assert first == second


def test_in_junit_an_error_fails_and_a_warning_does_not() -> None:
    suite = ElementTree.fromstring(FORMATS["junit"](REPORT, "en")).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    warned, failed = suite.findall("testcase")
    assert (warned.find("failure"), warned.find("system-out") is not None) == (None, True)
    assert failed.get("name") == "KB401 lessons/2026/b.md:3"
    assert failed.find("failure") is not None


def test_junit_without_findings_is_one_passed_case() -> None:
    suite = ElementTree.fromstring(FORMATS["junit"](EMPTY, "zh")).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), len(suite.findall("testcase/*"))) == ("1", "0", 0)


@given(path=st.text(min_size=1), value=st.text())
def test_whatever_a_name_or_value_holds_every_form_stays_readable(path: str, value: str) -> None:
    report = Report((Diagnostic.at(path, 1, "KB401", value=value, near="", label=""),), 1, {})
    assert len(FORMATS["github"](report, "en").splitlines()) == 1
    assert len(ElementTree.fromstring(FORMATS["junit"](report, "zh")).findall("testsuite/testcase")) == 1
    if not any("\ud800" <= char <= "\udfff" for char in path):
        assert list(problems(json.loads(FORMATS["sarif"](report, "en")), SARIF)) == []
    table = [line for line in as_markdown(report, "en").split("\n") if line.startswith("| ")][1:]
    assert [line.count("|") for line in table] == [4]
    assert "<" not in table[0] and "`" not in table[0]


def test_paths_are_seen_from_the_top_of_the_repository() -> None:
    assert [one.path for one in below(REPORT, "kb base").diagnostics] == ["kb base/lessons/2026/a.md", "kb base/lessons/2026/b.md"]  # fmt: skip
    assert "kb%20base/lessons/2026/a.md" in FORMATS["sarif"](below(REPORT, "kb base"), "en")


def test_the_whole_report_stands_on_the_page_of_the_step(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    for name in "abcdefghijkl":
        (base / f"lessons/2026/{name}.md").write_text("---\ntitle: Ask\ntags: [rsik]\ndate: 2026-01-02\n---\n\nText.\n")
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    said = kb_here("--root", str(base), "check", "--format", "github")
    assert (said.code, said.out.count("::error ")) == (1, 12)
    written = page.read_text()
    assert written.startswith("before\n## kb check\n")
    assert written.count("KB401") == 12


def test_a_report_longer_than_the_page_is_cut_with_the_number_of_what_is_left() -> None:
    many = tuple(Diagnostic.at(f"lessons/2026/{'x' * 80}{number}.md", 1, "KB401", value="y" * 100) for number in range(6000))  # fmt: skip
    page = as_markdown(Report(many, 6000, {}), "en")
    assert len(page.encode()) < 1_000_000
    left = int(page.rsplit("… ", 1)[1])
    assert left == 6000 - page.count("KB401")


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
def test_a_form_for_programs_is_nothing_but_that(base: Path, form: str) -> None:
    assert json.loads(kb_here("--root", str(base), "check", "--format", form).out) is not None


def test_a_pull_request_shows_its_own_files_first(base: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A host shows ten findings of a kind; the contributor can mend their own, and the whole is on the summary's page."""
    wrong = "---\ntitle: A\ndate: 2026-04-02\ntags: [rsik]\n---\n\nText.\n"
    for number in range(12):
        (base / f"lessons/2026/a-{number}.md").write_text(wrong, encoding="utf-8")
    env = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org"}  # fmt: skip
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    for line in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"], ["update-ref", "refs/remotes/origin/main", "HEAD"]):  # fmt: skip
        subprocess.run(["git", *line], cwd=base, check=True)
    (base / "lessons/2026/zebra.md").write_text(wrong, encoding="utf-8")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    said = kb_here("--root", str(base), "check", "--format", "github").out.splitlines()
    assert said[0].startswith("::error file=lessons/2026/zebra.md,")
    assert len(said) == (tmp_path / "summary.md").read_text(encoding="utf-8").count("KB401") == 13
