"""Fenced blocks for one audience: lines between `::: audience internal` and `:::` belong to it alone.

What one audience may not see is replaced by empty lines, so that every line keeps its number. A fence that
cannot be read is an error and the file is refused: a block is never shown because of a typing slip.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kb.model.diagnostic import Diagnostic
from kb.model.kinds import Audience

_FENCE = re.compile(r"^(?P<indent>\s*)(?P<colons>[:：]{2,})\s*(?P<words>.*?)\s*$")
_CODE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")


@dataclass(slots=True)
class _Cutter:
    """One walk over the lines. `foreign` counts other fences (`:::note`) that a bare `:::` closes first."""

    path: str
    reader: Audience | None
    kept: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    audiences: set[Audience] = field(default_factory=set)
    inside: Audience | None = None
    opened: int = 0
    foreign: int = 0
    code: str = ""
    stray: int = 0

    def report(self, number: int, what: str) -> None:
        self.problems.append(Diagnostic.at(self.path, number, "KB211", what=what))

    def keep(self, text: str) -> None:
        visible = self.inside is None or self.reader is None or self.reader.may_read(self.inside)
        self.kept.append(text if visible else "")

    def take(self, number: int, text: str) -> None:
        fence = _FENCE.match(text)
        words = fence.group("words") if fence is not None else ""
        ours = fence is not None and words.casefold().startswith("audience")
        if self._in_code(text):
            if ours:
                self.report(number, "inside a code block; indent it if it is an example")
            self.keep(text)
        elif fence is None:
            self.keep(text)
        elif ours:
            self._open(number, fence, words)
        elif words:
            self.foreign += 1
            self.keep(text)
        else:
            self._close(number, text)

    def _in_code(self, text: str) -> bool:
        """Whether this line is part of a fenced code block, its fences included."""
        mark = _CODE.match(text)
        if not self.code:
            self.code = mark.group("mark") if mark is not None else ""
            return bool(self.code)
        if mark is not None and mark.group("mark").startswith(self.code) and not mark.group("rest").strip():
            self.code = ""
        return True

    def _open(self, number: int, fence: re.Match[str], words: str) -> None:
        found = _audience(fence, words)
        if self.inside is not None or self.foreign:
            self.report(number, "a block inside a block")
        elif found is None:
            self.report(number, words)
        else:
            self.inside, self.opened = found, number
            self.audiences.add(found)
        self.kept.append("")

    def _close(self, number: int, text: str) -> None:
        if self.foreign:
            self.foreign -= 1
            self.keep(text)
        elif self.inside is not None:
            self.inside = None
            self.kept.append("")
        else:
            self.stray = self.stray or number
            self.kept.append(text)

    def finish(self) -> None:
        if self.inside is not None:
            self.problems.append(Diagnostic.at(self.path, self.opened, "KB210"))
        elif self.stray and self.audiences:
            self.report(self.stray, "`:::` closes nothing, so an earlier block may have ended too soon")


def cut(
    path: str, markdown: str, line: int, reader: Audience | None = None
) -> tuple[str, frozenset[Audience], tuple[Diagnostic, ...]]:
    """`markdown` as `reader` may see it (None: everything), which audiences its blocks name, and findings.

    `line` is the file's line of the first line of `markdown`.
    """
    if "::" not in markdown and "：：" not in markdown:
        return markdown, frozenset(), ()
    cutter = _Cutter(path, reader)
    for number, text in enumerate(markdown.split("\n"), start=line):
        cutter.take(number, text)
    cutter.finish()
    return "\n".join(cutter.kept), frozenset(cutter.audiences), tuple(cutter.problems)


def _audience(fence: re.Match[str], words: str) -> Audience | None:
    """The audience that an opening fence names, if it is written exactly."""
    exact = re.match(r"^audience (public|internal|restricted)$", words)
    if exact is None or fence.group("indent") or fence.group("colons") != ":::":
        return None
    return Audience(exact.group(1))
