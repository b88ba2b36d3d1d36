"""Every rule's code, severity and message, in English and Chinese: the one place where they are worded.

`refuses` marks findings after which a file has no entry at all: it is neither indexed nor published. A
message says what is wrong, a hint what to do next; both may use the names in `Diagnostic.args`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.model.codes_en import EN
from kb.model.codes_zh import PHRASES, ZH
from kb.model.diagnostic import Diagnostic, Severity
from kb.model.text import interface_lang, printable

WARNINGS = frozenset(
    "KB112 KB113 KB402 KB406 KB408 KB410 KB420 KB501 KB503 KB511 KB512 KB603 KB606 KB703 KB707 KB708 KB903 KB904 KB905"
    " KB907".split()
)
ADVICE = ("KB800", "KB900")  # what is numbered in between stops nobody
# Findings of the first three hundreds leave no entry behind, but for these, which leave it whole.
_ENTRY_STAYS = frozenset("KB109 KB110 KB112 KB113".split())

CODES = tuple(EN)
_SHOWN_AT_MOST = 120
# Arguments that hold our words and never a person's own: a phrase, perhaps followed by its details.
_PHRASED = ("what", "expected", "found", "why", "part", "advice", "where", "unit")
_DETAILS = re.compile(r"(?= \(|: )")
# Where in a file, as the reader of TOML ends its sentences.
_AT, _AT_END = re.compile(r" \(at line (\d+), column (\d+)\)$"), re.compile(r" \(at end of document\)$")


@dataclass(frozen=True, slots=True)
class Worded:
    """A diagnostic in a reader's language."""

    message: str
    hint: str


def severity(code: str) -> Severity:
    if ADVICE[0] <= code < ADVICE[1]:
        return Severity.ADVICE
    return Severity.WARNING if code in WARNINGS else Severity.ERROR


def refuses(code: str) -> bool:
    """Whether a file with this finding gives no entry."""
    return code < "KB400" and code not in _ENTRY_STAYS


def _shown(value: str) -> str:
    """`printable`, and short."""
    clean = printable(value)
    return clean if len(clean) <= _SHOWN_AT_MOST else clean[: _SHOWN_AT_MOST - 1] + "…"


def _in_chinese(phrase: str) -> str:
    """`one of: low, high` → the phrase before the details in Chinese, the details as they are."""
    if phrase in PHRASES:
        return PHRASES[phrase]
    known, *details = _DETAILS.split(phrase, maxsplit=1)
    placed = [_AT_END.sub("（在文件末尾）", _AT.sub(r"（第 \1 行第 \2 列）", one)) for one in details]
    return "".join((PHRASES.get(known, known), *placed))


class _Args(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def worded(diagnostic: Diagnostic, lang: str = "en") -> Worded:
    """The message and hint of a diagnostic. A hint without a `near` or `advice` falls back to its second sentence."""
    chinese = interface_lang(lang) == "zh"
    message, hint = (ZH if chinese else EN)[diagnostic.code]
    args = _Args((name, _shown(value)) for name, value in diagnostic.args)
    if chinese:
        args.update((name, _in_chinese(args[name])) for name in _PHRASED if name in args)
    if "||" in hint:
        with_near, without = hint.split("||", 1)
        hint = with_near if args["near"] or args["advice"] else without
    return Worded(message.format_map(args), hint.format_map(args))


def in_both(diagnostic: Diagnostic) -> tuple[Worded, Worded]:
    """A diagnostic in English and in Chinese."""
    return worded(diagnostic, "en"), worded(diagnostic, "zh")


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(severity(one.code) is Severity.ERROR for one in diagnostics)
