"""HTML → Markdown, always through the sanitiser first. Tables get a header row, and their cells cannot break them."""

from __future__ import annotations

import importlib
import re
from typing import Any

import nh3

_TAGS = set(
    "a abbr b blockquote br caption code dd del div dl dt em "
    "figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre "
    "s section span strong sub sup table tbody td tfoot th thead tr u ul".split()
)
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "td": {"colspan"}, "th": {"colspan"}}


def markdown(html: str) -> str:
    """Markdown of a piece of HTML. Scripts, styles, forms and frames do not survive."""
    safe = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, clean_content_tags={"script", "style"}, link_rel=None)
    converter = _converter()(heading_style="ATX", bullets="-", table_infer_header=True, escape_underscores=False)
    text = "\n".join(line.rstrip() for line in converter.convert(safe).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _converter() -> Any:
    """markdownify's class with one change: a pipe in a cell is escaped and a cell is one line."""
    base: Any = importlib.import_module("markdownify").MarkdownConverter

    def td(self: Any, el: Any, text: str, parent_tags: Any) -> Any:
        return base.convert_td(self, el, _cell(text), parent_tags)

    def th(self: Any, el: Any, text: str, parent_tags: Any) -> Any:
        return base.convert_th(self, el, _cell(text), parent_tags)

    return type("Converter", (base,), {"convert_td": td, "convert_th": th})


def _cell(text: str) -> str:
    return " ".join(re.sub(r"(?<!\\)\|", r"\\|", text).split())
