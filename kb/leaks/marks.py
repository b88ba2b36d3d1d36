"""What only withheld text has said, and where it turns up.

A mark is a clause, a title, a name, an id, or one word that nothing shown has ever used. What the audience reads
elsewhere is nobody's secret: whatever `clear` finds in a text that may be shown is no mark any more. So an internal
title that is also a common phrase of the public text cannot stop a build. Everything is compared clause by clause.
What was looked at once is not looked at again: a site says most of its clauses many times, and most of them are what
the texts say that may be shown, which were looked at to clear the marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.analysis.words import is_han, joined, word_tokens, word_unit
from kb.leaks.pieces import clauses_of, cut, folded, pieces_in, pieces_of
from kb.leaks.withheld import Saying

EVERY = 3  # each third clause of a text is a mark, besides every word that nobody else uses
LETTERS = 4  # of a word, a title, a name or an id; a Han character counts as two
_REMEMBERED = 1 << 20  # parts of texts
_FOLDERS = frozenset("content lessons practices cases salons people projects md".split())


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A file of a site, and what it says of a withheld entry: `what` is that of a `Saying`, or `word`."""

    path: str
    entry: str
    what: str
    words: str


@dataclass(slots=True)
class Marks:
    """All marks of one edition, looked for at once: that costs what cutting a text into words costs.

    `words` are single pieces, `pairs` two Han characters as an index holds them, `clauses` whole ones. `runs` are the
    titles, names and ids, their pieces joined by blanks; those of one Han piece may stand inside a longer one.
    """

    words: set[str] = field(default_factory=set)
    pairs: set[str] = field(default_factory=set)
    clauses: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    _by_piece: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)  # runs by their longest piece
    _by_pair: dict[str, list[str]] = field(default_factory=dict)  # Han runs by their first two characters
    _seen: set[bytes] = field(default_factory=set)  # parts of texts without a mark
    _added: set[str] = field(default_factory=set)  # words that are marks already, with their stems
    _formed: set[str] = field(default_factory=set)  # words whose forms were cleared

    @classmethod
    def of(cls, sayings: Iterable[Saying]) -> Marks:
        """The marks of everything withheld, before anything is cleared."""
        made = cls()
        for what, text in dict.fromkeys((saying.what, saying.text) for saying in sayings):
            made._add(what, text)
        return made

    @property
    def all(self) -> set[str]:
        return self.words | self.pairs | self.clauses | self.runs

    def __bool__(self) -> bool:
        return bool(self.words or self.pairs or self.clauses or self.runs)

    def find(self, text: str, indexed: bool = False) -> set[str]:
        """The marks that stand in a text; in what a search index says (`indexed`) also pairs of characters."""
        parts = cut(text) - self._seen
        if not parts:
            return set()
        fresh = folded(parts)
        hits = self._find(fresh, pieces_in(fresh), indexed)
        if not hits:
            self._remember(parts)
        return hits

    def clear(self, texts: Iterable[str]) -> set[str]:
        """Forget every mark that stands in one of `texts`, all of which may be shown; gives what is forgotten.

        Also forgotten is what an index makes of their words: stems, joined words, pairs of Han characters.
        """
        parts = cut("\n".join(texts))
        fresh = folded(parts)
        found = pieces_in(fresh)
        gone = self._find(fresh, found, indexed=False)
        self._clear_forms({*found, *joined("\n".join([clause for clause in fresh if "-" in clause]))})
        self.words -= gone
        self.clauses -= gone
        self._forget(gone & self.runs)
        self._remember(parts)  # they hold no mark any more
        return gone

    def _remember(self, parts: set[bytes]) -> None:
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
        self._seen |= parts

    def _find(self, fresh: set[str], found: list[str], indexed: bool) -> set[str]:
        """The marks in clauses, whose pieces are `found`."""
        hits = fresh & self.clauses
        distinct = set(found)
        hits |= distinct & self.words
        if indexed:
            hits |= distinct & self.pairs
        near = [run for piece in distinct & self._by_piece.keys() for run in self._by_piece[piece]]
        near = [run for run in near if distinct.issuperset(run)]
        if near:
            said = f" {' '.join(found)} "
            close = [run for run in near if f" {' '.join(run)} " in said]  # perhaps across two clauses
            hits |= {" ".join(run) for run in close if _holds(fresh, run)}
        if self._by_pair:
            hits |= {run for piece in distinct if len(piece) > 1 and is_han(piece) for run in self._within(piece)}
        return hits

    def _within(self, piece: str) -> list[str]:
        """Han names and titles in a run of characters."""
        pairs = self._by_pair.keys() & set(map(str.__add__, piece, piece[1:]))
        return [run for pair in pairs for run in self._by_pair[pair] if run in piece]

    def _clear_forms(self, found: set[str]) -> None:
        fresh = found - self._formed
        runs = {piece for piece in fresh if is_han(piece)}
        self.pairs.difference_update(*(map(str.__add__, piece, piece[1:]) for piece in runs))
        fresh -= runs
        self._formed |= fresh
        self.words.difference_update(fresh, map(word_unit, fresh), *map(word_tokens, fresh))

    def _add(self, what: str, text: str) -> None:
        clauses = clauses_of(text)
        self._add_words(set(pieces_of("\n".join(clauses))))
        if what in ("id", "name"):
            for clause in clauses:
                self._add_run(tuple(pieces_of(clause)))
        else:
            self.clauses.update([clause for clause in clauses if _long(clause)][::EVERY])

    def _add_words(self, found: set[str]) -> None:
        for piece in found - self._added:
            if is_han(piece):
                self.pairs.update(map(str.__add__, piece, piece[1:]))
            elif _telling(piece):
                self._added.add(piece)
                self.words.update((piece, word_unit(piece)))

    def _add_run(self, run: tuple[str, ...]) -> None:
        key = " ".join(run)
        if key in self.runs or not _names(run):
            return
        self.runs.add(key)
        self._index(key)

    def _index(self, key: str) -> None:
        if " " in key:
            run = tuple(key.split(" "))
            self._by_piece.setdefault(max(run, key=len), []).append(run)
        else:
            self._by_pair.setdefault(key[:2], []).append(key)

    def _forget(self, gone: set[str]) -> None:
        self.runs -= gone
        for key in gone:
            if " " in key:
                run = tuple(key.split(" "))
                self._by_piece[max(run, key=len)].remove(run)
            else:
                self._by_pair[key[:2]].remove(key)

    def plain(self) -> dict[str, str]:
        """The marks as text, quick to read."""
        return {
            "words": " ".join(self.words),
            "pairs": " ".join(self.pairs),
            "clauses": "\n".join(self.clauses),
            "runs": "\n".join(self.runs),
        }

    @classmethod
    def restored(cls, value: Mapping[str, str]) -> Marks:
        """What `plain` gave. Raises `LookupError` or `AttributeError` for anything else."""
        made = cls(set(value["words"].split()), set(value["pairs"].split()))
        made.clauses = set(filter(None, value["clauses"].split("\n")))
        made.runs = set(filter(None, value["runs"].split("\n")))
        for key in made.runs:
            made._index(key)
        return made


