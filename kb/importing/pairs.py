"""What stands between an opening and a closing mark, found in one walk.

A lazy pattern over both would look to the end of the text from every opening that nothing closes; a body of
nothing but openings would then take hours. Here the first opening without a closing ends the search.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Change = Callable[[re.Match[str], str], "str | None"]


def paired(text: str, opening: re.Pattern[str], closing: re.Pattern[str], change: Change) -> str:
    """The text with `change(opening, inside)` for every pair; where it gives None, the pair stays as it is."""
    out: list[str] = []
    position = 0
    while (start := opening.search(text, position)) is not None:
        end = closing.search(text, start.end())
        if end is None:
            break
        new = change(start, text[start.end() : end.start()])
        out.append(text[position : start.start()])
        out.append(text[start.start() : end.end()] if new is None else new)
        position = end.end()
    out.append(text[position:])
    return "".join(out)
