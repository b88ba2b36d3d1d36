"""A page as the site engine reads it: front matter, the table of contents in a comment, finished HTML.

The front matter is JSON, which is YAML that holds no surprise. The comment stands at position 0 of the body,
where nothing that a person wrote can stand: sanitised HTML has no comments. Same page, same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from kb.model.page import Page, TocItem
from kb.render.tokens import escaped

_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

_ENCODED = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True).encode

OPEN, CLOSE = "<!--kb:toc ", "-->"


def staged(page: Page) -> bytes:
    """The staged file of a page: `page.meta` in its front matter, beside `title` and `lang`.

    `title` and `description` are escaped for HTML, because the engine and its theme print them as they are.
    Every other value is plain, and the template that shows it escapes it.
    """
    meta = {**page.meta, "title": page.title, "lang": page.lang}
    for key in ("title", "description"):
        if key in meta:
            meta[key] = escaped(str(meta[key]))
    contents = _json([_tree(item) for item in page.toc])
    return f"---\n{_yaml(meta)}---\n{OPEN}{contents}{CLOSE}\n{page.html}".encode()


def _yaml(meta: Mapping[str, object]) -> str:
    """One `"key": value` a line, sorted, every value as JSON."""
    return "".join(f"{_json(key)}: {_json(meta[key])}\n" for key in sorted(meta))


def _json(value: object) -> str:
    r"""JSON that means the same in YAML and cannot end a comment.

    YAML reads `\ud83d\ude00` as two broken characters and folds U+2028, so characters stand as they are, except
    those that YAML forbids or takes for the end of a line.
    """
    text = _ENCODED(value)
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "\\u002d\\u002d")
    return _NOT_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _tree(item: TocItem) -> dict[str, object]:
    return {
        "name": item.name,
        "id": item.id,
        "level": item.level,
        "children": [_tree(child) for child in item.children],
    }
