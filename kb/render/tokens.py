"""Reading sanitised HTML token by token.

nh3 writes canonical HTML: every attribute is ` name="value"`, text holds no bare `<`, void elements have no
slash. One regular expression is therefore a complete tokeniser. Never use it on HTML from elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=>"]+="[^"]*")*)>')
_PLACED = re.compile(
    r'<(/?[a-z][a-z0-9]*)(?: data-sourcepos="([0-9]{1,7}):[0-9]{1,7}-([0-9]{1,7}):[0-9]{1,7}")?'
    r'((?: [^\s=>"]+="[^"]*")*)>'
)
_FEW = re.compile(r'<(/?)(a|img|section|table)((?: [^\s=>"]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([^\s=>"]+)="([^"]*)"')

VOID = frozenset(("br", "col", "hr", "img", "input", "wbr"))

Token = tuple[str, str, str, str]
Placed = tuple[str, "str | None", "str | None", str, str]


def tokens(html: str, few: bool = False) -> Iterator[Token]:
    """(`/` of an end tag or nothing, name, attributes as written, text up to the next tag), in order.

    The first token has no name and holds the text before the first tag. Nothing is lost: `tag` and the text of
    every token, joined, give `html` again. `few`: only links, pictures, sections and tables are taken for tags.
    """
    parts = ["", "", "", *(_FEW if few else _TAG).split(html)]
    return zip(parts[0::4], parts[1::4], parts[2::4], parts[3::4], strict=True)


def placed(html: str) -> Iterator[Placed]:
    """The same tokens of HTML that says where its elements stood: name (after the `/` of an end tag), lines, the rest.

    The first and last line are None where the tag does not say them before all else. What says so is left out of the
    attributes.
    """
    parts: list[Any] = ["", None, None, "", *_PLACED.split(html)]
    return zip(parts[0::5], parts[1::5], parts[2::5], parts[3::5], parts[4::5], strict=True)


def decoded(escaped_text: str) -> str:
    """Escaped text as the characters that it means."""
    return unescape(escaped_text) if "&" in escaped_text else escaped_text


def attributes(written: str) -> dict[str, str]:
    """The attributes of a start tag, values decoded, in the order in which they stand."""
    return {name: decoded(value) for name, value in _ATTRIBUTE.findall(written)} if written else {}


def escaped(text: str) -> str:
    """Text for HTML, in an attribute or outside one."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def start_tag(name: str, values: dict[str, str]) -> str:
    """A start tag in the canonical form that `tokens` reads."""
    written = "".join(f' {key}="{escaped(value)}"' for key, value in values.items())
    return f"<{name}{written}>"
