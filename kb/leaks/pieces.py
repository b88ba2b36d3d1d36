"""Text → the clauses and pieces that are compared: what stands between two signs, and the words in it.

Both sides of a comparison pass through here: what is withheld, what may be shown, and every file of a site. So it does
not matter how a file writes a word: as an entity, percent-encoded, as `\\u4e2d`, in capitals, in another Unicode form.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from kb.analysis.folding import fold
from kb.analysis.words import pieces

_BETWEEN = re.compile(r" *[^\w '’-]+ *")
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["\\/;,])|([bfnrt]))')
_ROUNDS = 3  # how often one form of writing may lie in another: JSON in HTML in XML


def clauses_of(text: str) -> list[str]:
    """What stands between signs, tags and line breaks, folded; some of it empty."""
    return _BETWEEN.split(fold(plain(text)))


def pieces_of(clause: str) -> list[str]:
    """The words and Han runs of a folded clause."""
    return pieces(clause)


def plain(text: str) -> str:
    """Text with its escapes, entities and percent-encoding resolved, also where one lies in another."""
    for _ in range(_ROUNDS):
        before = text
        if "\\" in text:
            text = _ESCAPE.sub(_escaped, text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = unquote(text)
        if text == before:
            break
    return text


def _escaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code is not None:
        return chr(int(code, 16))
    return found[3] or "\n"