def _telling(piece: str) -> bool:
    return len(piece) >= LETTERS and not piece.isdigit() and piece not in _FOLDERS


def _names(run: tuple[str, ...]) -> bool:
    """Whether a title, a name or an id says enough to be told apart; one word is looked for as a word."""
    if not run or (len(run) == 1 and (run[0] in _FOLDERS or not is_han(run[0]))):
        return False
    return sum(len(piece) * (2 if is_han(piece) else 1) for piece in run if not piece.isdigit()) >= LETTERS


def _long(clause: str) -> bool:
    """Whether a clause says enough to be told apart: four words that are no numbers, or six characters of Chinese."""
    if clause.count(" ") >= 3 and len([word for word in clause.split(" ") if not word[:1].isdigit()]) >= 4:
        return True
    return (
        not clause.isascii() and len(clause.encode("utf-8", "replace")) - len(clause) >= 12
    )  # a Han character takes three bytes


def _holds(clauses: set[str], run: tuple[str, ...]) -> bool:
    """Whether the pieces of `run` stand one after the other in one of the clauses."""
    telling = max(run, key=len)
    for clause in clauses:
        if telling in clause:
            found = pieces_of(clause)
            if any(tuple(found[at : at + len(run)]) == run for at in range(len(found) - len(run) + 1)):
                return True
    return False
