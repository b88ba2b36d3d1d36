"""One file being typed: where findings are collected while field types do their work."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.frontmatter import Node, shape
from kb.model.diagnostic import Diagnostic


@dataclass(slots=True)
class Reading:
    """`lang` is the language of bare strings in this file."""

    path: str
    lang: str
    problems: list[Diagnostic] = field(default_factory=list)

    def report(self, line: int, code: str, **args: object) -> None:
        self.problems.append(Diagnostic.at(self.path, line, code, **args))

    def wrong(self, node: Node, key: str, expected: str) -> None:
        """`key` holds another shape than `expected`."""
        self.report(node.line, "KB303", key=key, expected=expected, found=shape(node))
