"""What a person typed → a `Query`. It never raises: what cannot be read is searched as plain words, and says so.

`kb.query.grammar` says what can be written; full-width punctuation counts as its plain form. Here every
alternative becomes terms, topics and filters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from kb.analysis.folding import fold
from kb.analysis.stopwords import QUESTION_WORDS, STOP_WORDS
from kb.analysis.words import is_han, joined, pieces, units, word_tokens, word_unit
from kb.model.kinds import Kind
from kb.ports.search import Expansion, Filters, Query, Term
from kb.query.concepts import Concepts
from kb.query.grammar import Branch, Pair
from kb.query.grammar import read as branches_of
from kb.query.nearness import neighbours

NO_FILTERS = Filters()
LONGEST = 512  # characters
INNER_CHARACTER = 0.7  # of a pair: what a character says, its pairs say again (measured on judged questions)
RESPELT = 0.8  # what a word counts that was not typed but probably meant
EXPANDED = 0.5  # another name of a topic counts half: below the same word as typed, above no word at all

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』〝〞＂", '"'))
_QUESTION = re.compile("|".join(QUESTION_WORDS))
_WORD = re.compile("[a-z0-9]+")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

_FIELDS = {
    "kind": "kinds",
    "tag": "tags",
    "topic": "topics",
    "project": "projects",
    "speaker": "speakers",
    "status": "statuses",
    "lang": "langs",
    "phase": "phases",
}

UNBALANCED = "a quotation mark is not closed, so all is searched as plain words"
UNREADABLE = "a bracket or OR does not fit, so all is searched as plain words"
TOO_LONG = f"only the first {LONGEST} characters are searched"
NOTES_ZH = {
    UNBALANCED: "引号没有成对，已按普通词语搜索",
    UNREADABLE: "括号或 OR 用得不对，已按普通词语搜索",
    TOO_LONG: f"只搜索前 {LONGEST} 个字符",
}


def read(
    typed: str,
    concepts: Concepts,
    filters: Filters = NO_FILTERS,
    limit: int = 10,
    instead: tuple[tuple[str, str], ...] = (),
) -> Query:
    """The query that `typed` and the filters of a command or an address mean together.

    Of `instead`, pairs of folded words, the second is searched where the first stands as a plain word.
    """
    notes = [TOO_LONG] if len(typed) > LONGEST else []
    text = _plain(typed[:LONGEST])
    source = unicodedata.normalize("NFKC", text).translate(_QUOTES)
    if source.count('"') % 2:
        notes.append(UNBALANCED)
        source = source.replace('"', " ")
    branches, readable = branches_of(source, lambda key, value: _narrowed(NO_FILTERS, key, value) is not None)
    if not readable:
        notes.append(UNREADABLE)
    filters = _named(filters, concepts)
    whole = Query(text, filters=filters, limit=limit, note="; ".join(notes), instead=instead)
    found = tuple(_query(whole, branch, concepts) for branch in branches)
    return found[0] if len(found) == 1 else _together(whole, found)


def _together(whole: Query, found: tuple[Query, ...]) -> Query:
    """One query of several alternatives."""
    return whole._replace(
        expansions=tuple({one.token: one for query in found for one in query.expansions}.values()),
        words=tuple(dict.fromkeys(word for query in found for word in query.words)),
        marks=tuple(dict.fromkeys(mark for query in found for mark in query.marks)),
        alternatives=found,
    )


def _query(whole: Query, branch: Branch, concepts: Concepts) -> Query:
    """What one alternative asks for."""
    words = [respelt(fold(" ".join(branch.words)), dict(whole.instead))] if whole.instead else branch.words
    said = fold(" ".join((*words, *branch.phrases)))
    searched = _QUESTION.sub(" ", said)
    if not pieces(searched):
        searched = said
    prefixes = tuple(Term(f"{prefix}*") for prefix in dict.fromkeys(fold(one) for one in branch.prefixes))
    guessed = frozenset(token for _, better in whole.instead for token in word_tokens(better))
    terms = (*_terms(searched, guessed), *prefixes)
    expansions = _expansions(searched, terms, concepts)
    phrases = tuple(sequence for phrase in branch.phrases if (sequence := tuple(units(phrase))))
    groups = _groups(searched, terms)
    return whole._replace(
        terms=terms,
        expansions=expansions,
        neighbours=neighbours(_word_parts(searched)),
        groups=(*groups, *((at,) for at in range(len(terms) - len(prefixes), len(terms)))),
        phrases=phrases,
        excluded=tuple(group for words in branch.excluded if (group := tuple(_whole_tokens(" ".join(words))))),
        forbidden=tuple(sequence for phrase in branch.forbidden if (sequence := tuple(units(phrase)))),
        filters=_all_narrowed(whole.filters, branch.pairs, concepts),
        without=tuple(_all_narrowed(NO_FILTERS, pairs, concepts) for pairs in branch.without),
        words=tuple(dict.fromkeys(pieces(searched))),
        marks=tuple(dict.fromkeys((*_marks(searched, phrases), *_other_names(expansions, concepts)))),
    )


def _plain(text: str) -> str:
    """Without control characters, byte order marks and lone surrogates, white space as single spaces."""
    kept = (" " if one == "\ufeff" or unicodedata.category(one) in ("Cc", "Cs") else one for one in text)
    return " ".join("".join(kept).split())


def _named(filters: Filters, concepts: Concepts) -> Filters:
    """The filters with topics by their ids, whatever they were called."""
    return filters._replace(
        tags=tuple(concepts.named(tag) for tag in filters.tags),
        topics=tuple(concepts.named(topic) for topic in filters.topics),
    )


def _all_narrowed(filters: Filters, pairs: Iterable[Pair], concepts: Concepts) -> Filters:
    for key, value in pairs:
        filters = _narrowed(filters, key, value) or filters
    return _named(filters, concepts)


def _narrowed(filters: Filters, key: str, value: str) -> Filters | None:
    """The filters with one more of them; nothing if it is none that we know (`https:`), so that it is words."""
    if key in ("after", "before"):
        day = whole_date(value, end=key == "before")
        if not day:
            return None
        return filters._replace(after=day) if key == "after" else filters._replace(before=day)
    if key not in _FIELDS or not value or (key == "kind" and value not in tuple(Kind)):
        return None
    values: dict[str, Any] = {_FIELDS[key]: (*getattr(filters, _FIELDS[key]), value)}
    return filters._replace(**values)


def whole_date(value: str, end: bool) -> str:
    """`2018` as its first or last day, likewise `2018-05`; nothing for what is not a date."""
    if not _DATE.fullmatch(value):
        return ""
    return value + ("-12-31", "-31", "")[value.count("-")] if end else value + ("-01-01", "-01", "")[value.count("-")]


def _whole_tokens(word: str) -> list[str]:
    """Tokens that stand for all of a word: its pairs for Chinese, its stem for English."""
    found: list[str] = []
    for piece in pieces(fold(word)):
        if is_han(piece):
            found.extend(map(str.__add__, piece, piece[1:]) if len(piece) > 1 else piece)
        else:
            found.extend(word_tokens(piece)[:1])
    return found


def respelt(folded: str, instead: Mapping[str, str]) -> str:
    """A folded text with other words in the place of some."""
    return _WORD.sub(lambda match: instead.get(match[0], match[0]), folded)


def _terms(searched: str, guessed: frozenset[str]) -> tuple[Term, ...]:
    """Tokens with their weight, which grows with the root of how often they were asked.

    A single Chinese character beside other words is as little a reason as one inside a longer run.
    """
    counts: dict[str, int] = {}
    inner: set[str] = set()
    found = pieces(searched)
    for piece in found:
        if is_han(piece):
            tokens = [*piece, *map(str.__add__, piece, piece[1:])]
            inner.update(piece if len(piece) > 1 or len(found) > 1 else ())
        else:
            tokens = list(word_tokens(piece))
        for token in tokens:
            counts[token] = counts.get(token, 0) + 1
    for word in joined(searched):
        for token in word_tokens(word):
            counts[token] = counts.get(token, 0) + 1
    return tuple(
        Term(
            token,
            count**0.5 * (INNER_CHARACTER if token in inner else RESPELT if token in guessed else 1.0),
            token in inner,
        )
        for token, count in counts.items()
    )


def _groups(searched: str, terms: tuple[Term, ...]) -> tuple[tuple[int, ...], ...]:
    """For each word or Chinese run the positions of the terms that stand for all of it."""
    place = {term.token: at for at, term in enumerate(terms)}
    groups = (tuple(place[token] for token in _whole_tokens(piece)) for piece in dict.fromkeys(pieces(searched)))
    return tuple(group for group in groups if group)


def _word_parts(searched: str) -> list[tuple[list[str], list[str]]]:
    """The units of each word or Chinese run, and the tokens that stand for all of it."""
    words = ((units(piece), _whole_tokens(piece)) for piece in pieces(searched))
    return [(sequence, tokens) for sequence, tokens in words if tokens]


def _expansions(searched: str, terms: tuple[Term, ...], concepts: Concepts) -> tuple[Expansion, ...]:
    """One for each topic that the query names, with the terms that the name is made of."""
    place = {term.token: at for at, term in enumerate(terms)}
    sequence = units(searched)
    names: dict[str, list[str]] = {}
    for begin, end, token in concepts.phrases.find(sequence):
        names.setdefault(token, []).extend(sequence[begin:end])
    return tuple(
        Expansion(
            topic=token[1:],
            token=token,
            weight=EXPANDED,
            covers=tuple(sorted({place[part] for part in _parts_of(name) if part in place})),
            typed=tuple(piece for piece in pieces(searched) if set(name).intersection(units(piece))),
            words=tuple(concepts.words[token[1:]]),
        )
        for token, name in names.items()
    )


def _parts_of(name: list[str]) -> tuple[str, ...]:
    """The tokens that a sequence of units may have given: themselves, pairs of characters, a hyphened word."""
    return (*name, *map(str.__add__, name, name[1:]), "".join(name))


def _marks(searched: str, phrases: Iterable[tuple[str, ...]]) -> Iterable[tuple[tuple[str, ...], str]]:
    """What to mark of the words as typed, each with the word itself."""
    for phrase in phrases:
        yield phrase, " ".join(phrase)
    for piece in pieces(searched):
        if is_han(piece):
            yield tuple(piece), piece
            yield from (((first, second), piece) for first, second in pairwise(piece))
        elif piece not in STOP_WORDS:
            yield (word_unit(piece),), piece


def _other_names(expansions: Iterable[Expansion], concepts: Concepts) -> Iterable[tuple[tuple[str, ...], str]]:
    for expansion in expansions:
        for _, sequence in concepts.sequences(expansion.topic):
            yield sequence, expansion.token
