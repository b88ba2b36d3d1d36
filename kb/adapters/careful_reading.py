"""One file of a base parsed: at once if it is small, in a process with limits if it is large.

Small means that nothing in it can be costly. All known ways to make the Markdown, HTML and YAML readers work hard grow
at most with the square of a file's size; the worst of them takes a second at this size (`python -m
tests.hostile files` measures them), so a process for each file would cost more than it saves.
"""

from __future__ import annotations

import json

from kb.adapters.contained import Ended, contained
from kb.adapters.plain_values import turns
from kb.model.diagnostic import Diagnostic
from kb.model.settings import Settings
from kb.model.source import SourceFile
from kb.parse import Parsed
from kb.pipeline.check import read_entry

SMALL = 65_000  # bytes


def read_carefully(source: SourceFile | Diagnostic, settings: Settings) -> Parsed:
    """What `read_entry` gives; one finding (KB214) for a file that it cannot give anything for."""
    if isinstance(source, Diagnostic) or len(source.data) <= SMALL:
        return read_entry(source, settings)
    write, read = turns(Parsed)

    def work() -> bytes:
        plain = write(read_entry(source, settings))
        return json.dumps(plain, ensure_ascii=False).encode("utf-8", "surrogatepass")

    read_entry(SourceFile(source.path, b""), settings)  # what reading needs is loaded once, here
    try:
        found = read(json.loads(contained(work).decode("utf-8", "surrogatepass")))
    except Ended as ended:
        return Parsed(source.path, None, (Diagnostic.at(source.path, 1, "KB214", what=ended.why),))
    assert isinstance(found, Parsed)
    return found
