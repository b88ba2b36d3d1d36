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
_DIGITS = re.compile(r"\d[\d() .+-]{6,}\d")
# The first two digits of a resident's number are a province (GB/T 2260).
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_NO_DIGIT = re.compile(r"\D")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def personal(text: str) -> Iterator[tuple[str, str, int]]:
    """(what it is, value, where) of every address and number that may be somebody's own."""
    if "@" in text:
        yield from _emails(text)
    end = -1
    for found in _DIGITS.finditer(text):
        # A day or a time of day has fewer digits than any number that is somebody's, but for those with a plus.
        few = sum(map(str.isdigit, found[0])) < 9 and "+" not in text[max(0, found.start() - 1) : found.end()]
        if found.start() > end and not few:  # each line once
            start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
            end = len(text) if end < 0 else end
            for what, value, at in _numbers(text[start:end]):
                yield what, value, start + at


def _numbers(line: str) -> Iterator[tuple[str, str, int]]:
    bare = _WEB.sub(lambda found: " " * len(found[0]), line)
    for pattern in (_CHINA_MOBILE, _CHINA_FIXED, _NORTH_AMERICA, _INTERNATIONAL):
        for found in pattern.finditer(bare):
            if len(set(_NO_DIGIT.sub("", found[0])[-7:])) > 2:  # 0000 0000 is nobody's
                yield "a phone number", found[0], found.start()
    for found in _RESIDENT.finditer(bare):
        if resident(found[1]):
            yield "an identity number of China", found[1], found.start()
    for found in _SSN.finditer(bare):
        yield "a social security number", found[0], found.start()


def _emails(text: str) -> Iterator[tuple[str, str, int]]:
    for found in _in_lines_with("@", _EMAIL, text):
        name, domain = found[1].lower(), found[2].lower()
        before = text[max(0, found.start() - 100) : found.start()].split()
        if before and "://" in before[-1] and not text[found.start() - 1].isspace():
            continue  # a name and a password in an address of the web
        if name not in _ROLES and not _EXAMPLE_DOMAIN.search(domain) and domain.rsplit(".", 1)[-1] not in _NO_DOMAIN:
            yield "an e-mail address", found[0], found.start()


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
