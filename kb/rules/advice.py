"""Soft advice: what makes an entry worth less than it could be. It stops nobody, and nothing is refused for it.

It is given on the entries that somebody asks about. What must be known of all others (who may not be named, and a
sketch of every lesson) is handed in as `Around`, so that giving it needs none of their texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.analysis.likeness import ALIKE, Sketch, candidates, likeness, passages, sketch
from kb.analysis.vagueness import sentences, wish
from kb.analysis.words import is_han, pieces
from kb.catalog import Catalog
from kb.model.body import Section, is_steps
from kb.model.diagnostic import Diagnostic
from kb.model.entry import Entry, Lesson, Person
from kb.model.kinds import Audience, Consent, Kind, Status

LONGEST_WORDS = 700  # of a lesson; a Chinese one may have as many characters as this many words take
LONGEST_HAN = 1400
_ASIDE = (Status.REJECTED, Status.SUPERSEDED, Status.RETIRED)
_JUDGED = (Status.VALIDATED, Status.APPLIED, Status.LEARNED)  # for these an error says it already
_NOT_LETTERS = re.compile(r"[\W_]+")
_ADDRESSED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof)\.? [A-Z][a-z]+\b")
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎"
    "易常武乔贺赖龚文"
)
_CALLED = re.compile(
    rf"(?<![\u4e00-\u9fff])[{_SURNAMES}][\u4e00-\u9fff]?(?:总|经理|老师|先生|女士|博士)(?![\u4e00-\u9fff]?[理监])"
)


@dataclass(frozen=True, slots=True)
class Guarded:
    """A person who does not want to be named: the names that would, and for whom (`public`: there; else anywhere)."""

    id: str
    names: tuple[str, ...]
    public_only: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What advice on an entry needs of all others. `sketches` are those of the lessons, by id."""

    guarded: tuple[Guarded, ...] = ()
    sketches: Mapping[str, Sketch] | None = None


def guarded(entry: Entry) -> Guarded | None:
    """What an entry about a person says of naming that person, if it asks for restraint."""
    person = entry.detail
    if not isinstance(person, Person) or person.consent not in (Consent.INTERNAL, Consent.PSEUDONYM):
        return None
    words = (*person.names.every(), *person.aliases)
    full = tuple(dict.fromkeys(word for word in words if _is_full_name(word)))
    return Guarded(entry.id, full, person.consent is Consent.INTERNAL) if full else None


def _is_full_name(word: str) -> bool:
    """A first name alone may be anybody's; a role such as `Editor` is nobody's name."""
    return len(word.split()) > 1 if word.isascii() else len(word) > 1


def lesson_sketch(entry: Entry) -> Sketch:
    return sketch(own_words(entry)) if entry.kind is Kind.LESSON else ()


def around(catalog: Catalog) -> Around:
    """What advice needs, from a catalog of everything."""
    people = (guarded(entry) for entry in catalog.of(Kind.PERSON))
    sketches = {entry.id: lesson_sketch(entry) for entry in catalog.of(Kind.LESSON)}
    return Around(tuple(one for one in people if one is not None), sketches)


def advice(catalog: Catalog, known: Around, wanted: Callable[[str], bool]) -> tuple[Diagnostic, ...]:
    """Advice on the entries whose path is wanted, sorted."""
    entries = [entry for entry in catalog.entries if wanted(entry.path) and entry.status not in _ASIDE]
    found = {one for entry in entries for rule in _RULES for one in rule(entry)}
    found.update(one for entry in entries for one in _names_people(entry, known.guarded))
    found.update(_said_before(catalog, entries, known.sketches or {}))
    return tuple(sorted(found))


def own_words(entry: Entry) -> str:
    """The words of an entry that are its own: no headings, which all lessons share."""
    return "\n".join(section.text for section in entry.body.sections)


def _advising(entry: Entry) -> Iterator[Section]:
    """The sections that tell somebody what to do."""
    if entry.kind is Kind.LESSON:
        yield from (part for part in [entry.part("do")] if part is not None)
    elif entry.kind is Kind.PRACTICE:
        for section in entry.body.sections:
            if is_steps(section):
                yield section


