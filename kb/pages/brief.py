"""An entry in one line of plain text: what it is called and what it is about, for whoever lists it elsewhere.

Feeds, calendars, page descriptions and the API use it. It holds no markup; whoever shows it escapes it.
"""

from __future__ import annotations

from kb.model.entry import Entry, Person, Practice
from kb.model.kinds import Consent
from kb.model.text import Text

LONGEST = 280  # characters, as a summary may have
DESCRIPTION = 160  # what search engines show


def called(entry: Entry, ui: str) -> str:
    """The name in the reader's language where there is one; a pseudonym stands for a name."""
    detail = entry.detail
    if isinstance(detail, Person):
        hidden = detail.consent is Consent.PSEUDONYM and detail.pseudonym
        return detail.pseudonym if hidden else detail.names.pick(ui)
    return entry.title.pick(ui) if entry.title.has(ui) else entry.name


def about(entry: Entry, ui: str, limit: int = LONGEST) -> str:
    """Summary, or a practice's purpose, or what to do, or how the text begins; empty if nothing is written."""
    written: Text | None = entry.summary
    if written is None and isinstance(entry.detail, Practice):
        written = entry.detail.purpose
    if written is not None:
        return shortened(written.pick(ui), limit)
    parts = [part.text for name in ("lesson", "do") if (part := entry.part(name)) is not None]
    parts += [one.text for one in entry.body.sections]
    return shortened(next((one for one in parts if one.strip()), ""), limit)


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters, ended at a space where there is one near, with `…`."""
    line = " ".join(text[: 4 * limit].split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip(" ,;:，；：、") + "…"
