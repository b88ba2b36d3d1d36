"""The grammar of what a person types: words, "phrases", `-left out`, `OR`, ( ), `begin*` and `field:value`.

A query becomes alternatives, each a plain list of what it wants and what it does not: `(a OR b) c` is `a c` or
`b c`. It never raises: what cannot be read is taken as words, and the caller is told. In step with
`kb/scripts/search/grammar.js`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

MOST = 8  # alternatives; each costs a search
DEEPEST = 8

_TOKEN = re.compile(
    r'(?P<minus>-+)?(?:"(?P<phrase>[^"]*)"|(?P<open>\()'
    r'|(?P<key>[A-Za-z]+):(?P<value>"[^"]*"|[^\s"()|]+)|(?P<word>[^\s"()|]+))|(?P<close>\))|(?P<or>\|+)'
)

Pair = tuple[str, str]


class Branch(NamedTuple):
    """One alternative. `excluded` are words of which a hit must not hold all, `forbidden` phrases, `without` pairs
    that must not all be true of it."""

    words: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    without: tuple[tuple[Pair, ...], ...] = ()

    def joined(self, other: Branch) -> Branch:
        return Branch(
            self.words + other.words,
            self.prefixes + other.prefixes,
            self.phrases + other.phrases,
            self.pairs + other.pairs,
            self.excluded + other.excluded,
            self.forbidden + other.forbidden,
            self.without + other.without,
        )

    def negated(self) -> Branch:
        """What leaves out whatever this holds. Raises `Unreadable` for a mixture."""
        if self == Branch(words=self.words):
            return Branch(excluded=(self.words,))
        if self == Branch(pairs=self.pairs):
            return Branch(without=(self.pairs,))
        if self == Branch(phrases=self.phrases[:1]):
            return Branch(forbidden=self.phrases)
        raise Unreadable


class Unreadable(Exception):
    """A bracket or an OR stands where none can be, or there are too many of them."""


class _Token(NamedTuple):
    """`kind` is `open`, `close`, `or` or `item`; `minus` is set on what is to be left out."""

    kind: str
    minus: bool = False
    branch: Branch = Branch()


def read(source: str, is_pair: Callable[[str, str], bool]) -> tuple[tuple[Branch, ...], bool]:
    """The alternatives of a query with balanced quotes, and whether it could be read as it stands.

    `is_pair` tells a field with a value from words that merely have a colon in them.
    """
    tokens = [_token(match, is_pair) for match in _TOKEN.finditer(source)]
    try:
        found, at = _alternatives(tokens, 0, 0)
        if at == len(tokens):
            return tuple(dict.fromkeys(found)), True
    except Unreadable:
        pass
    return (_joined(one.branch.negated() if one.minus else one.branch for one in tokens),), False


def _token(match: re.Match[str], is_pair: Callable[[str, str], bool]) -> _Token:
    minus = bool(match["minus"])
    if match["or"] or match["word"] == "OR":
        return _Token("or")
    if match["open"] or match["close"]:
        return _Token("open" if match["open"] else "close", minus)
    if match["phrase"] is not None:
        return _Token("item", minus, Branch(phrases=(match["phrase"],)))
    key = (match["key"] or "").lower()
    if key and is_pair(key, match["value"].strip('"')):
        return _Token("item", minus, Branch(pairs=((key, match["value"].strip('"')),)))
    word = match["word"] or match.group()[len(match["minus"] or "") :]
    if minus:  # a word without letters is no word to leave out
        return _Token("item", bool(re.match(r"\w", word)), Branch(words=(word.rstrip("*"),)))
    prefix = re.fullmatch(r"(?=\D)(\w{2,})\*+", word, re.ASCII)
    return _Token("item", False, Branch(prefixes=(prefix[1],)) if prefix else Branch(words=(word,)))


def _joined(branches: Iterable[Branch]) -> Branch:
    total = Branch()
    for one in branches:
        total = total.joined(one)
    return total


def _alternatives(tokens: list[_Token], at: int, depth: int) -> tuple[list[Branch], int]:
    """Alternatives up to a closing bracket or the end, and where that is."""
    if depth > DEEPEST:
        raise Unreadable
    found: list[Branch] = []
    while True:
        begin = at
        branches, at = _together(tokens, at, depth)
        found += branches
        more = at < len(tokens) and tokens[at].kind == "or"
        if at == begin and (more or len(found) > len(branches)):
            raise Unreadable  # OR with nothing beside it
        if len(found) > MOST:
            raise Unreadable
        if not more:
            return found, at
        at += 1


def _together(tokens: list[_Token], at: int, depth: int) -> tuple[list[Branch], int]:
    """What stands side by side, up to an OR, a closing bracket or the end."""
    found = [Branch()]
    while at < len(tokens) and tokens[at].kind in ("item", "open"):
        token = tokens[at]
        if token.kind == "item":
            inner, at = [token.branch], at + 1
        else:
            inner, at = _alternatives(tokens, at + 1, depth + 1)
            if at == len(tokens) or tokens[at].kind != "close":
                raise Unreadable
            at += 1
        if token.minus:
            inner = [_joined(one.negated() for one in inner)]
        found = [one.joined(other) for one in found for other in inner]
        if len(found) > MOST:
            raise Unreadable
    return found, at
