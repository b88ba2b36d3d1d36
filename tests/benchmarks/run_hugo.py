"""The peer's pages as a Hugo site: the same files, and a theme of three templates that holds nothing but the text."""

from __future__ import annotations

import shutil
from pathlib import Path

_FILES = {
    "hugo.toml": 'baseURL = "https://example.org/"\ntitle = "The same pages"\n',
    "layouts/_default/baseof.html": """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/_default/single.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ .Content }}{{ end }}
""",
    "layouts/_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1>
{{ .Content }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
}


def hugo_site(plain: Path, folder: Path) -> Path:
    """Make the site in `folder` of the pages in `plain/docs`, if it is not there yet."""
    if not (folder / "content").is_dir():
        shutil.copytree(plain / "docs", folder / "content")
        (folder / "content" / "index.md").rename(folder / "content" / "_index.md")  # home is a list to Hugo
        (folder / "content" / "tags.md").unlink(missing_ok=True)  # Hugo makes its own
    for path, text in _FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder
