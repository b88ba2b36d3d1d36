"""Code blocks in colour, in the markup that the site's theme styles.

Pygments is the slowest step of a page, so each (language, code) is highlighted once while the process lives.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from kb.render.tokens import escaped

if TYPE_CHECKING:
    from pygments.formatter import Formatter
    from pygments.lexer import Lexer

LONGEST = 50_000  # characters; some lexers need quadratic time on what is not their language


@lru_cache(maxsize=4096)
def highlighted(language: str, code: str) -> str:
    """The block as HTML; a language that Pygments does not know, or none, is shown without colour."""
    lexer = _lexer(language) if len(code) <= LONGEST else None
    shown = escaped(code)
    if lexer is not None:
        from pygments import highlight

        shown = highlight(code, lexer, _formatter())
    return f'<div class="highlight"><pre><span></span><code>{shown}</code></pre></div>'


@cache
def _formatter() -> Formatter[str]:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    if not language:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
