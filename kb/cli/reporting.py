"""A report as text, in each of the forms that people and code hosts read. `FORMATS` is the list of them.

Every writer is pure: report and language in, the whole text out, without a last line break. What a file or a
person wrote is data in each of them and cannot break out of its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote
from xml.etree import ElementTree

import click

from kb import __version__
from kb.model.codes import severity, worded
from kb.model.diagnostic import Diagnostic, Severity
from kb.model.markdown import INERT
from kb.model.text import printable
from kb.rules import Report

Writer = Callable[[Report, str], str]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_SUMMARY_BYTES = 900_000  # a code host takes one megabyte a step
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a severity is shown: its rank, its colour, its word in each language, its sign, its name on each host."""

    rank: int
    colour: str
    words: Mapping[str, str]
    sign: str
    github: str
    sarif: str
    gitlab: str


LOOKS = {
    Severity.ERROR: Look(0, "red", {"en": "", "zh": ""}, "❌", "error", "error", "major"),
    Severity.WARNING: Look(1, "yellow", {"en": "warning: ", "zh": "警告："}, "⚠️", "warning", "warning", "minor"),
    Severity.ADVICE: Look(2, "cyan", {"en": "advice: ", "zh": "建议："}, "💡", "notice", "note", "info"),
}


def look(diagnostic: Diagnostic) -> Look:
    return LOOKS[severity(diagnostic.code)]


def below(report: Report, folder: str) -> Report:
    """The same report with its paths as seen from the repository, in which the base is `folder`."""
    if not folder:
        return report
    moved = tuple(replace(one, path=f"{folder}/{one.path}") for one in report.diagnostics)
    return replace(report, diagnostics=moved)


def count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def summary(report: Report, lang: str) -> str:
    entries = sum(report.entries.values())
    if lang == "zh":
        more = f"，{report.advice} 条建议" if report.advice else ""
        return f"读取 {report.files} 个文件：{entries} 个条目，{report.errors} 个错误，{report.warnings} 个警告{more}"
    more = f", {count(report.advice, 'piece', 'pieces')} of advice" if report.advice else ""
    return (
        f"{report.files} files read: {count(entries, 'entry', 'entries')}, "
        f"{count(report.errors, 'error', 'errors')}, {count(report.warnings, 'warning', 'warnings')}{more}"
    )


def line(diagnostic: Diagnostic, lang: str) -> str:
    """`path:5: KB401 unknown tag …` and, under it, what to do."""
    said = worded(diagnostic, lang)
    shown = look(diagnostic)
    where = click.style(f"{printable(diagnostic.path)}:{diagnostic.line}:", bold=True)
    return f"{where} {click.style(diagnostic.code, fg=shown.colour)} {shown.words[lang]}{said.message}\n    {said.hint}"


def row(diagnostic: Diagnostic, lang: str) -> dict[str, object]:
    """A diagnostic as JSON says it."""
    said = worded(diagnostic, lang)
    return {
        "path": diagnostic.path,
        "line": diagnostic.line,
        "code": diagnostic.code,
        "severity": str(severity(diagnostic.code)),
        "message": said.message,
        "hint": said.hint,
    }


def as_text(report: Report, lang: str) -> str:
    return "\n".join(line(one, lang) for one in report.diagnostics)


