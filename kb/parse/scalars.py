"""Types of single values: a string as it was written → a typed value, or a finding.

Nothing is guessed and nothing raises: `read` gives None after it has reported why. Every type can describe
itself as JSON Schema, so that the published schemas are generated and never typed twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from kb.frontmatter import Fields, Node, Scalar
from kb.model.fields import Duration
from kb.model.files import DOWNLOADS, is_download
from kb.model.text import Text, base_lang
from kb.parse.reading import Reading
from kb.vocabulary import nearest

T_co = TypeVar("T_co", covariant=True)
S = TypeVar("S", bound=StrEnum)

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_LANG = re.compile(r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")
_ID = re.compile(r"^(?:content/[a-z0-9-]+|lessons)/[a-z0-9/-]+(?:#[\w-]+)?$")
_CLOCK = re.compile(r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FILE = re.compile(r"(?:\.{1,2}/)*[\w-][\w .()+-]*(?:/[\w-][\w .()+-]*)*")
_UNITS = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


class FieldType(Protocol[T_co]):
    """How one field is read and described. `expected` completes "must be …"."""

    @property
    def expected(self) -> str: ...

    def read(self, node: Node, key: str, reading: Reading) -> T_co | None: ...

    def schema(self) -> dict[str, Any]: ...


def plain(node: Node, key: str, reading: Reading, limit: int, expected: str = "one line of text") -> str | None:
    """A node's text on one line, trimmed; None after reporting what it is instead."""
    if not isinstance(node, Scalar):
        reading.wrong(node, key, expected)
        return None
    value = node.value.strip()
    if node.missing or not value:
        reading.report(node.line, "KB307", key=key)
    elif UNPRINTABLE.search(value):
        reading.report(node.line, "KB308", key=key)
    elif len(value) > limit:
        reading.report(node.line, "KB306", key=key, length=len(value), limit=limit)
    else:
        return value
    return None


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text on one line."""

    limit: int = 200
    expected: str = "one line of text"

    def read(self, node: Node, key: str, reading: Reading) -> str | None:
        return plain(node, key, reading, self.limit, self.expected)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": self.limit}


@dataclass(frozen=True, slots=True)
class Localised:
    """Plain text, or a mapping from language to plain text."""

    limit: int = 200
    expected: str = "text, or text per language"

    def read(self, node: Node, key: str, reading: Reading) -> Text | None:
        if isinstance(node, Scalar):
            value = plain(node, key, reading, self.limit)
            return Text.of(value, reading.lang) if value is not None else None
        if not isinstance(node, Fields) or not node.fields:
            reading.wrong(node, key, self.expected)
            return None
        values: list[tuple[str, str]] = []
        for field in node:
            if not _LANG.fullmatch(field.key):
                reading.report(field.line, "KB316", key=key, value=field.key)
                continue
            value = plain(field.node, f"{key}.{field.key}", reading, self.limit)
            lang = base_lang(field.key)
            if lang in dict(values):
                reading.report(field.line, "KB317", key=key, value=lang)
            elif value is not None:
                values.append((lang, value))
        return Text(tuple(values)) if len(values) == len(node.fields) else None

    def schema(self) -> dict[str, Any]:
        text = {"type": "string", "minLength": 1, "maxLength": self.limit}
        return {"anyOf": [text, {"type": "object", "minProperties": 1, "additionalProperties": text}]}


@dataclass(frozen=True, slots=True)
class Choice(Generic[S]):
    """One of an enumeration's values."""

    of: type[S]
    among: Sequence[S] = ()

    @property
    def values(self) -> tuple[S, ...]:
        return tuple(self.among or self.of)

    @property
    def expected(self) -> str:
        return "one of: " + ", ".join(self.values)

    def read(self, node: Node, key: str, reading: Reading) -> S | None:
        value = plain(node, key, reading, 200, self.expected)
        if value is None:
            return None
        if value not in self.values:
            near = nearest(value, self.values) or ""
            reading.report(node.line, "KB305", key=key, value=value, near=near, choices=", ".join(self.values))
            return None
        return self.of(value)

    def schema(self) -> dict[str, Any]:
        return {"enum": [str(value) for value in self.values]}


