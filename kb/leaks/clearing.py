"""Which marks that a site says may be said: taken off by the texts that may be shown, as many of them as it takes.

A mark that no file says needs no text that clears it. So the site is read first; whatever it says of what is withheld
is looked for in the texts that may be shown, in that of the entry whose page it is before all others, until nothing is
left to explain or no text is left to explain it. To clear a text is to take it apart, so texts that write a word of the
mark come before those that could only say it in another way. Only where nearly every text says some of many marks, all
are cleared first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from hashlib import blake2b
from itertools import chain

from kb.leaks.marks import Marks

Source = tuple[str, str, Iterable[str]]  # a name, a sum that stands for the texts, the texts


class Clearing:
    """`cleared` are the sums of sources whose texts were taken off these marks before; `sources` are all there are."""

    def __init__(self, marks: Marks, sources: Iterable[Source], cleared: Collection[str]) -> None:
        self.marks = marks
        self.gone: set[str] = set()  # marks that were taken off here
        self._left: dict[str, list[tuple[str, Iterable[str]]]] = defaultdict(list)
        self.cleared: set[str] = set()
        for name, total, texts in sources:
            one = blake2b(f"{name}\0{total}".encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
            if one in cleared:
                self.cleared.add(one)
            else:
                self._left[name].append((one, texts))
        if marks.many:
            self._clear([texts for name in [*self._left] for texts in self._taken(name)])

    def order(self, paths: Iterable[str]) -> list[str]:
        """The files of a site, pages of entries at both ends, where two processes begin.

        What these say is cleared soonest, each by its own entry, and most of it is what the others say too.
        """
        own: list[str] = []
        others: list[str] = []
        for path in sorted(paths):
            (own if _source(path) in self._left else others).append(path)
        half = len(own) // 2
        return own[:half] + others + own[half:]

    def also(self, gone: set[str], cleared: set[str]) -> None:
        """What another process has taken off its copy of the marks."""
        self.marks.forget(gone)
        self.gone |= gone
        self.cleared |= cleared

    def unsaid(self, found: set[str], path: str) -> set[str]:
        """Those of the marks `found` in the file `path` that nothing says which may be shown."""
        if found:
            found = found - self._clear(self._taken(_source(path)))
        for explained in (self._skimmed, self._read):
            for name in [*self._left] if found else ():
                found = explained(name, found)
                if not found:
                    break
        return found

    def _skimmed(self, name: str, found: set[str]) -> set[str]:
        """What is left of some marks when those texts of a source are cleared that write a word of them."""
        for at, (one, texts) in enumerate(self._left[name]):
            rest, others = iter(texts), []
            for text in rest if found else ():
                if _writes(text, found):
                    found = found - self._clear([(text,)])
                else:
                    others.append(text)
                if not found:
                    break
            self._left[name][at] = one, chain(others, rest)
        return found

    def _read(self, name: str, found: set[str]) -> set[str]:
        """What is left of some marks when a source is cleared as a whole."""
        return found - self._clear(self._taken(name))

    def _taken(self, name: str) -> list[Iterable[str]]:
        sources = self._left.pop(name, ())
        self.cleared.update(one for one, _ in sources)
        return [texts for _, texts in sources]

    def _clear(self, texts: list[Iterable[str]]) -> set[str]:
        gone = self.marks.clear(chain.from_iterable(texts)) if texts else set()
        self.gone |= gone
        return gone


def _source(path: str) -> str:
    """The entry whose page or data it is, if it is one."""
    return path.partition("/entries/")[2].removesuffix(".json") or path.removesuffix("/index.html")


def _writes(text: str, marks: Iterable[str]) -> bool:
    """Whether a text writes the longest word of a mark, but for its end, which a stem may lack."""
    low = text.lower()
    words = (max(mark.split(" "), key=len) for mark in marks)
    return any(word[: max(2, len(word) - 1)] in low for word in words)
