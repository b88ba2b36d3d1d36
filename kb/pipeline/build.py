"""Building a site: an edition in, every file that is staged out. Nothing here touches the disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from kb.editions import Edition
from kb.pages import assets, navigation, pages
from kb.pages.shards import search_files
from kb.pipeline.documents import document
from kb.render import staged


@dataclass(frozen=True, slots=True)
class Plan:
    """What is staged: `files` by path, `pictures` to be copied from the base, and what the theme is told.

    `epoch` is the build's time stamp: that of the newest entry, so that the same content gives the same bytes.
    """

    files: dict[str, bytes]
    pictures: tuple[str, ...]
    pages: int
    theme: dict[str, object] = field(default_factory=dict)
    epoch: int = 0


def plan(edition: Edition, today: date) -> Plan:
    """Every page and data file of an edition, finished."""
    made = pages(edition, today)
    documents = (document(entry, edition.catalog) for entry in edition.catalog.entries)
    files = {page.path: staged(page) for page in made}
    files |= {file.path: file.data for file in search_files(edition, documents)}
    return Plan(files, assets(edition), len(made), {"kb": navigation(edition)}, epoch(edition))


def epoch(edition: Edition) -> int:
    """Midnight UTC of the newest date in the edition, in seconds; 0 for one without dates."""
    dates = [one for entry in edition.catalog.entries for one in (entry.date, entry.reviewed) if one is not None]
    return int(datetime.combine(max(dates), time(), UTC).timestamp()) if dates else 0
