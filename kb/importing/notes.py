"""Boxes of other tools (`:::tip`, `!!! note`, `{{% notice %}}`, `> [!info]`) → `> [!NOTE]`, which our pages show."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kb.importing.pairs import paired

_ALERTS = {
    "note": "NOTE", "info": "NOTE", "abstract": "NOTE", "summary": "NOTE", "question": "NOTE", "example": "NOTE",
    "quote": "NOTE", "todo": "NOTE", "seealso": "NOTE", "tip": "TIP", "hint": "TIP", "success": "TIP",
    "check": "TIP", "important": "IMPORTANT", "warning": "WARNING", "attention": "WARNING", "caution": "CAUTION",
    "danger": "CAUTION", "error": "CAUTION", "bug": "CAUTION", "failure": "CAUTION",
}  # fmt: skip
_NAMES = "|".join(_ALERTS)
_COLONS = re.compile(r"^(:{3,})[ \t]*\{?\.?([\w-]+)\}?(?:[ \t]*\[([^\]\n]*)\]|[ \t]+([^\n]*))?$")
_BANGS = re.compile(
    rf'^(?:!!!|\?\?\?\+?)[ \t]+({_NAMES})[ \t]*(?:"([^"\n]*)")?[ \t]*\n'
    r"((?:(?:[ ]{4}|\t)[^\n]*\n?|[ \t]*\n(?=[ ]{4}))+)",
    re.M | re.I,
)
_NOTICE = (
    re.compile(r"\{\{[<%]\s*(?:notice|alert|callout|admonition)\b\s*([^{}]{0,300}?)\s*[>%]\}\}"),
    re.compile(r"\{\{[<%]\s*/\s*\w+\s*[>%]\}\}"),
)
_QUOTED = re.compile(r"^(>[ \t]*)\[!(\w+)\][+-]?[ \t]*([^\n]*)$", re.M)
_STRAY = re.compile(r"^[ \t]*(?::{3,}|[:：]{2,}[ \t]*$)")
_OURS = re.compile(r"^::: audience (?:public|internal|restricted)$")


def notes_as_alerts(text: str) -> str:
    """Every box that is understood as an alert. Our own `::: audience` blocks are left exactly as they are."""
    if "::" in text or "：：" in text:
        text = _without_stray(_colons(text))
    if "!!!" in text or "???" in text:
        text = _BANGS.sub(lambda found: _box(found[1], found[2] or "", _dedented(found[3])), text)
    if "{{" in text:
        text = paired(text, *_NOTICE, _notice)
    return _QUOTED.sub(_quoted, text) if "[!" in text else text


def _without_stray(text: str) -> str:
    """Colons that open or close nothing of ours are escaped; our own blocks keep their ends."""
    out: list[str] = []
    inside = False
    for line in text.split("\n"):
        ours = _OURS.match(line) is not None or (inside and line.strip() == ":::") or "audience" in line
        if _OURS.match(line):
            inside = True
        elif ours and line.strip() == ":::":
            inside = False
        out.append("\\" + line if not ours and _STRAY.match(line) else line)
    return "\n".join(out)


def _colons(text: str) -> str:
    """`:::tip` … `:::`: each box ends at the next line of as many colons."""
    lines = text.split("\n")
    ends: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        bare = line.rstrip()
        if bare.startswith(":::") and not bare.strip(":"):
            ends.setdefault(bare, []).append(at)
    out: list[str] = []
    at = 0
    while at < len(lines):
        opening = _COLONS.match(lines[at].rstrip())
        end = _next(ends.get(opening[1], ()), at) if opening is not None else 0
        if opening is not None and end and opening[2].casefold() in _ALERTS:
            out.append(_box(opening[2], opening[3] or opening[4] or "", "\n".join(lines[at + 1 : end])).rstrip("\n"))
            at = end
        else:
            out.append(lines[at])
        at += 1
    return "\n".join(out)


def _next(positions: Sequence[int], at: int) -> int:
    """The first of the sorted positions after `at`, or 0."""
    found = bisect_right(positions, at)
    return positions[found] if found < len(positions) else 0


def _notice(opening: re.Match[str], inside: str) -> str:
    words = re.findall(r"[\w-]+", opening[1])
    kind = next((one for one in words if one.casefold() in _ALERTS), "note")
    title = re.search(r'title\s*=\s*"([^"]*)"', opening[1])
    return _box(kind, title[1] if title else "", inside.strip("\n"))


def _quoted(found: re.Match[str]) -> str:
    kind = _ALERTS.get(found[2].casefold())
    if kind is None:
        return found.group()
    title = f"\n{found[1]}**{found[3].strip()}**\n{found[1].rstrip()}" if found[3].strip() else ""
    return f"{found[1]}[!{kind}]{title}"


def _box(kind: str, title: str, body: str) -> str:
    head = f"**{title.strip()}**\n\n" if title.strip() else ""
    lines = (head + body.strip("\n")).split("\n")
    return "\n".join([f"> [!{_ALERTS[kind.casefold()]}]", *(f"> {line}".rstrip() for line in lines)]) + "\n"


def _dedented(text: str) -> str:
    return "\n".join(line[4:] if line.startswith("    ") else line.lstrip("\t") for line in text.split("\n"))
