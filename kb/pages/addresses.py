"""Where every page of the site is. Addresses are below the site's root and end in `/`; home is empty.

One idea: an entry's page is at its id, so that links between files work in a code host's preview and on the site.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote

from kb.model.kinds import Kind

_DOTS = frozenset((".", ".."))
_PLAIN = re.compile(r"[A-Za-z0-9_.~/-]+")

LISTS: dict[Kind, str] = {
    Kind.LESSON: "lessons/",
    Kind.PRACTICE: "practices/",
    Kind.CASE: "cases/",
    Kind.SALON: "salons/",
    Kind.PERSON: "people/",
    Kind.PROJECT: "projects/",
}

NAV_KEYS: dict[Kind, str] = {kind: address.rstrip("/") for kind, address in LISTS.items()}


def of_entry(entry_id: str) -> str:
    return f"{entry_id}/"


def generated(ui: str, address: str) -> str:
    """A generated page's address in one interface language: English at the root, Chinese below `zh/`."""
    return address if ui == "en" else f"{ui}/{address}"


def of_topic(topic_id: str) -> str:
    return f"topics/{topic_id}/"


def of_framework(framework_id: str) -> str:
    return f"frameworks/{framework_id}/"


def of_series(series_id: str) -> str:
    return f"series/{series_id}/"


def of_phase(phase: str) -> str:
    return f"phases/{phase}/"


def staged_path(address: str) -> str:
    """The Markdown file behind the address of a generated page: `topics/x/` is `topics/x/index.md`."""
    return f"{address}index.md"


def relative(start: str, target: str) -> str:
    """The link from the page at `start` to the address or file `target`, escaped for a URL; never empty."""
    here, (there, tail) = _known(start)[0], _known(target)
    if tail and not (here and here[0] == there[0]):  # nearly all links of a page: through the top
        return f"{'../' * len(here)}{tail}"
    way = _way(here, there)
    if way == "." or not target or target.endswith("/"):
        way += "/"
    return _quoted(way)


@lru_cache(maxsize=1 << 14)
def _known(address: str) -> tuple[tuple[str, ...], str]:
    """The names in an address from the root, `.` and `..` resolved, and the link to it from the root."""
    found = tuple([one for one in address.split("/") if one])
    if not _DOTS.isdisjoint(found):
        found = tuple([one for one in posixpath.normpath(f"/{'/'.join(found)}").split("/") if one])
    return found, _quoted("/".join(found) + ("/" if address.endswith("/") else "")) if found else ""


def _quoted(way: str) -> str:
    return way if _PLAIN.fullmatch(way) else quote(way, safe="/.~-_")


def _way(start: tuple[str, ...], target: tuple[str, ...]) -> str:
    """As `posixpath.relpath`, which takes five times as long; each page has a hundred links."""
    shared = 0
    for one, other in zip(start, target, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join((*[".."] * (len(start) - shared), *target[shared:])) or "."
