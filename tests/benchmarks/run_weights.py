"""What the pages of a built site weigh: around the body of an entry, and on a first visit in Chromium."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.weights import AROUND, FIRST_VISIT, THEME, around_body

_ENTRY = re.compile(r'class="kb-body"')


def weights(site: Path) -> Iterator[str]:
    """One line for each figure; that of a first visit only where there is a Chromium."""
    pages = (path.read_text(encoding="utf-8") for path in sorted(site.rglob("index.html")))
    around = [around_body(html) for html in pages if _ENTRY.search(html)]
    if not around:
        return
    sizes = f"{_kb(median(around))} kB in the median, {_kb(max(around))} kB at most"
    yield f"HTML around the body of {len(around):,} pages of entries: {sizes}; {_verdict(max(around), AROUND)}"
    if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        yield _first_visit(site)


def _first_visit(site: Path) -> str:
    from tests.benchmarks.search_chromium import Chromium

    lesson = next(path.parent for path in sorted(site.glob("lessons/*/*/index.html")))
    with Chromium(site) as chromium:
        sizes = {path: chromium.visited(path, THEME) for path in ("/", f"/{lesson.relative_to(site)}/", "/lessons/")}
    said = ", ".join(f"{_kb(size)} kB" for size in sizes.values())
    what = "a first visit to home, a lesson and the register, over the wire, without pictures and the theme's own files"
    return f"{what}: {said}; {_verdict(max(sizes.values()), FIRST_VISIT)}"


def _verdict(found: int, allowed: int) -> str:
    return f"at most {_kb(allowed)} kB promised: " + ("met" if found <= allowed else "**missed**")


def _kb(size: float) -> str:
    return f"{size / 1000:.1f}"
