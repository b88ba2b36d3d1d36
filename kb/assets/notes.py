"""A picture's or document's bytes → the notes in it: what cameras and programs write beside what people see.

Pixels are never looked at: in a few megabytes of them any short word stands by chance.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

LIMIT = 16 * 1024 * 1024  # bytes of notes that are read of one file
_STRINGS = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){4,}")
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"
_PDF_STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_PDF_AUTHOR = re.compile(rb"/Author\s*\(((?:[^()\\]|\\.)*)\)")
_OFFICE_AUTHOR = re.compile(r"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)[^>]*>([^<]+)<")
_NOBODY = re.compile(
    r"(?:microsoft|openoffice|libreoffice|python-|user|admin|unknown|author|owner)\b.*|\W*", re.IGNORECASE
)


def notes(data: bytes) -> Iterator[str] | None:
    """The texts in a picture's notes; None if it is no picture that is known."""
    if data.startswith(_PNG):
        return _texts(_png(data))
    if data.startswith(b"\xff\xd8\xff"):
        return _texts(_jpeg(data))
    if data[:4] in (b"GIF8", b"RIFF") or data[4:8] == b"ftyp":
        return _texts(iter(_XMP.findall(data)))
    return None


def document_notes(data: bytes) -> Iterator[str]:
    """The texts in an office file or a PDF that stand there as text."""
    if data.startswith(b"PK\x03\x04"):
        yield from _members(data)
    elif data.startswith(b"%PDF"):
        yield from _texts(iter([_PDF_STREAM.sub(b"", data)]))


def authors(data: bytes) -> Iterator[str]:
    """Whom the properties of a document name."""
    names: list[str] = []
    if data.startswith(b"PK\x03\x04"):
        names = [
            name for text in _members(data, ("docProps/core.xml", "meta.xml")) for name in _OFFICE_AUTHOR.findall(text)
        ]
    elif data.startswith(b"%PDF"):
        names = [_pdf_text(found) for found in _PDF_AUTHOR.findall(data)]
    for name in dict.fromkeys(one.strip() for one in names):
        if not _NOBODY.fullmatch(name):
            yield name


def strings(data: bytes) -> Iterator[str]:
    """Whatever reads like text, in UTF-8 or in the wide form that notes use."""
    yield b"\n".join(_STRINGS.findall(data)).decode("utf-8", "ignore")
    yield "\n".join(found.decode("utf-16-le") for found in _WIDE.findall(data))


def _texts(parts: Iterator[bytes]) -> Iterator[str]:
    for part in parts:
        yield from strings(part)


def _jpeg(data: bytes) -> Iterator[bytes]:
    """Its segments for applications and comments: up to where the pixels begin."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE:
            yield data[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)


def _png(data: bytes) -> Iterator[bytes]:
    """Its chunks of text, also compressed ones, and those that nobody knows."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + size]
        if kind not in (b"IDAT", b"PLTE", b"fdAT", b"iCCP"):
            yield chunk
        if kind in (b"zTXt", b"iTXt"):
            for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", chunk):
                yield _inflated(chunk[found.start() :])
        at += 12 + size


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, LIMIT)
    except zlib.error:
        return b""


def _members(data: bytes, wanted: tuple[str, ...] = ()) -> Iterator[str]:
    """The XML in an office file; nothing of one that cannot be opened, which is refused elsewhere."""
    left = LIMIT
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if (
                    member.filename.endswith(".xml")
                    and (not wanted or member.filename in wanted)
                    and member.file_size <= left
                ):
                    left -= member.file_size
                    yield archive.read(member).decode("utf-8", "replace")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, OSError, EOFError):
        return


def _pdf_text(written: bytes) -> str:
    return (
        written.decode("utf-16", "ignore")
        if written.startswith((b"\xfe\xff", b"\xff\xfe"))
        else written.decode("latin-1")
    )
