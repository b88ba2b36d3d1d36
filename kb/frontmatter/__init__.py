"""Bytes of a file → front matter as nodes and the body as text: the one parser of front matter.

Everything after this works on values that know their line. What cannot be read gives a diagnostic and no
front matter; it is never guessed. Writing front matter is `kb.frontmatter`'s job too, once something writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from kb.frontmatter.gate import Refused, read_yaml
from kb.frontmatter.nodes import Field, Fields, Items, Node, Scalar, lines, shape
from kb.model.diagnostic import Diagnostic

__all__ = ["Field", "Fields", "FrontMatter", "Items", "Node", "Scalar", "decode", "lines", "read", "read_yaml", "shape"]

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_ASCII_CONTROL = bytes(code for code in range(128) if _CONTROL.match(chr(code)))
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)  # seven = may underline a heading


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The fields as written, and the body, which starts at `body_line` of the file."""

    fields: Fields
    body: str
    body_line: int


class _StrictHandler(BaseHandler):
    """Lets python-frontmatter read our way: the fence at the first byte, values through the gate."""

    FM_BOUNDARY = _FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.node: Node | None = None
        self.problems: tuple[Diagnostic, ...] = ()
        self.body = ""
        self.body_line = 1

    def split(self, text: str) -> tuple[str, str]:
        inside, self.body = super().split(text)
        skipped = len(self.body) - len(self.body.lstrip("\n"))
        self.body_line = 1 + inside.count("\n") + skipped
        return inside, self.body

    def load(self, fm: str) -> dict[str, Any]:
        # The text after the opening fence begins with the rest of line 1.
        self.node, self.problems = read_yaml(self.path, fm)
        return {field.key: field.node for field in self.node} if isinstance(self.node, Fields) else {}


def decode(path: str, data: bytes) -> str:
    """The file's text with `\\n` line ends. Raises `Refused` when it is not clean UTF-8 text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(Diagnostic.at(path, line, "KB103", byte=error.start + 1)) from None
    if b"\r" in data:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Most bytes tell at once that there is no such character: the upper ones begin with C2.
    found = _CONTROL.search(text) if b"\xc2" in data or len(data.translate(None, _ASCII_CONTROL)) < len(data) else None
    if found is not None:
        line = text.count("\n", 0, found.start()) + 1
        raise Refused(Diagnostic.at(path, line, "KB104", char=f"U+{ord(found.group()):04X}"))
    return text


def _opening(path: str, text: str) -> Diagnostic | None:
    """What is wrong with the first line, if anything is."""
    if _FENCE.match(text):
        return None
    lead = text[: len(text) - len(text.lstrip("\ufeff \t\n"))]
    if lead and _FENCE.match(text[len(lead) :]):
        what = "a byte order mark" if lead.startswith("\ufeff") else "a blank line or space"
        return Diagnostic.at(path, 1, "KB209", what=what)
    return Diagnostic.at(path, 1, "KB201")


def read(path: str, data: bytes) -> tuple[FrontMatter | None, tuple[Diagnostic, ...]]:
    """Front matter and body of an entry's bytes, or None with everything that is wrong. Never raises."""
    try:
        text = decode(path, data)
    except Refused as refused:
        return None, (refused.diagnostic,)
    conflict = _CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if conflict is not None:
        return None, (Diagnostic.at(path, text.count("\n", 0, conflict.start()) + 1, "KB212"),)
    opening = _opening(path, text)
    if opening is not None:
        return None, (opening,)
    if _FENCE.search(text, 4) is None:
        return None, (Diagnostic.at(path, 1, "KB202"),)
    handler = _StrictHandler(path)
    frontmatter.parse(text, handler=handler)
    node = handler.node
    if node is None and handler.problems:
        return None, handler.problems
    if node is not None and not isinstance(node, Fields):
        return None, (*handler.problems, Diagnostic.at(path, node.line, "KB207", what=shape(node)))
    body = handler.body.lstrip("\n").rstrip()
    return FrontMatter(node or Fields((), 1), body, handler.body_line), handler.problems
