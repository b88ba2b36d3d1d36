"""The same build with its defences taken out: what the payloads do where nothing stops them.

It proves that the browser would notice. Bodies come as Markdown gave them, front matter is not escaped, search results
are written as markup. It lives for the tests alone and is no option of anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from kb.model.body import Body, Section
from kb.render.engine import to_html

WRITTEN_AS_TEXT = "element.append(...children);"
WRITTEN_AS_MARKUP = (
    "for (const one of children) element.insertAdjacentHTML('beforeend', one.outerHTML ?? one.textContent ?? one);"
)


def _body(markdown: str, line: int = 1, ids: Any = None) -> Body:
    return Body(markdown, line, (Section(None, to_html(markdown), markdown),), (), ())


def _plain(value: object) -> str:
    return str(value)


@contextmanager
def unsanitised() -> Iterator[None]:
    """Within, `kb build` neither sanitises nor escapes."""
    with ExitStack() as stack:
        for name, other in (
            ("kb.render.body", _body),
            ("kb.pages.body.finish", lambda html, resolve, lang="en": html),
            ("kb.pages.markup._safe", _plain),
            ("kb.render.staged.escaped", _plain),
            ("kb.pages.conventions.feeds.escape", _plain),
        ):
            stack.enter_context(patch(name, other))
        yield
