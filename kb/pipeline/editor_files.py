"""What makes an editor know our front matter: settings, tasks, snippets and schemas, as files with their text.

Everything is made from the table of fields, the vocabulary and the settings of a base, so that nothing is typed twice.
Visual Studio Code reads JSON Schemas in YAML files only, not in the front matter of Markdown; there its own snippets
complete keys and values, and a task that goes on checking flags what is wrong while one types. No extension is needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kb.frontmatter.writer import scalar
from kb.model.kinds import FOLDERS, STATES, Kind
from kb.model.settings import Settings
from kb.parse.json_schema import front_matter_schema
from kb.parse.schema import fields_of
from kb.pipeline.outlines import outline
from kb.vocabulary import Vocabulary

Files = Mapping[str, str]
_LISTED = {"causes": "causes", "project_types": "project_types", "series": "series", "type": "project_types"}
_LINES = r"^(.+\.(?:md|yml|toml)):(\d+): "
_FIRST, _LAST = "kb: checking", "kb: checked"  # what `kb check --watch` says before and after each report


def vscode(vocabulary: Vocabulary, settings: Settings) -> Files:
    """The files of a `.vscode` folder, by path in the base."""
    snippets = {**_skeletons(), **_values(vocabulary, settings)}
    schemas = {f".vscode/schemas/{kind}.json": _text(front_matter_schema(kind)) for kind in Kind}
    return {
        ".vscode/settings.json": _text(_SETTINGS),
        ".vscode/tasks.json": _text({"version": "2.0.0", "tasks": [_task()]}),
        ".vscode/lessonbook.code-snippets": _text(snippets),
        **schemas,
    }


def obsidian() -> Files:
    """The settings by which Obsidian opens a base as a vault: relative Markdown links, and our templates."""
    return {
        ".obsidian/app.json": _text(
            {
                "useMarkdownLinks": True,
                "newLinkFormat": "relative",
                "attachmentFolderPath": "./",
                "alwaysUpdateLinks": True,
            }
        ),
        ".obsidian/core-plugins.json": _text(
            ["file-explorer", "global-search", "switcher", "backlink", "tag-pane", "page-preview", "templates"]
        ),
        ".obsidian/templates.json": _text({"folder": "site_config/templates"}),
    }


_OBSIDIAN: Mapping[str, Any] = {
    "useMarkdownLinks": True,
    "newLinkFormat": "relative",
    "attachmentFolderPath": "./",
    "alwaysUpdateLinks": True,
}
_SETTINGS: Mapping[str, Any] = {
    "files.autoSave": "afterDelay",
    "files.eol": "\n",
    "files.trimFinalNewlines": True,
    "markdown.validate.enabled": True,
    "markdown.updateLinksOnFileMove.enabled": "prompt",
    "[markdown]": {
        "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "on"},
        "editor.snippetSuggestions": "top",
        "editor.wordBasedSuggestions": "off",
        "editor.wordWrap": "on",
        "files.encoding": "utf8",
    },
}


def _task() -> dict[str, Any]:
    """The task that goes on checking; what it says becomes marks in the files."""
    background = {"activeOnStart": True, "beginsPattern": f"^{_FIRST}$", "endsPattern": f"^{_LAST}$"}
    words = {"file": 1, "line": 2, "code": 3, "severity": 4, "message": 5}
    common = {"owner": "kb", "fileLocation": ["relative", "${workspaceFolder}"], "background": background}
    serious = {"regexp": _LINES + r"(KB[1-7]\d{2}) (?:(warning): )?(.+)$", **words}
    advice = {"regexp": _LINES + r"(KB8\d{2}) advice: (.+)$", "file": 1, "line": 2, "code": 3, "message": 4}
    return {
        "label": "kb check",
        "type": "shell",
        "command": "kb --lang en check --watch",
        "isBackground": True,
        "runOptions": {"runOn": "folderOpen"},
        "presentation": {"reveal": "never", "panel": "dedicated"},
        "problemMatcher": [
            {**common, "severity": "error", "pattern": serious},
            {**common, "owner": "kb advice", "severity": "info", "pattern": advice},
        ],
    }


def _skeletons() -> dict[str, Any]:
    """A whole new file of each kind, in English and Chinese: type `kb-lesson`."""
    found: dict[str, Any] = {}
    for kind in Kind:
        for lang, mark in (("en", ""), ("zh", "-zh")):
            name = f"kb-{kind}{mark}"
            found[name] = _snippet(name, _skeleton(kind, lang), f"{FOLDERS[kind]}/…")
    return found


def _skeleton(kind: Kind, lang: str) -> list[str]:
    head = ["---", "title: $1", "date: ${2:$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE}", "tags: [$3]"]
    if kind is Kind.PERSON:
        head = ["---", f"names: {{{lang}: $1}}", "consent: ${2|internal,public,name-only,pseudonym|}"]
    if lang == "zh" and kind is not Kind.PERSON:
        head.append("lang: zh-Hans")
    if kind is Kind.SALON:
        head += ["programme:", '  - {time: "${4:14:00}", kind: session, id: ${5:first-session}, title: ${6:…}}']
    body = [line for heading, hint in outline(kind, lang) for line in ("", f"## {heading}", "", f"<!-- {hint} -->")]
    return [*head, "---", *body, "", "$0"]


def _values(vocabulary: Vocabulary, settings: Settings) -> dict[str, Any]:
    """A key with the values that it may have: type the key, then choose."""
    found = {
        key: _snippet(f"{key}:", [f"{key}: ${{1|{_choice(values)}|}}"], ", ".join(map(str, values))[:120])
        for key, values in sorted(_choices(settings).items())
    }
    for topic in vocabulary.topics:
        labels = " / ".join(topic.label.every())
        found[f"topic {topic.id}"] = _snippet([topic.id, *topic.label.every()], [topic.id], labels)
    return found


def _choices(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Key → its values, where those are a list: of the content model, or of the base's settings."""
    found: dict[str, dict[str, None]] = {}
    for kind in Kind:
        for key, field in fields_of(kind).items():
            values = field.schema().get("enum", ())
            found.setdefault(key, {}).update(dict.fromkeys(map(str, values)))
        found.setdefault("status", {}).update(dict.fromkeys(map(str, STATES[kind])))
    lists = {"causes": settings.causes, "project_types": settings.project_types, "series": settings.series}
    for key, name in _LISTED.items():
        found[key] = dict.fromkeys(one for one, _ in lists[name])
    return {key: tuple(values) for key, values in found.items() if values}


def _choice(values: Iterable[str]) -> str:
    """Values as a choice of a snippet, in which a comma and a bar mean something."""
    return ",".join(scalar(one, True).replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|") for one in values)


def _snippet(prefix: str | list[str], body: list[str], description: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body, "description": description}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