@dataclass(frozen=True, slots=True)
class Word:
    """One of a fixed list of words that are not worth an enumeration."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        return "one of: " + ", ".join(self.words)

    def read(self, node: Node, key: str, reading: Reading) -> str | None:
        value = plain(node, key, reading, 200, self.expected)
        if value is not None and value not in self.words:
            near = nearest(value, self.words) or ""
            reading.report(node.line, "KB305", key=key, value=value, near=near, choices=", ".join(self.words))
            return None
        return value

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Day:
    """An ISO date that exists in the calendar."""

    expected: str = "a date"

    def read(self, node: Node, key: str, reading: Reading) -> date | None:
        value = plain(node, key, reading, 200, self.expected)
        if value is None:
            return None
        day = _calendar_day(value)
        if day is None:
            reading.report(node.line, "KB304", key=key, value=value)
        return day

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def _calendar_day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class PartialDay:
    """A year, a month or a day that exists in the calendar, as precise as it is known: `2018`, `2018-05`."""

    expected: str = "a date"

    def read(self, node: Node, key: str, reading: Reading) -> str | None:
        value = plain(node, key, reading, 200, self.expected)
        if value is None:
            return None
        if len(value) in (4, 7, 10) and _calendar_day(value + "-01-01"[len(value) - 4 :]):
            return value
        reading.report(node.line, "KB304", key=key, value=value)
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}


@dataclass(frozen=True, slots=True)
class Matching:
    """Text of one form: `pattern` decides, `code` is reported otherwise."""

    pattern: re.Pattern[str]
    code: str
    expected: str

    def read(self, node: Node, key: str, reading: Reading) -> str | None:
        value = plain(node, key, reading, 300, self.expected)
        if value is not None and not self.pattern.fullmatch(value):
            reading.report(node.line, self.code, key=key, value=value)
            return None
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": self.pattern.pattern}


ENTRY_ID = Matching(_ID, "KB311", "an entry id")
CLOCK = Matching(_CLOCK, "KB310", "a time")
LANGUAGE = Matching(_LANG, "KB316", "a language")
ZONE = Matching(re.compile(r"^(UTC|[A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+)+)$"), "KB318", "a time zone")
SLUG_ID = Matching(re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$"), "KB311", "a short id")


# No character that ends an attribute or an address somewhere, and nobody's name and password before the host.
_WEB = re.compile(r"https?://[^\s/?#<>\"'\\^`{|}@:\[\]]+(?::\d{1,5})?(?:[/?#][^\s<>\"\\^`{|}]*)?", re.IGNORECASE)


def is_web_address(value: str) -> bool:
    """Whether this is an absolute http or https address with a host, and nothing that could be read as more."""
    try:
        return _WEB.fullmatch(value) is not None and bool(urlsplit(value).hostname)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An absolute http or https address with a host."""

    expected: str = "a web address"

    def read(self, node: Node, key: str, reading: Reading) -> str | None:
        value = plain(node, key, reading, 2_000, self.expected)
        if value is None:
            return None
        if is_web_address(value):
            return value
        reading.report(node.line, "KB312", key=key, value=value)
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uri", "pattern": "^https?://"}


@dataclass(frozen=True, slots=True)
class Offered:
    """A web address, or the path of a document beside the entry that readers may download."""

    expected: str = "a web address or a document of the base"

    def read(self, node: Node, key: str, reading: Reading) -> str | None:
        value = plain(node, key, reading, 2_000, self.expected)
        if value is None or is_web_address(value):
            return value
        if _FILE.fullmatch(value) and is_download(value):
            return value
        reading.report(node.line, "KB319", key=key, value=value, kinds=" ".join(DOWNLOADS))
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 2_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number; `whole` for one without a fraction. Digits may be grouped as 20,000 or 20_000."""

    whole: bool = True
    expected: str = "a number"

    def read(self, node: Node, key: str, reading: Reading) -> float | None:
        value = plain(node, key, reading, 40, self.expected)
        if value is None:
            return None
        digits = re.sub(r"(?<=\d)[,_](?=\d{3}(?!\d))", "", value)
        if re.match(r"^\d{1,15}$" if self.whole else r"^-?\d{1,15}(\.\d{1,6})?$", digits):
            return int(digits) if self.whole else float(digits)
        reading.report(node.line, "KB309", key=key, value=value)
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0} if self.whole else {"type": "number"}


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`, and nothing that merely looks like it."""

    expected: str = "true or false"

    def read(self, node: Node, key: str, reading: Reading) -> bool | None:
        value = plain(node, key, reading, 40, self.expected)
        if value in ("true", "false"):
            return value == "true"
        if value is not None:
            reading.report(node.line, "KB305", key=key, value=value, choices="true, false")
        return None

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: a number and days, weeks, months or years."""

    expected: str = "a length of time"

    def read(self, node: Node, key: str, reading: Reading) -> Duration | None:
        value = plain(node, key, reading, 40, self.expected)
        if value is None:
            return None
        duration = duration_of(value)
        if duration is None:
            reading.report(node.line, "KB313", key=key, value=value)
        return duration

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^[1-9]\d{0,3} (day|week|month|year)s?$"}


def duration_of(value: str) -> Duration | None:
    """`12 months` → Duration(12, "months"); None for anything else."""
    found = re.match(r"^([1-9]\d{0,3}) +(day|week|month|year)s?$", value.strip())
    return Duration(int(found.group(1)), _UNITS[found.group(2)]) if found else None


Fieldset = Mapping[str, "FieldType[Any]"]