def _vague(entry: Entry) -> Iterator[Diagnostic]:
    for section in _advising(entry):
        for sentence in sentences(section.text):
            found = wish(sentence)
            if found is not None:
                at = line_of(entry, section, sentence)
                yield Diagnostic.at(entry.path, at, "KB801", value=found.phrase, sentence=sentence)


def _without_steps(entry: Entry) -> Iterator[Diagnostic]:
    if entry.kind is Kind.LESSON and entry.status not in _JUDGED:
        section = entry.part("do")
        if section is None or not section.text.strip():
            at = section.heading.line if section is not None and section.heading is not None else entry.body.line
            yield Diagnostic.at(entry.path, at, "KB802", part="Do this next time")


def _too_long(entry: Entry) -> Iterator[Diagnostic]:
    if entry.kind is Kind.LESSON:
        found = pieces(own_words(entry))
        han = sum(len(piece) for piece in found if is_han(piece))
        words = sum(not is_han(piece) for piece in found)
        if words / LONGEST_WORDS + han / LONGEST_HAN > 1:
            number, unit, limit = (han, "characters", LONGEST_HAN) if han > words else (words, "words", LONGEST_WORDS)
            yield Diagnostic.at(entry.path, entry.body.line, "KB803", length=number, unit=unit, limit=limit)


def _addresses_people(entry: Entry) -> Iterator[Diagnostic]:
    """`Mr Smith`, `王经理`: somebody who knows the office knows who that is."""
    for section in entry.body.sections if entry.kind in (Kind.LESSON, Kind.CASE) else ():
        for name in dict.fromkeys([*_ADDRESSED.findall(section.text), *_CALLED.findall(section.text)]):
            yield Diagnostic.at(entry.path, line_of(entry, section, name), "KB806", name=name)


def _names_people(entry: Entry, people: Iterable[Guarded]) -> Iterator[Diagnostic]:
    for person in people:
        if person.id in (entry.id, *entry.authors) or (person.public_only and entry.audience is not Audience.PUBLIC):
            continue
        for section in entry.body.sections:
            if any(_occurs(name, section.text) for name in person.names):
                name = next(name for name in person.names if _occurs(name, section.text))
                yield Diagnostic.at(entry.path, line_of(entry, section, name), "KB805", value=person.id)
                break


def _occurs(name: str, text: str) -> bool:
    return name in text and (not name.isascii() or re.search(rf"\b{re.escape(name)}\b", text) is not None)


def _said_before(catalog: Catalog, entries: list[Entry], sketches: Mapping[str, Sketch]) -> Iterator[Diagnostic]:
    asked = {entry.id: found for entry in entries if (found := lesson_sketch(entry))}
    for own, others in candidates(asked, sketches).items():
        entry = catalog.get(own)
        for other in (catalog.get(one) for one in others):
            if entry is None or other is None or _related(entry, other) or other.status in _ASIDE:
                continue
            if likeness(own_words(entry), own_words(other)) >= ALIKE:
                mine, theirs = passages(own_words(entry), own_words(other))
                at = next(
                    (line_of(entry, one, mine) for one in entry.body.sections if mine in one.text), entry.body.line
                )
                yield Diagnostic.at(entry.path, at, "KB804", value=other.id, passage=theirs)


def _related(entry: Entry, other: Entry) -> bool:
    """Whether the two say themselves that they belong together, or are one lesson in two languages."""
    return any(second.id in _linked(first) for first, second in ((entry, other), (other, entry)))


def _linked(entry: Entry) -> tuple[str, ...]:
    linked = (entry.translation_of, *entry.supersedes)
    return (*linked, *entry.detail.recurs, *entry.detail.contradicts) if isinstance(entry.detail, Lesson) else linked


def line_of(entry: Entry, section: Section, words: str) -> int:
    """The file's line in which `words` of a section begin; the section's own where markup hides it."""
    start = section.heading.line if section.heading is not None else entry.body.line
    key = _NOT_LETTERS.sub("", words)[:12]
    for number, raw in enumerate(entry.body.markdown.split("\n")[start - entry.body.line :], start=start):
        if key and key in _NOT_LETTERS.sub("", raw):
            return number
    return start


_RULES: tuple[Callable[[Entry], Iterator[Diagnostic]], ...] = (_vague, _without_steps, _too_long, _addresses_people)
