"""Text → the clauses and pieces that are compared: what stands between two signs, and the words in it.

Both sides of a comparison pass through here: what is withheld, what may be shown, and every file of a site. So it does
not matter how a file writes a word: as an entity, percent-encoded, as `\\u4e2d`, in capitals, in another Unicode form.

Most of what a site says is ASCII, also in other languages: the bytes of a text are cut at its ASCII signs by one
translation, and only what is not ASCII between two of them is normalized and cut by an expression.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import unquote

from kb.analysis.folding import fold
from kb.analysis.words import pieces

_BETWEEN = re.compile(r"[^\w '’-]+")
_CUT = bytes(
    code if code > 127 or chr(code) in "_ '-" else ord(chr(code).lower()) if chr(code).isalnum() else 10
    for code in range(256)
)
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(["\\/;,])|([bfnrt]))')
_PERCENT = re.compile("%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*")  # begins with a sign, which is quick to look for
_ROUNDS = 3  # how often one form of writing may lie in another: JSON in HTML in XML


def clauses_of(text: str) -> list[str]:
    """What stands between signs, tags and line breaks, folded, in order; some of it empty."""
    return [one.strip(" ") for one in _BETWEEN.split(fold(plain(text)))]


def cut(text: str) -> bytes:
    """A text cut at its signs of ASCII into lines: quick to make and to compare, and not folded yet.

    A sign of ASCII never becomes part of a letter, so what stands between two of them can be folded apart; so can what
    stands between two blanks.
    """
    return plain(text).encode("utf-8", "surrogatepass").translate(_CUT)


def said_by(words: Iterable[bytes]) -> str:
    """What some words of a text that was `cut` say, folded, a word a line."""
    return fold(_decoded(words))


def folded(parts: set[bytes]) -> set[str]:
    """The clauses in lines that `cut` gave: those of `clauses_of`, each once."""
    others = {one for one in parts if not one.isascii()}
    found = _decoded(parts - others).split("\n")
    if others:
        found += _BETWEEN.split(fold(_decoded(others)))
    return {one.strip(" ") for one in found}


def pieces_of(clause: str) -> list[str]:
    """The words and Han runs of a folded clause, in order."""
    return pieces(clause)


def pieces_in(clauses: Iterable[str]) -> list[str]:
    """The words and Han runs of folded clauses: in order within a clause, the clauses in no promised order."""
    return [piece for part in _sorted(clauses) for piece in pieces(part)]


def _sorted(clauses: Iterable[str]) -> tuple[str, str]:
    """The clauses of ASCII alone, and the others."""
    plain: list[str] = []
    others: list[str] = []
    for one in clauses:
        (plain if one.isascii() else others).append(one)
    return "\n".join(plain), "\n".join(others)


def _decoded(clauses: Iterable[bytes]) -> str:
    return b"\n".join(clauses).decode("utf-8", "surrogatepass")


def plain(text: str) -> str:
    """Text with its escapes, entities and percent-encoding resolved, also where one lies in another."""
    for _ in range(_ROUNDS):
        before = text
        if "\\" in text:
            text = _ESCAPE.sub(_escaped, text)
        if "&" in text:
            text = html.unescape(text)
        if "%" in text:
            text = _PERCENT.sub(_unquoted, text)
        if text == before:
            break
    return text


def _escaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code is not None:
        return chr(int(code, 16))
    return found[3] or "\n"


def _unquoted(found: re.Match[str]) -> str:
    return unquote(found[0])
