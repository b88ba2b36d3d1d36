"""Dates as people write them → a date, or nothing. The day is the one that was written, whatever its time zone.

Nothing is guessed: `03/04/2018` is a date only for a source that says which number is the month.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|"
        "oct october|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[T\s])")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?=$|T)")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([A-Za-z]{3,9})\.?,?[ -](\d{4})\b")
_NUMBERS = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?=$|\s)")
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.](\d{1,2})[-_.](\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_IN_FOLDERS = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?=/|-)")
_IN_TEXT = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")


def day(year: str | int, month: str | int, number: str | int) -> date | None:
    """The date, if the calendar has it and a person may have meant it."""
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None


def written(text: str, order: str = "") -> date | None:
    """The date that a value means, or None. `order` is `mdy` or `dmy` where the source says so."""
    value = text.strip().strip("\"'")
    for pattern in (_ISO, _COMPACT):
        found = pattern.match(value)
        if found is not None:
            return day(found[1], found[found.re.groups - 1], found[found.re.groups])
    numbers = _NUMBERS.match(value)
    if numbers is not None:
        return _numbers(int(numbers[1]), int(numbers[2]), numbers[3], order)
    return in_words(value)


def _numbers(first: int, second: int, year: str, order: str) -> date | None:
    if order == "mdy" or (not order and second > 12):
        return day(year, first, second)
    if order == "dmy" or (not order and first > 12):
        return day(year, second, first)
    return None


def in_words(text: str) -> date | None:
    """The first date that a text names in words: `May 27, 2018`, `27 May 2018`, `2018年5月27日`."""
    chinese = _CHINESE.search(text)
    if chinese is not None:
        return day(*chinese.groups())
    first, second = _MONTH_FIRST.search(text), _DAY_FIRST.search(text)
    if first is not None and first[1].lower() in _MONTHS:
        return day(first[3], _MONTHS[first[1].lower()], first[2])
    if second is not None and second[2].lower() in _MONTHS:
        return day(second[3], _MONTHS[second[2].lower()], second[1])
    return None


def in_text(text: str) -> date | None:
    """The first ISO date, or else date in words, in a piece of text."""
    found = _IN_TEXT.search(text)
    return day(*found.groups()) if found is not None else in_words(text)


def in_path(path: str) -> date | None:
    """The whole date that a file's name, its folder's name or its year folders hold."""
    for part in reversed(path.split("/")[-2:]):
        found = _IN_NAME.search(part)
        if found is not None:
            numbers = [one for one in found.groups() if one]
            return day(*numbers)
        chinese = _CHINESE.search(part)
        if chinese is not None:
            return day(*chinese.groups())
    folders = _IN_FOLDERS.search(path)
    return day(*folders.groups()) if folders is not None else None
