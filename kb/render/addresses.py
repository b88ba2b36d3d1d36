"""Bare http(s) addresses as links.

An address ends at the first character that is not ASCII: in `见 https://example.org/a，然后` the Chinese comma
and what follows are prose. Engines that follow the letter of the standard swallow it.
"""

from __future__ import annotations

import re
from html import unescape

_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9])https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:[/?#](?:[A-Za-z0-9\-._~:/?#\[\]@!$'()*+,;=%]|&amp;)*)?"
)
_PUNCTUATION = "?!.,:;*_~'[]"


def linked(html_text: str) -> tuple[str, list[tuple[str, int]]]:
    """Escaped text with its addresses as links, and (address, line breaks before it) of each."""
    found: list[tuple[str, int]] = []

    def link(match: re.Match[str]) -> str:
        written = _trimmed(match[0])
        if "." not in written.split("/", 3)[2]:
            return match[0]
        found.append((unescape(written), html_text.count("\n", 0, match.start())))
        return f'<a href="{written}">{written}</a>{match[0][len(written) :]}'

    return _ADDRESS.sub(link, html_text), found


def _trimmed(address: str) -> str:
    """Without the punctuation that ends the sentence rather than the address."""
    unopened = address.count(")") - address.count("(")
    while True:
        if address.endswith("&amp;"):
            address = address[:-5]
        elif unopened > 0 and address.endswith(")"):
            address, unopened = address[:-1], unopened - 1
        elif address[-1] in _PUNCTUATION:
            address = address[:-1]
        else:
            return address
