"""What the base says may stand in it although it looks like a secret or like somebody's own."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowed:
    """A line of the allow-list: `value` as it stands (`*` for any part of it), why it may, and who says so."""

    value: str
    reason: str
    who: str
    line: int

    def covers(self, value: str) -> bool:
        pattern = ".*".join(map(re.escape, self.value.split("*")))
        return re.fullmatch(pattern, value, re.IGNORECASE | re.DOTALL) is not None
