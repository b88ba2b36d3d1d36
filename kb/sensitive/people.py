"""Personal data by shape and checksum: e-mail addresses, phone numbers, identity numbers.

Addresses of roles (`info@…`) and of the domains that are kept for examples concern nobody. Numbers inside addresses of
the web are none of a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_EMAIL = re.compile(
    r"(?a)(?<![\w.+@/-])([A-Za-z0-9][\w.+-]{0,63})@((?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24})(?![\w-]|\.\w)"
)
_ROLES = frozenset(
    "abuse admin careers contact contribute enquiries feedback git github hello help helpdesk hi hostmaster hr info"
    " inquiries jobs legal mail marketing media news newsletter no-reply noreply office opensource postmaster press"
    " privacy root sales security service support team user username webmaster you your.name name someone".split()
)
_EXAMPLE_DOMAIN = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net|cn))?|invalid|test|localhost|local|email|domain\.com)$"
)
_NO_DOMAIN = frozenset(
    "png jpg jpeg gif svg webp avif js css ts py md html json yml yaml toml lock txt zip pdf".split()
)
_WEB = re.compile(r"(?:https?|ftp)://[^\s<>\"'`）】，。]+|(?:\.\.?/|/)[\w./%-]{6,}")

_CHINA_MOBILE = re.compile(r"(?a)(?<![\w.+*×/=-])(?:\+?86[- ]?)?(1[3-9]\d)([- ]?)(\d{4})\2(\d{4})(?![\w*]|[.-]\d)")
_CHINA_FIXED = re.compile(r"(?a)(?<![\w.+/=-])(?:\+86[- ]?)?\(?(0(?:10|2\d|[3-9]\d{2}))\)?[- ](\d{7,8})(?![\w-]|\.\d)")
_NORTH_AMERICA = re.compile(
    r"(?a)(?<![\w.+/=-])(?:\+?1[-. ]?)?(?:\(([2-9]\d{2})\) ?|([2-9]\d{2})[-.])([2-9]\d{2})[-.](\d{4})(?![\w-]|\.\d)"
)
_INTERNATIONAL = re.compile(r"(?a)(?<![\w+/=-])\+(?!86|1\b)[1-9]\d{0,2}(?:[- ]?\(?\d{1,4}\)?){2,5}\d{2}(?![\w-])")
_RESIDENT = re.compile(
    r"(?a)(?<![\w.-])([1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![\w-])"
)
_SSN = re.compile(r"(?a)(?<![\w.-])(?!000|666|9)(\d{3})-(?!00)(\d{2})-(?!0000)(\d{4})(?![\w-])")
# Each of these numbers has one of these in it, when every digit is a 0 and everything that may stand between a -.
_NUMBER = (b"0-0000", b"0000000", b"+0")
_FORM = bytes.maketrans(b"123456789() .", b"000000000----")
_DIGITS = re.compile(r"\d[\d() .+-]{6,}\d")
# The first two digits of a resident's number are a province (GB/T 2260).
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_NO_DIGIT = re.compile(r"\D")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def addresses(text: str) -> Iterator[tuple[str, str, int]]:
    """(what it is, value, where) of every e-mail address that may be somebody's own."""
    for found in _in_lines_with("@", _EMAIL, text):
        name, domain = found[1].lower(), found[2].lower()
        before = text[max(0, found.start() - 100) : found.start()].split()
        if before and "://" in before[-1] and not text[found.start() - 1].isspace():
            continue  # a name and a password in an address of the web
        if name not in _ROLES and not _EXAMPLE_DOMAIN.search(domain) and domain.rsplit(".", 1)[-1] not in _NO_DOMAIN:
            yield "an e-mail address", found[0], found.start()


def numbers(data: bytes) -> Iterator[tuple[str, str, int]]:
    """The same of every number in UTF-8 text; the place is that in the text."""
    for start, end in _lines_with_numbers(data):
        line = data[start:end].decode("utf-8", "replace")
        bare = without_web(line) if any(map(_enough, _DIGITS.finditer(line))) else ""
        if _signs(bare.encode()):
            for what, value, at in shaped(bare):
                yield what, value, len(data[:start].decode("utf-8", "replace")) + at


def _signs(data: bytes) -> bool:
    """Whether UTF-8 text may hold a number. False is certain."""
    return any(map(data.translate(_FORM).__contains__, _NUMBER))


def _lines_with_numbers(data: bytes) -> list[tuple[int, int]]:
    """Where the lines begin and end in which there may be a number; there is none in any other."""
    form, found = data.translate(_FORM), set()
    for sign in _NUMBER:
        at = form.find(sign)
        while at >= 0:
            end = data.find(b"\n", at)
            end = len(data) if end < 0 else end
            found.add((data.rfind(b"\n", 0, at) + 1, end))
            at = form.find(sign, end)
    return sorted(found)


def _enough(found: re.Match[str]) -> bool:
    """A day or a time of day has fewer digits than any number that is somebody's, but for those with a plus."""
    return sum(map(str.isdigit, found[0])) >= 9 or "+" in found.string[max(0, found.start() - 1) : found.end()]


def without_web(line: str) -> str:
    """A line with blanks in place of its web addresses and paths."""
    return _WEB.sub(lambda found: " " * len(found[0]), line)


def shaped(bare: str) -> Iterator[tuple[str, str, int]]:
    """The numbers in one line without web addresses."""
    for pattern in (_CHINA_MOBILE, _CHINA_FIXED, _NORTH_AMERICA, _INTERNATIONAL):
        for found in pattern.finditer(bare):
            if len(set(_NO_DIGIT.sub("", found[0])[-7:])) > 2:  # 0000 0000 is nobody's
                yield "a phone number", found[0], found.start()
    for found in _RESIDENT.finditer(bare):
        if resident(found[1]):
            yield "an identity number of China", found[1], found.start()
    for found in _SSN.finditer(bare):
        yield "a social security number", found[0], found.start()


def _in_lines_with(sign: str, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern`, which never goes over a line break, finds in a text: only lines with the sign are looked at."""
    at = text.find(sign)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield from pattern.finditer(text, text.rfind("\n", 0, at) + 1, end)
        at = text.find(sign, end)


def resident(number: str) -> bool:
    """Whether 18 characters are a resident's number of China: GB 11643-1999, with its check by ISO 7064 MOD 11-2."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return number[:2] in _PROVINCES and "10X98765432"[total % 11] == number[17].upper()
