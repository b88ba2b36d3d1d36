"""Fenced blocks for one audience: lines between `::: audience internal` and `:::` belong to it alone.

What one audience may not see is replaced by empty lines, so that every line keeps its number. A fence that
cannot be read is an error and the file is refused: a block is never shown because of a typing slip.

The one idea: in a file with such blocks nothing but their fences may look like a fence, and code is no excuse.
Where code ends is Markdown's to say, and a `:::` that only one of the two takes for code would end a block early.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from kb.model.diagnostic import Diagnostic
from kb.model.kinds import Audience

_COLON = "[:：﹕︓∶꞉]"
# What may stand before the colons and still be meant as a fence: spaces, quote marks, list markers; no backquote.
_FENCE = re.compile(rf"^(?P<lead>(?:[^\w`:：﹕︓∶꞉]|\d+[.)])*)(?P<colons>{_COLON}{{2,}})(?P<words>.*)$", re.DOTALL)
_WIDE = "：﹕︓∶꞉"
_ANYWHERE = re.compile(_COLON + "{2}")
_MEANT = re.compile(r"audien|internal|restricted|public|读者|讀者|受众|受眾|内部|內部|限制|公开|公開|保密|机密|機密")
_SOFT_BREAK = re.compile("[\x85\u2028\u2029]")  # word processors end a line there, and Markdown does not
_CODE = re.compile(r"^\s*(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<rest>.*)$")

_IN_CODE = "inside a code block; write it as `inline code` if it is an example"


@dataclass(slots=True)
class _Cutter:
    """One walk over the lines. `other` is the first line outside a block that looks like a fence and is none."""

    path: str
    reader: Audience | None
    kept: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    audiences: set[Audience] = field(default_factory=set)
    inside: Audience | None = None
    opened: int = 0
    other: int = 0
    code: str = ""

    def report(self, number: int, what: str) -> None:
        self.problems.append(Diagnostic.at(self.path, number, "KB211", what=what))

    def keep(self, text: str) -> None:
        visible = self.inside is None or self.reader is None or self.reader.may_read(self.inside)
        self.kept.append(text if visible else "")

    def take(self, number: int, text: str) -> None:
        in_code = self._in_code(text)
        fence = _FENCE.match(text)
        words = _folded(fence.group("words")) if fence is not None else ""
        if fence is None:
            if any(map(_is_opening, _SOFT_BREAK.split(text)[1:])):
                self.report(number, f"`{text.strip()}`")
            self.keep(text)
        elif _MEANT.search(words):
            self._open(number, text, in_code)
        elif self.inside is not None and text.rstrip() == ":::":
            if in_code:
                self.report(number, _IN_CODE)
            self.inside = None
            self.kept.append("")
        else:
            if not words or len(fence.group("colons")) > 2:  # `::std` is code
                self._other(number, text)
            self.keep(text)

    def _in_code(self, text: str) -> bool:
        """Whether this line is part of a fenced code block, its fences included."""
        mark = _CODE.match(text)
        if not self.code:
            self.code = mark.group("mark") if mark is not None else ""
            return bool(self.code)
        if mark is not None and mark.group("mark").startswith(self.code) and not mark.group("rest").strip():
            self.code = ""
        return True

    def _open(self, number: int, text: str, in_code: bool) -> None:
        found = _audience(text)
        if in_code:
            self.report(number, _IN_CODE)
        elif self.inside is not None:
            self.report(number, "a block inside a block")
        elif found is None:
            self.report(number, f"`{text.strip()}`")
        else:
            self.inside, self.opened = found, number
            self.audiences.add(found)
        self.kept.append("")

    def _other(self, number: int, text: str) -> None:
        if self.inside is not None:
            self.report(number, f"`{text.strip()}`")
        else:
            self.other = self.other or number

    def finish(self) -> None:
        if self.inside is not None:
            self.problems.append(Diagnostic.at(self.path, self.opened, "KB210"))
        elif self.other and self.audiences:
            self.report(self.other, "it belongs to no block, so one may have ended too soon")


def cut(
    path: str, markdown: str, line: int, reader: Audience | None = None
) -> tuple[str, frozenset[Audience], tuple[Diagnostic, ...]]:
    """`markdown` as `reader` may see it (None: everything), which audiences its blocks name, and findings.

    `line` is the file's line of the first line of `markdown`.
    """
    # Most bodies hold no second colon; telling that by plain search is ten times as quick as by the pattern.
    if ("::" not in markdown and not any(colon in markdown for colon in _WIDE)) or not _ANYWHERE.search(markdown):
        return markdown, frozenset(), ()
    cutter = _Cutter(path, reader)
    for number, text in enumerate(markdown.split("\n"), start=line):
        cutter.take(number, text)
    cutter.finish()
    return "\n".join(cutter.kept), frozenset(cutter.audiences), tuple(cutter.problems)


def _is_opening(text: str) -> bool:
    """Whether a fence is meant to begin here, however it is written."""
    fence = _FENCE.match(text)
    return fence is not None and bool(_MEANT.search(_folded(fence.group("words"))))


def _folded(words: str) -> str:
    """Words as they were meant: one width, no case, nothing that does not show."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char for char in plain if unicodedata.category(char) != "Cf").strip()


def _audience(text: str) -> Audience | None:
    """The audience that an opening fence names, if it is written exactly."""
    exact = re.match(r"^::: *audience (public|internal|restricted)\s*$", text)
    return Audience(exact.group(1)) if exact is not None else None
