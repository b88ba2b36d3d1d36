"""What only withheld text has said, and where it turns up.

A mark is a clause, a title, a name, an id, or one word that nothing shown has ever used. What the audience reads
elsewhere is nobody's secret: whatever `clear` finds in a text that may be shown is no mark any more. So an internal
title that is also a common phrase of the public text cannot stop a build. Everything is compared clause by clause.
What was looked at once is not looked at again: a site says most of its clauses many times, and most of them are what
the texts say that may be shown, which were looked at to clear the marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from kb.analysis.words import is_han, joined, word_tokens, word_unit
from kb.leaks.pieces import clauses_of, cut, folded, pieces_in, pieces_of, said_by
from kb.leaks.sieve import Sieve
from kb.leaks.withheld import Saying

EVERY = 3  # each third clause of a text is a mark, besides every word that nobody else uses
LETTERS = 4  # of a word, a title, a name or an id; a Han character counts as two
_REMEMBERED = 1 << 18  # parts of texts
FEW = 20  # words that are looked for in a text one by one; for more of them the text is looked at whole
MANY = 5_000  # marks: nearly every text says one of so many
_BATCH = 1 << 18  # characters that are cleared together
_FOLDERS = frozenset("content lessons practices cases salons people projects md".split())

Run = TypeVar("Run", str, tuple[str, ...])


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
    _sieve: Sieve | None = None  # which texts are worth a closer look; for a few texts it is not worth making
    _seen: tuple[set[bytes], set[bytes]] = field(default_factory=lambda: (set(), set()))  # parts without a mark
    _added: set[str] = field(default_factory=set)  # words that are marks already, with their stems
    _cleared: set[bytes] = field(default_factory=set)  # words of texts, as they write them, that were cleared
    _forms: set[str] = field(default_factory=set)  # words whose stems are still to be cleared

    @classmethod
    def of(cls, sayings: Iterable[Saying]) -> Marks:
        """The marks of everything withheld, before anything is cleared."""
        made = cls()
        for what, text in dict.fromkeys((saying.what, saying.text) for saying in sayings):
            made._add(what, text)
        if not made.many:
            runs = (max(run, key=len) for named in made._by_piece.values() for run in named)
            made._sieve = Sieve([*made.words, *made.pairs, *map(_longest, made.clauses), *runs], made._by_pair)
        return made

    @property
    def many(self) -> bool:
        """Whether nearly every text can be expected to say one."""
        return len(self.words) + len(self.pairs) + len(self.clauses) + len(self.runs) > MANY

    @property
    def all(self) -> set[str]:
        return self.words | self.pairs | self.clauses | self.runs

    def __bool__(self) -> bool:
        return bool(self.words or self.pairs or self.clauses or self.runs)

    def find(self, text: str, indexed: bool = False) -> set[str]:
        """The marks that stand in a text; in what a search index says (`indexed`) also pairs of characters."""
        parts = self._unseen(cut(text), indexed)
        hits = self._in(self._near(parts), indexed)
        if not hits:
            self._remember(parts, indexed)
        return hits

    def clear(self, texts: Iterable[str]) -> set[str]:
        """Forget every mark that stands in one of `texts`, all of which may be shown; gives what is forgotten.

        Also forgotten is what an index makes of their words: stems, joined words, pairs of Han characters.
        """
        gone: set[str] = set()
        for text in _together(texts):
            data = cut(text)
            parts = self._unseen(data, indexed=False)
            found = self._in(self._near(parts), indexed=False)
            self.forget(found)
            for indexed in (False, True):
                self._remember(parts, indexed)  # they hold no mark any more
            gone |= found | self._clear_forms(set(data.split()))
        return gone | self._clear_stems()

    def _unseen(self, data: bytes, indexed: bool) -> set[bytes]:
        """The parts of a text that was `cut` that were not looked at yet: of a site a third."""
        return set(data.split(b"\n")) - self._seen[indexed]

    def _near(self, parts: set[bytes]) -> set[bytes]:
        """Those of some parts that a mark may stand in."""
        if self._sieve is None or not parts:
            return parts
        data = b"\n".join(parts)
        caught = self._sieve.caught(set(data.split()))
        return parts if len(caught) > FEW else {part for word in caught for part in _lines_with(data, word)}

    def _remember(self, parts: set[bytes], indexed: bool) -> None:
        if len(self._seen[indexed]) > _REMEMBERED:
            self._seen[indexed].clear()
        self._seen[indexed].update(parts)

    def _in(self, parts: set[bytes], indexed: bool) -> set[str]:
        """The marks in parts of a text."""
        if not parts:
            return set()
        fresh = folded(parts)
        found = pieces_in(fresh)
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

    def _clear_forms(self, written: set[bytes]) -> set[str]:
        """Clear what the words of a text are or are joined to, and put down those whose stems are to be cleared."""
        written -= self._cleared
        self._cleared |= written
        text = said_by(written)
        found = {*pieces_of(text), *joined(text)}
        runs = {piece for piece in found if is_han(piece)}
        found -= runs
        self._forms |= found
        gone = found & self.words
        if self.pairs:
            gone |= {pair for piece in runs for pair in map(str.__add__, piece, piece[1:])} & self.pairs
        self.forget(gone)
        return gone

    def _clear_stems(self) -> set[str]:
        """A stem begins with the letter that its word begins with: only words that may have a mark's are stemmed."""
        forms, self._forms = self._forms, set()
        if len(self.words) < len(forms):
            first = {word[0] for word in self.words}
            forms = {word for word in forms if word[0] in first or not word.isalpha()}
        gone = {*map(word_unit, forms), *chain.from_iterable(map(word_tokens, forms))} & self.words
        self.forget(gone)
        return gone

    def _add(self, what: str, text: str) -> None:
        clauses = clauses_of(text)
        self._add_words(set(pieces_of("\n".join(clauses))))
        if what in ("id", "name"):
            for clause in clauses:
                self._add_run(tuple(pieces_of(clause)))
        else:
            self.clauses.update([clause for clause in clauses if _long(clause) and pieces_of(clause)][::EVERY])

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

    def forget(self, gone: set[str]) -> None:
        """Take these off, those that are marks."""
        words, pairs, clauses, runs = gone & self.words, gone & self.pairs, gone & self.clauses, gone & self.runs
        self.words -= words
        self.pairs -= pairs
        self.clauses -= clauses
        self.runs -= runs
        for key in runs:
            self._unindex(key)
        if self._sieve is not None:
            self._sieve.less([*words, *pairs, *map(_longest, clauses), *(_longest(run) for run in runs if " " in run)])

    def _unindex(self, key: str) -> None:
        if " " in key:
            run = tuple(key.split(" "))
            _less(self._by_piece, max(run, key=len), run)
        else:
            _less(self._by_pair, key[:2], key)

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


def _less(index: dict[str, list[Run]], key: str, run: Run) -> None:
    index[key].remove(run)
    if not index[key]:
        del index[key]


def _lines_with(data: bytes, word: bytes) -> Iterator[bytes]:
    at = data.find(word)
    while at >= 0:
        end = data.find(b"\n", at)
        end = len(data) if end < 0 else end
        yield data[data.rfind(b"\n", 0, at) + 1 : end]
        at = data.find(word, end)


def _longest(clause: str) -> str:
    """The piece that a clause is looked for by."""
    return max(pieces_of(clause), key=len)


def _together(texts: Iterable[str]) -> Iterator[str]:
    """Many short texts as fewer long ones, a text a line."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size > _BATCH:
            yield "\n".join(batch)
            batch, size = [], 0
    yield "\n".join(batch)


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
