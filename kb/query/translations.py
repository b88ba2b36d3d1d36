"""An entry and its translations are one hit: which of them are hits, and which one a reader is shown.

The one idea: a group stands where the best of its members stands, with that one's score, and the reader sees the one in
their own language, found or not, as long as nothing that was asked refuses it.
In step with `found` and `shownAs` of `kb/scripts/search/engine.js`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.query.ranking import Match
    from kb.query.rows import Rows


def groups(pairs: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """By member: all members of its group, sorted. A pair is a translation and what it translates."""
    found: dict[int, tuple[int, ...]] = {}
    for one, other in pairs:
        members = tuple(sorted({*found.get(one, (one,)), *found.get(other, (other,))}))
        found.update(dict.fromkeys(members, members))
    return found


def first_of_each(found: Iterable[Match], rows: Rows, most: int) -> list[Match]:
    """The first match of every group, in the order that they have, at most so many."""
    return list(islice(_first(found, rows) if rows.translations else found, most))


def _first(found: Iterable[Match], rows: Rows) -> Iterator[Match]:
    seen: set[int] = set()
    for match in found:
        group = rows.translations.get(match.document, (match.document,))[0]
        if group not in seen:
            seen.add(group)
            yield match


def matched_together(numbers: Iterable[int], rows: Rows) -> list[tuple[int, ...]]:
    """Of the groups of which several members are among these documents, those members."""
    if not rows.translations:
        return []
    members: dict[int, list[int]] = {}
    for number in numbers:
        if number in rows.translations:
            members.setdefault(rows.translations[number][0], []).append(number)
    return [tuple(one) for one in members.values() if len(one) > 1]


def shown_as(number: int, lang: str, rows: Rows, allowed: Callable[[int], bool]) -> int:
    """Which member of its group a reader of `lang` sees for a document: itself where no other one would do better.

    None that was taken back stands for one that was not.
    """
    if not lang or speaks(rows.lang(number), lang):
        return number
    others = (one for one in rows.translations.get(number, ()) if speaks(rows.lang(one), lang))
    return next((one for one in others if rows.aside(one) <= rows.aside(number) and allowed(one)), number)


def others(number: int, rows: Rows) -> tuple[tuple[str, str], ...]:
    """(language, id) of the other members of a document's group, by id."""
    members = rows.translations.get(number, ())
    return tuple(sorted(((rows.lang(one), rows.ids[one]) for one in members if one != number), key=lambda one: one[1]))


def speaks(lang: str, wanted: str) -> bool:
    """Whether a text of a language is one of the wanted language: `zh-Hans` is `zh`."""
    return lang.lower() == wanted.lower() or lang.lower().startswith(f"{wanted.lower()}-")
