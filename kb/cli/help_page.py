"""A page of help as it stands in a terminal: usage, what a command does, its options, its commands, examples.

Lines are broken by columns, of which a Han character takes two; the library that parses the command line counts
characters. Pure: words in, one text out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.analysis.columns import columns, lines

WORDS = {
    "usage": ("Usage: ", "用法："),
    "options": ("Options:", "选项："),
    "commands": ("Commands:", "命令："),
    "example": ("Example: ", "示例："),
}
_NARROWEST, _WIDEST = 50, 98
_LONGEST_TERM = 30  # columns; what is longer has its meaning in the next line


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of one command. Options and commands are (term, meaning); paragraphs of `about` have no breaks."""

    name: str
    usage: str
    about: tuple[str, ...]
    options: tuple[tuple[str, str], ...]
    commands: tuple[tuple[str, str], ...]
    examples: tuple[str, ...]


def text(page: Page, lang: str, terminal: int) -> str:
    """The page for a terminal of so many columns, without a last line break."""
    at, width = lang == "zh", max(_NARROWEST, min(terminal - 2, _WIDEST))
    blocks = [list(_hanging(f"{WORDS['usage'][at]}{page.name} ", page.usage, width))]
    blocks += [list(_hanging("  ", paragraph, width)) for paragraph in page.about]
    for key, rows in (("options", page.options), ("commands", page.commands)):
        if rows:
            blocks.append([WORDS[key][at], *_listed(rows, width)])
    blocks += [list(_hanging("  ", WORDS["example"][at] + one, width)) for one in page.examples]
    return "\n\n".join("\n".join(block) for block in blocks)


def _hanging(first: str, said: str, width: int) -> Iterator[str]:
    """A text in lines of at most `width` columns, all but the first as far to the right as it."""
    before = first
    for begin, end in lines(said, max(10, width - columns(first))):
        yield f"{before}{said[begin:end]}"
        before = " " * columns(first)


def _listed(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Terms on the left, what they mean beside them or, where a term is too long for that, below."""
    room = min(_LONGEST_TERM, max(columns(term) for term, _ in rows)) + 2
    for term, meaning in rows:
        left = f"  {term}" + " " * (room - columns(term))
        if columns(term) > room - 2:
            yield f"  {term}"
            left = " " * (room + 2)
        yield from _hanging(left, meaning, width)
