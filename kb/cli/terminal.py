"""How large the terminal is, asked of the system: importing `shutil` takes longer than a search for its answer."""

from __future__ import annotations

import os
import sys


def size() -> os.terminal_size:
    """Columns and lines: as COLUMNS and LINES say, else as the terminal has them, else 80 by 24."""
    columns, lines = _asked("COLUMNS"), _asked("LINES")
    found = (0, 0) if columns and lines else _system()
    return os.terminal_size((columns or found[0] or 80, lines or found[1] or 24))


def _asked(name: str) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else 0


def _system() -> tuple[int, int]:
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else -1)
    except (ValueError, OSError):  # no terminal
        return 0, 0
