"""The one place that turns a key into words of the reader's language. It never invents a word for a missing key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kb.model.text import INTERFACE_LANGS
from kb.pages.words_entries import ENTRY_WORDS
from kb.pages.words_site import SITE_WORDS

WORDS: dict[str, tuple[str, str]] = {**ENTRY_WORDS, **SITE_WORDS}

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = (("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()), tuple("一二三四五六日"))


def say(ui: str, key: str, **values: object) -> str:
    """The words for `key` in the interface language `ui`, with `{…}` filled in; `n` chooses one or many.

    Raises `KeyError` for a key that no table has: that is a mistake in the code, not in the content.
    """
    words = WORDS[key][INTERFACE_LANGS.index(ui)]
    count = values.get("n")
    if "|" in words:
        one, many = words.split("|", 1)
        words = one if count == 1 else many
    if isinstance(count, int | float):
        values["n"] = number(count)
    return words.format(**values) if values else words


def knows(key: str) -> bool:
    """Whether there are words for `key`: values from content may be outside the model."""
    return key in WORDS


def word(ui: str, group: str, value: str) -> str:
    """The word for a value of a fixed list (`status`, `phase` …); an unknown value is shown as it is written."""
    key = f"{group}.{value}"
    return say(ui, key) if knows(key) else value


def number(value: float) -> str:
    """Grouped in threes, without a fraction that says nothing: `20,000`, `1.5`."""
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.6f}".rstrip("0")


def day(when: date, ui: str) -> str:
    """`27 May 2018`, or `2018年5月27日`."""
    if ui == "zh":
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def partial_day(written: str, ui: str) -> str:
    """A year, a month or a day as the content model writes it (`2018`, `2018-05`, `2018-05-27`), for readers."""
    parts = written.split("-")
    if not all(part.isdigit() for part in parts) or not 1 <= int([*parts, "1"][1]) <= 12:
        return written
    match [int(part) for part in parts]:
        case [year]:
            return f"{year}年" if ui == "zh" else str(year)
        case [year, month]:
            return f"{year}年{month}月" if ui == "zh" else f"{_MONTHS[month - 1]} {year}"
        case [year, month, number_]:
            return f"{year}年{month}月{number_}日" if ui == "zh" else f"{number_} {_MONTHS[month - 1]} {year}"
    return written


def weekday(when: date, ui: str) -> str:
    """`Sunday`, or `周日`."""
    return f"周{_DAYS[1][when.weekday()]}" if ui == "zh" else _DAYS[0][when.weekday()]


def colon(ui: str) -> str:
    """What stands between a name and its value."""
    return "：" if ui == "zh" else ": "


def listed(parts: Sequence[str], ui: str) -> str:
    """Several things in one line: `a, b, c`, or `a、b、c`."""
    return ("、" if ui == "zh" else ", ").join(parts)
