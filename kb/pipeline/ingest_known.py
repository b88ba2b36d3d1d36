"""What earlier runs of ingest say of this one's files: which are done, and which are newer versions of what came in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kb.importing.ledger import PATH as LEDGER
from kb.importing.ledger import Line
from kb.importing.values import Foreign, Note
from kb.pipeline.ingest_job import Incoming, Job


def known_before(job: Job, key_of: Callable[[str], str]) -> tuple[list[Incoming], list[str], list[Note]]:
    """(files to read, origins that are unchanged, refusals). Files with the same bytes and mapping are done."""
    fresh: list[Incoming] = []
    unchanged: list[str] = []
    refused: list[Note] = []
    for one in job.files:
        if isinstance(one, Note):
            refused.append(one)
        elif any(line.sha256 == one.sha256 and line.mapping == key_of(one.path) for line in job.ledger.of(one.path)):
            unchanged.append(one.path)
        else:
            fresh.append(one)
    return fresh, unchanged, refused


def gone(job: Job, origins: Iterable[str]) -> Iterator[Note]:
    """For each unchanged file of which nothing is left here, that it does not come back by itself."""
    for origin in origins:
        paths = sorted({path for line in job.ledger.of(origin) for path in line.written})
        if paths and all(job.read(path) is None for path in paths):
            yield Note.of(origin, "deleted", entry=paths[0], ledger=LEDGER)


def known_as(job: Job, foreign: Foreign) -> Line | None:
    """The ledger's line for an older version of this file: one of the same bytes, or one that shares its words.

    Two collections may hold files of one name; a file that has nothing in common with what was written is another.
    """
    lines = job.ledger.of(foreign.path)
    same = next((line for line in lines if line.sha256 == foreign.sha256), None)
    return same or next((line for line in lines if _alike(job, line, foreign)), None)


def _alike(job: Job, line: Line, foreign: Foreign) -> bool:
    """Whether the entries of a line and a foreign file share a third of the rarer one's words."""
    texts = [text for path, _ in sorted(line.written.items())[:50] if (text := job.read(path)) is not None]
    if not texts or foreign.shape != "markdown":
        return True
    old = set(re.findall(r"[A-Za-z]{3,}|[\u3400-\u9fff]{2}", b"\n".join(texts).decode("utf-8", "replace").casefold()))
    new = set(re.findall(r"[A-Za-z]{3,}|[\u3400-\u9fff]{2}", foreign.text.casefold()))
    return len(old & new) * 3 >= min(len(old), len(new))
