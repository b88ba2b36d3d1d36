"""The register of lessons as a table for a spreadsheet (RFC 4180).

It begins with a byte order mark, because without one Excel shows Chinese as noise; programs have the API. A cell
that a spreadsheet would take for a formula gets an apostrophe in front, so that it is shown and never run.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from kb.editions import Edition
from kb.model.entry import Entry, Lesson
from kb.model.kinds import Kind, Status
from kb.model.page import DataFile
from kb.pages import addresses
from kb.pages.brief import about, called
from kb.pages.conventions.places import REGISTER, absolute
from kb.pages.labels import listed, word
from kb.pages.leaf import Leaf
from kb.pages.rows import newest, topics_of

_FORMULA = "=+-@\t\r＝＋－＠"  # full-width signs begin formulas too where Chinese or Japanese is typed


def inert(cell: str) -> str:
    """A cell that no spreadsheet computes. A line break before a sign counts as its beginning."""
    return f"'{cell}" if cell.lstrip(" \n")[:1] and cell.lstrip(" \n")[0] in _FORMULA else cell


def register_table(edition: Edition, ui: str, today: date) -> DataFile:
    """All lessons, newest first; heads and values in the reader's language, ids and dates as they are."""
    path = addresses.generated(ui, REGISTER)
    leaf = Leaf(edition, ui, addresses.generated(ui, addresses.LISTS[Kind.LESSON]), today)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    keys = ("col.id", "col.lesson", "col.about", "col.state", "col.date", "fact.phase", "fact.outcome", "col.topics")
    writer.writerow([leaf.say(key) for key in (*keys, "col.project", "fact.owner", "col.language", "col.address")])
    for entry in newest(edition.catalog.of(Kind.LESSON)):
        writer.writerow([inert(cell) for cell in _cells(leaf, entry)])
    return DataFile(path, text.getvalue().encode("utf-8-sig"))


def _cells(leaf: Leaf, entry: Entry) -> list[str]:
    lesson = entry.detail if isinstance(entry.detail, Lesson) else Lesson()
    named = [leaf.catalog.get(one) if one else None for one in (lesson.project, entry.owner)]
    address = addresses.of_entry(entry.id)  # without `site_url`, below the site's root: the file travels
    project, owner = (called(one, leaf.ui) if one is not None else "" for one in named)
    return [
        entry.id,
        called(entry, leaf.ui),
        about(entry, leaf.ui),
        word(leaf.ui, "status", entry.status or Status.PROPOSED),
        entry.date.isoformat() if entry.date else "",
        word(leaf.ui, "phase", lesson.phase) if lesson.phase else "",
        word(leaf.ui, "outcome", lesson.outcome) if lesson.outcome else "",
        listed([topic.label.pick(leaf.ui) for topic in topics_of(leaf, entry)], leaf.ui),
        project,
        owner,
        entry.lang,
        absolute(leaf, address) if leaf.catalog.settings.site_url else address,
    ]
