"""Staged pages, read again; and the Python-Markdown extension that hands them through to a bare `mkdocs build`.

`kb build` rendered every body already (see `kb.render`), so nothing is converted here: the front matter, the table of
contents in the comment that `kb.render.staged` put at position 0, and finished HTML. A page without that comment was
not staged by `kb` and is refused: nothing that was not checked and made safe is published.
"""

from __future__ import annotations

import json
from typing import Any

from markdown import Extension, Markdown  # type: ignore[import-untyped]
from mkdocs.exceptions import BuildError

from kb.render.staged import CLOSE, OPEN
from kb.render.tokens import escaped

NAME = __name__
_END = "\n---\n"


class Unstaged(BuildError):
    """A page that `kb` did not stage; MkDocs prints it as one line."""


def read_staged(data: bytes) -> tuple[dict[str, Any], list[dict[str, Any]], str]:
    """(front matter, table of contents as Python-Markdown describes it, HTML) of a staged page."""
    front, end, source = data.decode().partition(_END)
    if not front.startswith("---\n") or not end:
        raise _refusal()
    try:
        meta = json.loads("{" + ",".join(front.split("\n")[1:]) + "}")
    except ValueError as error:
        raise _refusal() from error
    return meta, *_parts(source)


def _parts(source: str) -> tuple[list[dict[str, Any]], str]:
    end = source.find(CLOSE)
    if not source.startswith(OPEN) or end < 0:
        raise _refusal()
    contents = [_token(item) for item in json.loads(source[len(OPEN) : end])]
    return contents, source[end + len(CLOSE) :].lstrip("\n")


class StagedPages(Extension):  # type: ignore[misc]
    """Replaces the conversion of a `Markdown` instance."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.convert = _Page(md).convert


class _Page:
    def __init__(self, md: Markdown) -> None:
        self._md = md

    def convert(self, source: str) -> str:
        self._md.toc_tokens, html = _parts(source)
        self._md.toc = ""
        return html


def _token(item: dict[str, Any]) -> dict[str, Any]:
    """A heading as Python-Markdown describes it; themes print its name and id as they are."""
    return {
        "level": item["level"],
        "id": escaped(item["id"]),
        "name": escaped(item["name"]),
        "html": escaped(item["name"]),
        "data-toc-label": "",
        "children": [_token(child) for child in item["children"]],
    }


def _refusal() -> Unstaged:
    return Unstaged("this page was not staged by kb: run `kb build` instead of the site engine alone")


def makeExtension(**options: Any) -> StagedPages:
    return StagedPages(**options)
