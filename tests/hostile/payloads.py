"""The payloads: one a line in `payloads/<class>.txt`, written for this project.

`FIRE` stands for a call that the browser would notice, `HOST` for another host that would notice the browser; `\\n`,
`\\t`, `\\r`, `\\f`, `\\0`, `\\uXXXX` and `\\\\` are what they are in Python. A payload has a number, so that whatever
fires says which one it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "payloads"
HOST = "hostile.example"
BODIES = (
    "addresses", "broken", "clobbering", "elements", "encoded", "handlers", "markdown", "mutation", "styles", "svg",
)  # fmt: skip
FIELDS = ("marks", "refused", "text")

_ESCAPE = re.compile(r"\\(n|t|r|f|0|\\|u[0-9a-f]{4})")
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "0": "\0", "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Payload:
    number: int
    group: str
    text: str

    @property
    def word(self) -> str:
        """A word that only this payload's entry holds."""
        return f"qx{self.number:04}zz"


def _text(line: str, number: int) -> str:
    meant = _ESCAPE.sub(lambda found: _MEANT.get(found[1]) or chr(int(found[1][1:], 16)), line)
    return meant.replace("FIRE", f"top.fired({number})").replace("HOST", f"n{number}.{HOST}")


def payloads(*groups: str) -> tuple[Payload, ...]:
    """The payloads of some classes, or all; a number belongs to a line for as long as no line is added before it."""
    found: list[Payload] = []
    number = 0
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            number += 1
            if not groups or path.stem in groups:
                found.append(Payload(number, path.stem, _text(line, number)))
    return tuple(found)
