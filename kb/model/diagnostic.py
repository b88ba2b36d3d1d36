"""What is wrong with a file, as a value: where, which rule, and the words that fill the rule's message.

The sentences stand once, in both languages, in `kb.model.codes`; a diagnostic only names its code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """Sorted by path, line, code. `args` fill the code's message; a value may hold anything a person wrote."""

    path: str
    line: int
    code: str
    args: tuple[tuple[str, str], ...] = ()

    @classmethod
    def at(cls, path: str, line: int, code: str, **args: object) -> Diagnostic:
        return cls(path, line, code, tuple((name, str(value)) for name, value in args.items()))
