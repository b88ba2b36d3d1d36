"""What `kb doctor` finds: a part of the whole, how it is, and the words that fill its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    FINE = "fine"
    NOTE = "note"  # it works; something more would be possible
    TODO = "todo"  # it works, and somebody should do something
    BROKEN = "broken"  # it does not work


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at. `code` names its sentences, `args` fill them."""

    part: str
    health: Health
    code: str
    args: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, part: str, health: Health, code: str, **args: object) -> Examined:
        return cls(part, health, code, tuple((name, str(value)) for name, value in args.items()))