def as_json(report: Report, lang: str) -> str:
    value = {
        "schema": 1,
        "files": report.files,
        "entries": report.entries,
        "errors": report.errors,
        "warnings": report.warnings,
        "advice": report.advice,
        "diagnostics": [row(one, lang) for one in report.diagnostics],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _errors_first(report: Report) -> list[Diagnostic]:
    """A host shows the first ten of each; what must be mended comes first, else in the report's own order."""
    return sorted(report.diagnostics, key=lambda one: look(one).rank)


def own_first(report: Report, own: Collection[str]) -> Report:
    """The same report, what was found in the contributor's own files before all else."""
    return replace(report, diagnostics=tuple(sorted(report.diagnostics, key=lambda one: (one.path not in own, one))))


def as_github(report: Report, lang: str) -> str:
    """Workflow commands, which a host shows beside the changed lines."""
    return "\n".join(_annotation(one, lang) for one in _errors_first(report))


def _annotation(one: Diagnostic, lang: str) -> str:
    said = worded(one, lang)
    title = f"{one.code} {said.message}".translate(_PROPERTY)
    where = f"file={printable(one.path).translate(_PROPERTY)},line={one.line}"
    return f"::{look(one).github} {where},title={title}::{said.hint.translate(_DATA)}"


def as_markdown(report: Report, lang: str) -> str:
    """The whole report for a person, as Markdown: every finding, cut where a host would cut."""
    lines = ["## kb check", "", summary(report, lang)]
    if report.diagnostics:
        head = ("| Where | Finding | What to do |", "| 位置 | 问题 | 怎么办 |")[lang == "zh"]
        lines += ["", head, "|---|---|---|"]
    size = 0
    for number, one in enumerate(found := _errors_first(report)):
        said = worded(one, lang)
        cells = (f"{printable(one.path)}:{one.line}", f"{one.code} {said.message}", said.hint)
        where, what, todo = (cell.translate(INERT) for cell in cells)
        lines.append(f"| {where} | {look(one).sign} {what} | {todo} |")
        size += len(lines[-1].encode("utf-8", "replace"))
        if size > _SUMMARY_BYTES:
            lines += ["", f"… {len(found) - number - 1}"]
            break
    return "\n".join(lines)


def _fingerprint(one: Diagnostic) -> str:
    """What makes a finding the same finding after lines were added above it."""
    told = "\n".join((one.path, one.code, *(f"{name}={value}" for name, value in one.args)))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"))


def as_sarif(report: Report, lang: str) -> str:
    """SARIF 2.1.0, which code hosts and editors read."""
    codes = sorted({one.code for one in report.diagnostics})
    rules = [
        {
            "id": code,
            "defaultConfiguration": {"level": LOOKS[severity(code)].sarif},
            "properties": {"tags": ["content"]},
        }
        for code in codes
    ]
    driver = {"name": "kb", "semanticVersion": __version__, "rules": rules}
    results = [_result(one, codes.index(one.code), lang) for one in report.diagnostics]
    run = {"tool": {"driver": driver}, "language": {"en": "en", "zh": "zh-Hans"}[lang], "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(one: Diagnostic, index: int, lang: str) -> dict[str, object]:
    said = worded(one, lang)
    place = {"artifactLocation": {"uri": _uri(one.path)}, "region": {"startLine": one.line}}
    return {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": look(one).sarif,
        "message": {"text": f"{said.message}\n{said.hint}"},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"finding/v1": _fingerprint(one)},
    }


def as_junit(report: Report, lang: str) -> str:
    """JUnit's XML: an error is a failed case, a warning a passed one that says something."""
    suite = ElementTree.Element(
        "testsuite", name="kb check", tests=str(len(report.diagnostics) or 1), failures=str(report.errors), errors="0"
    )
    for one in report.diagnostics:
        said = worded(one, lang)
        path = printable(one.path)
        name = f"{one.code} {path}:{one.line}"
        case = ElementTree.SubElement(suite, "testcase", classname=path, name=name, file=path, line=str(one.line))
        told = f"{path}:{one.line}: {one.code} {said.message}\n{said.hint}"
        if severity(one.code) is Severity.ERROR:
            ElementTree.SubElement(case, "failure", message=said.message, type=one.code).text = told
        else:
            ElementTree.SubElement(case, "system-out").text = told
    if not report.diagnostics:
        ElementTree.SubElement(suite, "testcase", classname="kb", name=summary(report, lang))
    root = ElementTree.Element("testsuites")
    root.append(suite)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def as_gitlab(report: Report, lang: str) -> str:
    """A code quality report; two findings that are alike in one file differ by their number."""
    seen: dict[str, int] = {}
    return json.dumps([_quality(one, lang, seen) for one in report.diagnostics], ensure_ascii=False, indent=2)


def _quality(one: Diagnostic, lang: str, seen: dict[str, int]) -> dict[str, object]:
    said = worded(one, lang)
    mark = _fingerprint(one)
    seen[mark] = seen.get(mark, 0) + 1
    return {
        "description": f"{said.message} — {said.hint}",
        "check_name": one.code,
        "fingerprint": mark if seen[mark] == 1 else f"{mark}-{seen[mark]}",
        "severity": look(one).gitlab,
        "location": {"path": printable(one.path), "lines": {"begin": one.line}},
    }


FORMATS: dict[str, Writer] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "junit": as_junit,
}
HOSTED = frozenset({"github", "gitlab", "sarif", "junit"})  # their paths begin at the repository, not at the base
