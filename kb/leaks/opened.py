"""A file's bytes → the texts in it: of text the pieces, of a picture what its metadata say, of an archive its members.

Pieces (lines, or what stands between two tags) that were seen before are left out on request, because the pages of a
site share most of theirs. What cannot be looked into is said to be so: `Closed`, never silence.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256

from kb.assets.notes import document_notes, notes, pdf_strings, streams, strings

LIMIT = 64 * 1024 * 1024  # bytes that may come out of one compressed file
DEPTH = 3  # archives in archives
_SEEN = 1 << 18
_SPLIT = {
    **dict.fromkeys((".html", ".htm", ".xml", ".svg", ".xsl"), b"<"),
    **dict.fromkeys((".json", ".map", ".webmanifest"), b'"'),
}  # at signs that no word reaches across; elsewhere at the ends of lines
_TEXT = frozenset(
    ".html .htm .xml .svg .json .js .mjs .css .map .txt .csv .ics .md .webmanifest .xsl .yml .toml".split()
)
_INLINE = re.compile(rb"data:[\w/+.;=-]*;base64,([A-Za-z0-9+/=]{16,})")
_FONTS = (b"wOFF", b"wOF2")  # compressed, and drawn by nobody in the base


class Closed(Exception):
    """A file that cannot be looked into: damaged, locked, or too much comes out of it."""


class Seen:
    """Pieces that were looked at already and hold no mark. It forgets some when there are many."""

    def __init__(self) -> None:
        self._pieces: set[bytes] = set()
        self._pending: set[bytes] = set()

    def fresh(self, pieces: set[bytes]) -> set[bytes]:
        new = pieces - self._pieces
        self._pending |= new
        return new

    def judged(self, clean: bool) -> None:
        """What was fresh since the last time held no mark, or did and will be looked at again in another file."""
        if len(self._pieces) > _SEEN:
            self._pieces.clear()
        if clean:
            self._pieces |= self._pending
        self._pending = set()


def opened(path: str, data: bytes, seen: Seen, depth: int = DEPTH) -> Iterator[str]:
    """The texts of a file of this name. Raises `Closed`."""
    suffix = path[path.rfind(".") :].lower() if "." in path else ""
    if data.startswith(b"\x1f\x8b"):
        yield from _inner(path.removesuffix(suffix), _bounded(data, 31), seen, depth)
    elif data.startswith(b"PK\x03\x04"):
        yield from _members(data, seen, depth)
    elif suffix in _TEXT:
        yield _text(suffix, data, seen)
        for written in _INLINE.findall(data):
            yield from opened("", _decoded(written), seen, depth - 1)
    elif (found := notes(data)) is not None:
        yield from found
    elif data.startswith(b"%PDF"):
        yield from document_notes(data)
        for stream in streams(data):
            yield from pdf_strings(_inflated(stream))
    elif not data.startswith(_FONTS):
        yield from strings(data)


def sums(data: bytes) -> Iterator[str]:
    """The SHA-256 of a file, and of each picture that is written into it."""
    yield sha256(data).hexdigest()
    for found in _INLINE.findall(data):
        yield sha256(_decoded(found)).hexdigest()


def _text(suffix: str, data: bytes, seen: Seen) -> str:
    if suffix == ".ics":
        data = data.replace(b"\r\n ", b"").replace(b"\n ", b"")  # RFC 5545, 3.1: long lines are folded
    split = _SPLIT.get(suffix, b"\n")
    return b"\n".join(seen.fresh(set(data.split(split)))).decode("utf-8", "replace")


def _inner(name: str, data: bytes, seen: Seen, depth: int) -> Iterator[str]:
    if depth <= 0:
        raise Closed("archives lie in archives")
    yield from opened(name, data, seen, depth - 1)


def _members(data: bytes, seen: Seen, depth: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > LIMIT:
                raise Closed("too much comes out of it")
            for member in archive.infolist():
                yield member.filename
                yield from _inner(member.filename, archive.read(member), seen, depth)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, OSError, EOFError) as error:
        raise Closed(str(error)) from error


def _bounded(data: bytes, window: int) -> bytes:
    """What a zlib (15) or gzip (31) stream holds."""
    try:
        stream = zlib.decompressobj(window)
        made = stream.decompress(data, LIMIT)
    except zlib.error as error:
        raise Closed(str(error)) from error
    if stream.unconsumed_tail:
        raise Closed("too much comes out of it")
    return made


def _inflated(data: bytes) -> bytes:
    """A stream of a PDF, or nothing if it is compressed in another way."""
    try:
        return _bounded(data, 15)
    except Closed:
        return b""


def _decoded(written: bytes) -> bytes:
    try:
        return base64.b64decode(written + b"=" * (-len(written) % 4))
    except ValueError:
        return b""
