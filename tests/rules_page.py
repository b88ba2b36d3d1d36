"""`docs/rules.md`, written from the table of messages and from the case of each rule that explains it.

`python -m tests.rules_page` writes the file; a test insists that it is up to date.
"""

from __future__ import annotations

from pathlib import Path

from kb.model.codes import CODES, refuses
from kb.model.codes import severity as found_severity
from tests.casebook import Case, CaseFile, cases

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
GROUPS = {
    "1": "The file",
    "2": "Front matter and fences",
    "3": "Fields",
    "4": "References",
    "5": "Life cycle",
    "6": "Programmes",
    "7": "Vocabulary and settings",
    "8": "Advice",
    "9": "Secrets and personal data",
}
INTRODUCTION = """\
# Rules

What `kb check` looks for. It reads every file and reports everything that it finds, sorted by path and line. What is
safe to mend `kb check --fix` mends, and shows how. A finding says where, which rule and what is wrong; the line under it says what to do. `kb --lang zh check`
says the same in Chinese, `--format json` says it to other programs.

An error exits with 1. A warning exits with 0, and with 1 under `--strict`. Advice is given on files that you name or
changed, or with `--advice`; it stops nobody, unless `--fail-on advice` asks for that. Where it says *left out*, the file gives no
entry until it is corrected: it is neither indexed nor published, and never guessed. Nothing can be switched off; a
rule that is wrong is a bug.

This page is generated from the messages and from `tests/cases/`, where each rule has its examples.
"""


def text() -> str:
    """The whole page."""
    explained = {case.code: case for case in cases() if case.title}
    parts = [INTRODUCTION]
    for number, name in GROUPS.items():
        parts.append(f"## {name}\n")
        parts += [_rule(code, explained[code]) for code in CODES if code.startswith(f"KB{number}")]
    return "\n".join(parts)


def _rule(code: str, case: Case) -> str:
    severity = "Error, left out" if refuses(code) else found_severity(code).capitalize()
    files = "\n".join(_file(one) for one in case.files)
    said = _block(case.said["en"] + case.said["zh"], "text")
    return f"### {code}: {case.title}\n\n*{severity}.* {case.why}\n\n{files}\n{said}"


def _file(one: CaseFile) -> str:
    name = one.path.encode(errors="backslashreplace").decode().replace("\n", "\\n")
    what = f", a {one.form}" if one.form.startswith(("symbolic link", "named pipe")) else ""
    what = f", where {one.form.replace('times', 'times over').replace(',', ' stands')}" if "times" in one.form else what
    what = ", which nobody may read" if one.form == "unreadable" else what
    language = one.path.rsplit(".", 1)[-1]
    shown = _block(one.text, {"md": "markdown", "yml": "yaml"}.get(language, language)) if one.text.strip() else ""
    return f"`{name}`{what}:\n\n{shown}" if shown else f"`{name}`{what}\n"


def _block(content: str, language: str) -> str:
    fence = "~~~~" if "```" in content else "```"
    return f"{fence}{language}\n{content.rstrip()}\n{fence}\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text(), encoding="utf-8")
