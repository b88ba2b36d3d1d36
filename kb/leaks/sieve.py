"""Which words of a text a mark can stand in: most texts hold none, and are done with.

Every mark holds a piece that can be looked for first: the word itself, the longest one of a title or a clause. A word
as a text writes it is folded and taken apart once, for all texts that use it. Marks only become fewer, so a word that
is in none of them stays so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kb.analysis.words import is_han, pieces
from kb.leaks.pieces import said_by


class Sieve:
    """`keys` are pieces that marks hold; `names` the first two characters of those that may stand inside a piece."""

    def __init__(self, keys: Iterable[str], names: Mapping[str, object]) -> None:
        self._keys = Counter(keys)
        self._names = names  # it is that of the marks, and becomes smaller with them
        self._telling: set[bytes] = set()
        self._known: set[bytes] = set()  # words that were looked at

    def less(self, keys: Iterable[str]) -> None:
        """Some marks are none any more: the keys that they were looked for by."""
        for key in keys:
            self._keys[key] -= 1
            if self._keys[key] <= 0:
                del self._keys[key]

    def caught(self, words: set[bytes]) -> set[bytes]:
        """Those of a text's words (as `cut` gives them) that a mark can stand in."""
        self._look(words - self._known)
        caught = words & self._telling
        past = {one for one in caught if not self._tells(said_by((one,)))}
        self._telling -= past
        return caught - past

    def _look(self, fresh: set[bytes]) -> None:
        """At words that were never seen."""
        whole = {one for one in fresh if one.isalnum()}  # of ASCII: each is its own only piece
        telling = {one for one in whole if one.decode() in self._keys}
        others = fresh - whole
        if self._tells(said_by(others)):
            telling |= {one for one in others if self._tells(said_by((one,)))}
        self._telling |= telling
        self._known |= fresh

    def _tells(self, folded: str) -> bool:
        found = set(pieces(folded))
        return not self._keys.keys().isdisjoint(found) or (bool(self._names) and any(map(self._names_in, found)))

    def _names_in(self, piece: str) -> bool:
        return is_han(piece) and any(pair in self._names for pair in map(str.__add__, piece, piece[1:]))
