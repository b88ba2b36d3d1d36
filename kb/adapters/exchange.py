"""Two folders change places in one step, which Python's standard library cannot ask for.

Linux has `renameat2(…, RENAME_EXCHANGE)`, macOS `renamex_np(…, RENAME_SWAP)`.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE on Linux and RENAME_SWAP on macOS are both 2


def exchange(one: Path, other: Path) -> bool:
    """Swap two existing paths of one file system; False, with nothing changed, where that is not possible."""
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(libc.renamex_np(first, second, _EXCHANGE) == 0)
        return bool(libc.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE) == 0)
    except (AttributeError, OSError, TypeError):
        return False
