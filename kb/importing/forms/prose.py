"""What people paste → Markdown that our own reader takes, word for word what was pasted.

A word processor leaves blanks that do not break, line breaks that no editor shows, and bullets of its own; a
careless copy leaves merge conflict markers. Each is turned into what was meant. Nothing is dropped but characters
that do not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\xa0\u2000-\u200a\u202f\u205f]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BULLET = re.compile(r"^([ ]*)(?:[•‣◦▪▫■□●○◆◇\u2043∙·\uf0b7\uf0a7]|[–—](?=[ ]))[ ]*(?=\S)", re.M)
_NUMBER = re.compile(r"^([ ]*)[(（]?(\d{1,2})(?:[)）]|[、．])[ ]*(?=\S)", re.M)
_LISTED = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s")
_CONFLICT = re.compile(r"^(?=(?:<{7}|>{7}) )", re.M)
_HEADING = re.compile(r"^([ ]{0,3})(#{1,2})(?=[ \t]|$)", re.M)
_UNDERLINE = re.compile(r"^(?=[ ]{0,3}(?:-+|=+)[ ]*$)", re.M)
_CODE = re.compile(r"^[ ]{0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$")
_HTML = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])(?!https?://|mailto:)")
_FENCE = re.compile(r"([:：﹕︓∶꞉]{2,})")
_WIDE_FENCE = re.compile(r"^\W*[:：﹕︓∶꞉]{2,}")


def shown(text: str) -> str:
    """A text without what does not show, its blanks and line breaks the usual ones."""
    return _HIDDEN.sub("", _BLANKS.sub(" ", _BREAKS.sub("\n", text)))


def prose(text: str) -> str:
    """An answer as part of a body: its headings below ours, its lists lists, nothing in it a fence or a marker."""
    plain = "\n".join(_written(shown(text).split("\n")))
    plain = _NUMBER.sub(r"\1\2. ", _BULLET.sub(r"\1- ", plain))
    plain = _HEADING.sub(r"\1###", _UNDERLINE.sub("\n", plain))
    return re.sub(r"\n{3,}", "\n\n", _CONFLICT.sub(" ", plain)).strip("\n")


def _written(lines: list[str]) -> Iterator[str]:
    """The lines without HTML, which could hide what follows; a block of code that was left open is closed."""
    code = ""
    for line in lines:
        mark = _CODE.match(line)
        if code:
            closes = mark is not None and mark[1].startswith(code) and not mark[2].strip()
        yield _unfenced(line.rstrip()) if code or mark is not None else _plain(_unfenced(line.rstrip()))
        if not code:
            code = mark[1] if mark is not None else ""
        elif closes:
            code = ""
    if code:
        yield code


def _plain(line: str) -> str:
    """A line in which no tag of HTML begins, apart from inline code and web addresses in angle brackets."""
    if "<" not in line:
        return line
    parts = line.split("`")
    paired = len(parts) % 2 == 1
    return "`".join(part if paired and at % 2 else _HTML.sub(r"\\<", part) for at, part in enumerate(parts))


def _unfenced(line: str) -> str:
    """A line that looks like the beginning or end of an audience block says so as code and is none."""
    return _FENCE.sub(r"`\1`", line) if "`" not in line and _WIDE_FENCE.match(line) else line


def steps(text: str) -> str:
    """Prose in which several lines without a list are one: each line a step."""
    plain = prose(text)
    lines = [line for line in plain.split("\n") if line.strip()]
    if len(lines) < 2 or any(_LISTED.match(line) or line.startswith("#") for line in lines):
        return plain
    return "\n".join(f"- {line.strip()}" for line in lines)


def has_conflict(text: str) -> bool:
    """Whether somebody pasted a merge conflict that was never settled."""
    return re.search(r"^(?:<{7}|>{7}) ", text.replace("\r", "\n"), re.M) is not None


def quoted(text: str) -> str:
    """A text that our reader refuses in any other form, as code: every word of it, and no markup."""
    plain = shown(text)
    return "\n".join("    " + _FENCE.sub(r"`\1`", line) for line in plain.split("\n"))
