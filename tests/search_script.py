"""The site's search script: the modules of `kb/scripts/search` in one file, so that a reader waits for one request.

`python -m tests.search_script` writes the file; a test insists that it is up to date. Each module becomes a function of
its own scope that gives what the module exports. Comments of whole lines and indentation are left out; nothing else is
changed, and nothing but what our modules use is understood: imports of names from a neighbour, exports of declarations.
"""

from __future__ import annotations

import re
from pathlib import Path

SOURCES = Path(__file__).parents[1] / "kb" / "scripts" / "search"
SCRIPT = Path(__file__).parents[1] / "kb" / "theme" / "assets" / "kb" / "search" / "engine.js"
EXPORTED = {"engine": "Engine", "analysis": "Analyzer", "porter2": "stem"}
HEAD = "/* Written by `python -m tests.search_script` from kb/scripts/search: change it there. */\n"

_IMPORT = re.compile(r'^import (\{[^}]+\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|class) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^ */\*.*?\*/$\n", re.MULTILINE | re.DOTALL)
_REMARK = re.compile(r"(?<=[;,{]) // .*$", re.MULTILINE)


def text() -> str:
    sources = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.js"))}
    ordered: list[str] = []
    for name in sources:
        _after_what_it_needs(name, sources, ordered)
    modules = "".join(_wrapped(name, sources[name]) for name in ordered)
    return HEAD + modules + "".join(f"export const {{ {what} }} = ${name};\n" for name, what in EXPORTED.items())


def _after_what_it_needs(name: str, sources: dict[str, str], ordered: list[str]) -> None:
    for _, needed in _IMPORT.findall(sources[name]):
        _after_what_it_needs(needed, sources, ordered)
    if name not in ordered:
        ordered.append(name)


def _wrapped(name: str, source: str) -> str:
    given = ", ".join(_EXPORT.findall(source))
    plain = _EXPORT.sub("", _IMPORT.sub(r"const \1 = $\2;", _REMARK.sub("", _COMMENT.sub("", source))))
    lines = "\n".join(line.strip() for line in plain.splitlines() if line.strip())
    return f"const ${name} = (() => {{\n{lines}\nreturn {{ {given} }};\n}})();\n"


if __name__ == "__main__":
    SCRIPT.write_text(text(), encoding="utf-8")
