"""The Python-Markdown extension that hands staged pages through: finished HTML in, the same HTML out.

`kb build` rendered every body already (see `kb.render`), so this replaces `convert` and reads the table of contents
from the comment that `kb.render.staged` put at position 0. A page without it was not staged by `kb` and is
refused: nothing that was not checked and made safe is published.
"""

from __future__ import annotations

import json
from typing import Any

from markdown import Extension, Markdown  # type: ignore[import-untyped]

from kb.render.staged import CLOSE, OPEN
from kb.render.tokens import escaped

NAME = __name__


class StagedPages(Extension):  # type: ignore[misc]
    """Replaces the conversion of a `Markdown` instance."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.convert = _Page(md).convert


class _Page:
    def __init__(self, md: Markdown) -> None:
        self._md = md

    def convert(self, source: str) -> str:
        end = source.find(CLOSE)
        if not source.startswith(OPEN) or end < 0:
            raise _refusal("this page was not staged by kb: run `kb build` instead of the site engine alone")
        contents = json.loads(source[len(OPEN) : end])
        self._md.toc_tokens = [_token(item) for item in contents]
        self._md.toc = ""
        return source[end + len(CLOSE) :].lstrip("\n")


def _token(item: dict[str, Any]) -> dict[str, Any]:
    """A heading as Python-Markdown describes it; themes print its name and id as they are."""
    return {
        "level": item["level"],
        "id": escaped(item["id"]),
        "name": escaped(item["name"]),
        "children": [_token(child) for child in item["children"]],
    }


def _refusal(message: str) -> Exception:
    """An error that MkDocs prints as one line."""
    from mkdocs.exceptions import BuildError

    return BuildError(message)


def makeExtension(**options: Any) -> StagedPages:
    return StagedPages(**options)
